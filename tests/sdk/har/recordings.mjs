// SPDX-License-Identifier: MIT
// Recordings of one visit, as a browser and as a proxy make them, hold the calls that the endpoint captured meanwhile.
// Usage: node recordings.mjs chromium|mitmproxy SPECTAP SCRATCH
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import net from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { findChromium } from '../chromium.mjs'
import { installed } from '../packages.mjs'
import { capture, run } from '../spectap.mjs'
import { missing, skip, unreachable } from '../verdict.mjs'

const here = new URL('.', import.meta.url)
const mitmproxy = 'mitmproxy==11.0.2'

const call = (event) => JSON.stringify({ type: 'track', event, userId: 'u_1', messageId: event, n: 1.5 })

/** What a page sends that is a call, in every way there is, and one request that is none. Runs in the page. */
async function visit(base, calls) {
    const text = { method: 'POST', headers: { 'Content-Type': 'text/plain' } }
    await fetch(`${base}/v1/track`, { ...text, body: calls.fetched })
    await fetch(`${base}/v1/batch`, { method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: `{"batch":[${calls.batched}, ${calls.again}],"sentAt":"2026-01-01T00:00:00Z"}` })
    navigator.sendBeacon(`${base}/v1/t`, calls.beacon)
    await new Promise((resolve) => {
        const image = new Image()
        image.onload = image.onerror = resolve
        image.src = `${base}/v1/pixel/track?data=${encodeURIComponent(btoa(calls.pixel))}`
    })
    await fetch('/api', { ...text, body: '{"query":"{ shop }"}' })
    await new Promise((resolve) => setTimeout(resolve, 500)) // the beacon goes when it likes
}

const calls = Object.fromEntries(['fetched', 'batched', 'again', 'beacon', 'pixel'].map((name) => [name, call(name)]))

const namesOf = (lines) => lines.map((line) => JSON.parse(line).name ?? JSON.parse(line).event).sort()

/** The same calls, whichever way they came, and nothing that was not read. */
function compare(program, session, har) {
    const captured = run(program, 'export', session, '--format', 'ndjson')
    assert.equal(captured.code, 0, captured.words)
    const checked = run(program, 'check', har, '--format', 'ndjson', '--fail-on', 'never')
    assert.equal(checked.code, 0, checked.words)
    assert.deepEqual(namesOf(checked.lines), namesOf(captured.lines))
    console.log(`${checked.lines.length} calls of ${har} are those that were captured`)
}

async function served() {
    const server = createServer((request, response) => {
        response.setHeader('Content-Type', 'text/html')
        response.end('<!doctype html><title>shop</title>')
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }
}

async function recordInChromium(port, har, scratch, executablePath) {
    const { chromium } = createRequire(join(scratch, 'package.json'))('playwright-core')
    const page = await served()
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
    try {
        const context = await browser.newContext({ recordHar: { path: har, content: 'embed', mode: 'full' } })
        const tab = await context.newPage()
        await tab.goto(page.address)
        await tab.evaluate(`(${visit})(${JSON.stringify(`http://127.0.0.1:${port}`)}, ${JSON.stringify(calls)})`)
        await context.close() // writes the recording
    } finally {
        await browser.close()
        page.close()
    }
}

function freePort() {
    return new Promise((resolve) => {
        const server = net.createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address()
            server.close(() => resolve(port))
        })
    })
}

/** Installs the proxy beside the test, once. Null: it cannot be had here. */
function proxyIn(scratch) {
    const folder = join(scratch, 'mitmproxy')
    const program = join(folder, 'bin', 'mitmdump')
    if (existsSync(program))
        return program
    if (spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' }).status !== 0)
        return null
    spawnSync(join(folder, 'bin', 'pip'), ['install', '-q', mitmproxy], { encoding: 'utf8', timeout: 240000 })
    return existsSync(program) ? program : null
}

async function answered(port) {
    for (const deadline = Date.now() + 60000; Date.now() < deadline;) {
        const open = await new Promise((resolve) => {
            const socket = net.connect(port, '127.0.0.1', () => socket.destroy() && resolve(true))
            socket.on('error', () => resolve(false))
        })
        if (open)
            return
        await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('mitmdump does not listen')
}

/** Compressed bodies as well, whose bytes a proxy keeps. */
async function recordInProxy(port, har, program) {
    const own = await freePort()
    const proxy = spawn(program, ['-q', '--mode', `reverse:http://127.0.0.1:${port}`, '-p', String(own),
        '--listen-host', '127.0.0.1', '--set', `hardump=${har}`, '--set', `confdir=${har}.conf`],
    { stdio: 'ignore' }) // it complains of connections that end with it
    const gone = new Promise((resolve) => proxy.on('exit', resolve))
    try {
        await answered(own)
        const send = async (path, body, headers = {}) => {
            const answer = await fetch(`http://127.0.0.1:${own}${path}`, { method: 'POST', body, headers })
            assert.equal(answer.status, 200)
            await answer.arrayBuffer()
        }
        await send('/v1/track', calls.fetched, { Authorization: 'Basic d2s6', 'Content-Type': 'application/json' })
        await send('/v1/batch', gzipSync(`{"batch":[${calls.batched},${calls.again}]}`), { 'Content-Encoding': 'gzip' })
        const pixel = await fetch(`http://127.0.0.1:${own}/v1/pixel/track?data=${encodeURIComponent(btoa(calls.pixel))}`)
        await pixel.arrayBuffer()
    } finally {
        proxy.kill('SIGINT')
        await gone
    }
}

async function main(recorder, program, scratch) {
    const chromium = findChromium()
    let proxy
    if (recorder === 'chromium') {
        if (!chromium)
            return missing('there is no Chromium')
        if (!installed(scratch, here))
            return skip('the packages are not installed')
    } else {
        mkdirSync(scratch, { recursive: true })
        proxy = proxyIn(scratch)
        if (!proxy)
            return unreachable(`${mitmproxy} (python3 with venv, and PyPI)`)
    }
    const session = join(scratch, `${recorder}.spectap`)
    const har = join(scratch, `${recorder}.har`)
    for (const file of [session, session + '-wal', session + '-shm', har])
        rmSync(file, { force: true })
    const spectap = await capture(program, session)
    try {
        if (recorder === 'chromium')
            await recordInChromium(spectap.port, har, scratch, chromium)
        else
            await recordInProxy(spectap.port, har, proxy)
    } finally {
        spectap.stop()
        await spectap.finished
    }
    compare(program, session, har)
    return 0
}

process.exitCode = await main(...process.argv.slice(2))
