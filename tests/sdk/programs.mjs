// SPDX-License-Identifier: MIT
// SDKs of other languages: each in a program of its own, which gets the address, the write key and the calls.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as calls from './calls.mjs'
import { programOf } from './toolchains.mjs'

export const inProgram = (language, { before = [], after = [] } = {}) => ({ scratch, name, url, key }) => {
    const input = join(scratch, `${name}.json`)
    const { expectations, ...values } = calls
    writeFileSync(input, JSON.stringify(values))
    const [command, ...words] = programOf(scratch, language)
    return new Promise((resolve, reject) => {
        const child = spawn(command, [...words, ...before, url, key, input, ...after], { stdio: ['ignore', 'pipe', 'pipe'] })
        let said = ''
        for (const stream of [child.stdout, child.stderr])
            stream.on('data', (bytes) => { said += bytes })
        child.on('error', reject)
        child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the program ended with ${code}: ${said}`))))
    })
}
