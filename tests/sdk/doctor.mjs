// SPDX-License-Identifier: MIT
// Real SDKs, each with something wrong about its connection, and what `spectap doctor` says of it.
// Usage: node doctor.mjs SPECTAP SCRATCH CASE
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import net from 'node:net'
import { inBrowser } from './browser.mjs'
import { findChromium } from './chromium.mjs'
import { installed } from './packages.mjs'
import * as pages from './pages.mjs'
import { inNode, inProgram } from './programs.mjs'
import { doctor } from './spectap.mjs'
import { hasLanguage } from './toolchains.mjs'
import { missing, Skipped } from './verdict.mjs'
import { tap } from './wiretap.mjs'

const patience = 90000
const nextUmd = '@segment/analytics-next/dist/umd/index.js'
const inPage = (options) => inBrowser(pages.segment, nextUmd, options)
const segmentIo = (settings) => ({ integrations: { 'Segment.io': settings } })

/** A port of this machine where nobody listens. */
async function closedPort() {
    const server = net.createServer()
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address()
    await new Promise((resolve) => server.close(resolve))
    return port
}

/** Passes everything on but the answer to a preflight; `answered` settles when there was one. */
async function withoutPreflightAnswer(port) {
    let arrived
    const answered = new Promise((resolve) => { arrived = resolve })
    const server = net.createServer((client) => {
        const upstream = net.connect(port, '127.0.0.1')
        let held = false
        client.on('data', (bytes) => {
            held ||= bytes.toString('latin1').startsWith('OPTIONS ')
            upstream.write(bytes)
        })
        upstream.on('data', (bytes) => (held ? arrived() : client.write(bytes)))
        for (const [socket, other] of [[client, upstream], [upstream, client]]) {
            socket.on('error', () => {})
            socket.on('close', () => other.destroy())
        }
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { url: `http://127.0.0.1:${server.address().port}`, answered, close: () => server.close() }
}

const distrust = [/^error {4}a client at (127\.0\.0\.1|\[::1\]): .*TLS handshakes? came to nothing\..*trust/, /trust Spectap's certificate: spectap cert --install-help/]

/** By name: `send` lets a client try, `says` is what the doctor says in its two lines. */
const cases = {
    distrust_node: { send: inNode('node'), https: true, says: distrust },
    distrust_python: { needs: 'python', send: inProgram('python', { before: ['segment'] }), https: true, says: distrust },
    distrust_go: { needs: 'go', send: inProgram('go'), https: true, says: distrust },
    distrust_java: { needs: 'java', send: inProgram('java'), https: true, says: distrust },
    distrust_kotlin: { needs: 'kotlin', send: inProgram('kotlin'), https: true, says: distrust },
    distrust_browser: { needs: 'chromium', send: inPage({}), https: true, says: distrust },
    settings: {
        needs: 'chromium',
        send: async (context) => inPage(segmentIo({ apiHost: `127.0.0.1:${await closedPort()}/v1`, protocol: 'http' }))(context),
        says: [/^error {4}the page http:\/\/127\.0\.0\.1:\d+: It asked for settings \("\/v1\/projects\/\w+\/settings"\) once and has sent no call since\./,
            /This SDK takes its host from the settings or from integrations: /],
    },
    // The reader goes on to another page while the browser still asks whether it may send.
    preflight: {
        needs: 'chromium', between: withoutPreflightAnswer,
        send: (context) => inPage({})({ ...context, delivered: Promise.race([context.between.answered, context.delivered]) }),
        says: [/^error {4}the page http:\/\/127\.0\.0\.1:\d+: The browser asked whether it may send to "\/v1\/[a-z]" and was told yes, but the request itself did not come\./,
            /left or closed/],
    },
    other_key: {
        needs: 'chromium', send: inPage(segmentIo({ apiKey: 'wk_of_staging' })),
        says: [/^warning {2}analytics\.js.* on http:\/\/127\.0\.0\.1:\d+: It asked for the settings of write key "wk_doctor_other_key" and sends its calls with "wk_of_staging"\./,
            /Give both the same write key/],
    },
    doubled: {
        needs: 'python', send: (context) => inProgram('python', { before: ['segment'] })({ ...context, url: `${context.url}/v1` }),
        says: [/^warning {2}analytics-python.*: \d+ requests? went to a path with a doubled \/v1, such as "\/v1\/v1\/batch"\./,
            /give it "127\.0\.0\.1:\d+" without it/],
    },
    // What stands between tells the SDK to come again, whatever Spectap says.
    retries_node: {
        between: (port) => tap(port, { refusals: Infinity }), send: inNode('node'),
        says: [/^warning {2}@segment\/analytics-node.*: Call #1 came \d+ times, though it was answered/, /does not take the answer for a success/],
    },
    retries_browser: {
        needs: 'chromium', between: (port) => tap(port, { refusals: Infinity }), send: inPage({}),
        says: [/^warning {2}analytics\.js.*: Call #\d came \d+ times, though/, /does not take the answer for a success/],
    },
    refused: {
        send: inNode('tooLarge'),
        says: [/^error {4}.*: The last 2 requests got 400, the last one to "\/api\/s\/(s2s\/)?track": /, /Look at the request in Spectap/],
    },
}

const [program, scratch, name] = process.argv.slice(2)
const wanted = cases[name]
if (!wanted)
    throw new Error(`no case ${name}; there are ${Object.keys(cases).join(', ')}`)
const { needs } = wanted
if (needs === 'chromium' && !findChromium())
    process.exit(missing('there is no Chromium'))
if (needs && needs !== 'chromium' ? !hasLanguage(scratch, needs) : !installed(scratch)) {
    console.log('skipped: the packages are not installed')
    process.exit(Skipped)
}

mkdirSync(scratch, { recursive: true })
const lines = []
const failures = []
let diagnosed
const delivered = new Promise((resolve) => { diagnosed = resolve })
const spectap = await doctor(program, (line) => {
    lines.push(line)
    if (lines.some((first, i) => wanted.says[0].test(first) && wanted.says[1].test(lines[i + 1] ?? '')))
        diagnosed()
})
const ending = new AbortController()
const between = await wanted.between?.(spectap.port)
const url = between?.url ?? (wanted.https ? `https://localhost:${spectap.port}` : `http://127.0.0.1:${spectap.port}`)
// That the SDK complains as well is no wonder.
const sending = wanted.send({ program, scratch, name: `doctor_${name}`, url, key: `wk_doctor_${name}`, delivered, between, signal: ending.signal })
    .catch((error) => failures.push(String(error)))
const late = new Promise((_, reject) => setTimeout(() => reject(new Error(
    `the doctor did not say ${wanted.says.join(' and ')}, but:\n${spectap.output()}\nThe client said:\n${failures.join('\n')}`)), patience).unref())
try {
    await Promise.race([delivered, late])
    console.log(lines.join('\n'))
    spectap.stop()
    assert.equal((await spectap.finished).code, 1, 'a diagnosis makes doctor end with 1')
} finally {
    ending.abort()
    between?.close()
    spectap.stop()
    diagnosed() // or not: the client ends all the same
    await sending
}
