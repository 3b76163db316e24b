// SPDX-License-Identifier: MIT
// Captures requests of all kinds and holds what `spectap export --format har` makes of them against the published schema
// of HAR 1.2. Usage: node validate.mjs PROGRAM SCRATCH REQUESTS
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'

import { installed } from '../../sdk/packages.mjs'
import { Skipped } from '../../sdk/verdict.mjs'

const [program, scratch, requests] = process.argv.slice(2)
const here = new URL('.', import.meta.url)

const odd = [
    { method: 'POST', path: '/v1/track', body: '{"event":"not JSON' },
    { method: 'POST', path: '/v1/track', body: Buffer.from([0x1f, 0xff, 0x00, 0xfe]) },
    { method: 'POST', path: '/v1/batch', headers: { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' },
        body: gzipSync('{"batch":[{"type":"track","event":"A","userId":"u"},{"type":"page","userId":"u"}]}') },
    { method: 'POST', path: '/v1/batch', body: '{"batch":[]}' },
    { method: 'GET', path: '/nowhere?a=%zz&b=c%20d&&=&token=secret' },
    { method: 'GET', path: '/v1/pixel/track?data=' + Buffer.from('{"event":"P","userId":"u"}').toString('base64') },
    { method: 'OPTIONS', path: '/v1/track', headers: { Origin: 'http://shop.example', 'Access-Control-Request-Method': 'POST' } },
    { method: 'POST', path: '/v1/track', headers: { Authorization: 'Basic ' + Buffer.from('key:').toString('base64'), Cookie: 'a=b' },
        body: '{"event":"caf\u00e9 \\ud800","userId":"u"}' },
]

function send(port, { method, path, headers = {}, body, text = '' }) {
    const isBytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    const bytes = isBytes ? body ?? text : JSON.stringify(body)
    return new Promise((resolve, reject) => {
        const request = http.request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (answer) => {
            answer.resume()
            answer.on('end', resolve)
        })
        request.on('error', reject)
        request.end(bytes)
    })
}

async function capture(session) {
    const child = spawn(program, ['capture', '--port', '0', '--session', session, '--quiet'])
    const ended = new Promise((resolve) => child.on('exit', resolve))
    const [line] = await new Promise((resolve) => createInterface(child.stdout).once('line', (text) => resolve([text])))
    const port = Number(line.split(':').pop())
    const demo = readFileSync(requests, 'utf8').split('\n').filter(Boolean).map((text) => JSON.parse(text))
    for (const request of [...demo, ...odd])
        await send(port, request)
    child.kill('SIGTERM')
    await ended
    return demo.length + odd.length
}

async function main() {
    if (!installed(scratch, here)) {
        console.log('skipped: the packages are not installed')
        return Skipped
    }
    const validate = createRequire(join(scratch, 'package.json'))('har-validator').har
    const folder = mkdtempSync(join(scratch, 'session-'))
    try {
        const session = join(folder, 's.spectap')
        const sent = await capture(session)
        const run = spawnSync(program, ['export', session, '--format', 'har'], { encoding: 'utf8', maxBuffer: 1 << 28 })
        if (run.status !== 0)
            throw new Error(run.stderr)
        const har = JSON.parse(run.stdout)
        await validate(har)
        const { entries } = har.log
        const kinds = entries.reduce((all, { _spectap }) => ({ ...all, [_spectap.kind]: (all[_spectap.kind] ?? 0) + 1 }), {})
        console.log(`${entries.length} entries of ${sent} requests are valid:`, kinds)
        if (entries.length !== sent || !kinds.rejected || !kinds.settings || !kinds.calls)
            return 1
        if (run.stdout.includes('token=secret') || run.stdout.includes('a=b'))
            throw new Error('A secret got out.')
        const broken = structuredClone(har)
        delete broken.log.entries[0].request.url
        return await validate(broken).then(() => { console.log('The schema takes anything.'); return 1 }, () => 0)
    } finally {
        rmSync(folder, { recursive: true })
    }
}

process.exitCode = await main().catch((error) => {
    console.log(error.message ?? error, JSON.stringify(error.errors?.slice(0, 5), null, 2))
    return 1
})
