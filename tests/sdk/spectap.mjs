// SPDX-License-Identifier: MIT
// The built program, through nothing but its command line.
import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

const environment = { ...process.env, QT_QPA_PLATFORM: 'offscreen' }

/** Starts a capture into `session` that ends when it is told to stop. */
export async function capture(program, session) {
    const child = spawn(program, ['capture', '--port', '0', '--session', session, '--print', 'ndjson'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    child.stderr.on('data', (bytes) => { words += bytes })
    const lines = []
    const finished = new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code, signal) => resolve({ code: code ?? signal, words, verdicts: lines.slice(1) }))
    })
    const listening = new Promise((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
            lines.push(line)
            if (lines.length > 1)
                return
            const match = /^listening http:\/\/127\.0\.0\.1:(\d+)$/.exec(line)
            if (match)
                resolve(Number(match[1]))
            else
                reject(new Error(`capture's first line is not "listening http://127.0.0.1:PORT" but: ${line}`))
        })
        finished.then(({ code }) => reject(new Error(`capture ended with ${code} before it listened: ${words}`)), reject)
    })
    const stop = () => child.exitCode === null && child.kill('SIGTERM')
    try {
        return { port: await listening, finished, stop, output: () => lines.join('\n') + '\n' + words }
    } catch (error) {
        child.kill('SIGKILL')
        throw error
    }
}

/** Runs a windowless command; returns { code, lines } of its stdout. */
export function run(program, ...words) {
    const result = spawnSync(program, words, { env: environment, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60000 })
    if (result.error)
        throw result.error
    return { code: result.status ?? result.signal, lines: result.stdout.split('\n').slice(0, -1), words: result.stderr }
}
