// SPDX-License-Identifier: MIT
// SDKs in a program of their own, which gets the address, the write key and the calls.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as calls from './calls.mjs'
import { programOf } from './toolchains.mjs'
import { environmentFor } from './trust.mjs'

/** Its input ends when all calls have arrived: some SDKs do not tell. */
function run([command, ...words], environment, delivered) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, words, { stdio: 'pipe', env: { ...process.env, ...environment } })
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

export const inProgram = (language, { before = [], after = [] } = {}) => ({ scratch, name, url, key, delivered, trust }) => {
    const input = join(scratch, `${name}.json`)
    const { expectations, ...values } = calls
    writeFileSync(input, JSON.stringify(values))
    return run([...programOf(scratch, language), ...before, url, key, input, ...after], trusting(language, trust), delivered)
}

export const inNode = (sdk) => ({ scratch, url, key, delivered, trust }) => run(
    [process.execPath, fileURLToPath(new URL('fromnode.mjs', import.meta.url)), scratch, sdk, url, key],
    trusting('node', trust), delivered)
