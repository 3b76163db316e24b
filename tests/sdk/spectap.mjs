// SPDX-License-Identifier: MIT
// The built program, through nothing but its command line.
import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'

const environment = { ...process.env, QT_QPA_PLATFORM: 'offscreen' }

/** Starts a capture into `session` that ends when it is told to stop. */
export const capture = (program, session, onLine) =>
    listen(program, ['capture', '--port', '0', '--session', session, '--print', 'ndjson'], onLine)

/** The same, open to the network at `host` as well. */
export const captureOnLan = (program, session, host) =>
    listen(program, ['capture', '--port', '0', '--host', host, '--new-secret', '--session', session, '--print', 'ndjson'])

/** Starts the connection doctor, which says a line or two on standard output about each client. */
export const doctor = (program, onLine) => listen(program, ['doctor', '--port', '0'], onLine)

async function listen(program, words, onLine = () => {}) {
    const child = spawn(program, words, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stderr.on('data', (bytes) => { said += bytes })
    const lines = []
    const finished = new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code, signal) => resolve({ code: code ?? signal, words: said, lines: lines.slice(1) }))
    })
    const listening = new Promise((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', (line) => {
            lines.push(line)
            if (lines.length > 1) {
                onLine(line)
                return
            }
            const match = /^listening http:\/\/127\.0\.0\.1:(\d+)$/.exec(line)
            if (match)
                resolve(Number(match[1]))
            else
                reject(new Error(`the first line is not "listening http://127.0.0.1:PORT" but: ${line}`))
        })
        finished.then(({ code }) => reject(new Error(`${words[0]} ended with ${code} before it listened: ${said}`)), reject)
    })
    const stop = () => child.exitCode === null && child.kill('SIGTERM')
    try {
        return { port: await listening, finished, stop, output: () => lines.join('\n') + '\n' + said }
    } catch (error) {
        child.kill('SIGKILL')
        throw error
    }
}

/** Runs a windowless command; returns { code, text, lines, words }: what stdout says, and stderr. */
export function run(program, ...words) {
    const result = spawnSync(program, words, { env: environment, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60000 })
    if (result.error)
        throw result.error
    return { code: result.status ?? result.signal, text: result.stdout, lines: result.stdout.split('\n').slice(0, -1), words: result.stderr }
}
