// SPDX-License-Identifier: MIT
// SDKs in a program of their own, which gets the address, the write key and the calls.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as calls from './calls.mjs'
import { programOf } from './toolchains.mjs'
import { environmentFor } from './trust.mjs'

/** Its input ends when all calls have arrived: some SDKs do not tell. `signal` ends it for good. */
function run([command, ...words], environment, { delivered, signal }) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, words, { stdio: 'pipe', signal, env: { ...process.env, ...environment } })
        let said = ''
        for (const stream of [child.stdout, child.stderr])
            stream.on('data', (bytes) => { said += bytes })
        child.on('error', reject)
        child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the program ended with ${code}: ${said}`))))
        child.stdin.on('error', () => {}) // it may have ended first
        delivered.then(() => child.stdin.end())
    })
}

const trusting = (language, trust) => (trust ? environmentFor[language](trust) : {})

export const inProgram = (language, { before = [], after = [] } = {}) => (context) => {
    const { scratch, name, url, key, trust } = context
    const input = join(scratch, `${name}.json`)
    const { expectations, ...values } = calls
    writeFileSync(input, JSON.stringify(values))
    return run([...programOf(scratch, language), ...before, url, key, input, ...after], trusting(language, trust), context)
}

export const inNode = (sdk) => (context) => {
    const { scratch, url, key, trust } = context
    const program = fileURLToPath(new URL('fromnode.mjs', import.meta.url))
    return run([process.execPath, program, scratch, sdk, url, key], trusting('node', trust), context)
}
