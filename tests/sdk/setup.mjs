// SPDX-License-Identifier: MIT
// Runs the programs that the set-up page shows: the very text, once over http and, where this machine's clients can be
// made to trust the certificate, once over https. The calls in it have to arrive, with their ids and the write key shown.
// Usage: node setup.mjs SPECTAP SCRATCH SDK
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installed } from './packages.mjs'
import { programs } from './setupprograms.mjs'
import { capture, run } from './spectap.mjs'
import { hasLanguage } from './toolchains.mjs'
import { authorityOf, environmentFor, withoutTrust } from './trust.mjs'
import { missing, Skipped } from './verdict.mjs'

const patience = 120000

const [spectap, scratch, sdk] = process.argv.slice(2)
const program = programs[sdk]
if (!program)
    throw new Error(`no program for ${sdk}; there are ${Object.keys(programs).join(', ')}`)
if (program.needs ? !hasLanguage(scratch, program.needs) : !installed(scratch)) {
    console.log(`skipped: the packages are not installed (see sdk_${program.needs ?? 'packages'})`)
    process.exit(Skipped)
}

/** What people copy: the text for this endpoint, and the write key it names. */
function shown(port, overHttps) {
    const printed = run(spectap, 'setup', '--sdk', sdk, '--port', String(port), ...(overHttps ? ['--https'] : []))
    assert.equal(printed.code, 0, printed.words)
    const text = printed.lines.join('\n') + '\n'
    const scheme = overHttps ? 'https' : 'http'
    assert.ok(!text.includes(`${overHttps ? 'http' : 'https'}://127.0.0.1`), `only ${scheme} in:\n${text}`)
    return { text, key: /\bdev_(web|server|mobile)\b/.exec(text)[0] }
}

function start([command, ...words], folder, environment) {
    const child = spawn(command, words, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', (bytes) => { said += bytes })
    const ended = new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the program ended with ${code}: ${said}`))))
    })
    return { ended, said: () => said, kill: () => child.exitCode === null && child.kill('SIGKILL') }
}

/** The program as it is shown, until it has ended and its two calls are there. */
async function tried(overHttps) {
    const name = `setup-${sdk}-${overHttps ? 'https' : 'http'}`
    const folder = join(scratch, 'setup', name)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const session = join(folder, 'run.spectap')
    let bothThere
    const delivered = new Promise((resolve) => { bothThere = resolve })
    let calls = 0
    const endpoint = await capture(spectap, session, () => { if (++calls === 2) bothThere() })
    const trust = overHttps ? authorityOf(spectap, scratch, name) : null
    let running
    try {
        const { text, key } = shown(endpoint.port, overHttps)
        const late = new Promise((_, reject) => setTimeout(() => reject(new Error(`it took more than ${patience / 1000} s; the `
            + `program said:\n${running?.said?.()}\ncapture said:\n${endpoint.output()}`)), patience).unref())
        if (program.open) {
            await Promise.race([program.open({ scratch, folder, name, text, trust, delivered }), late])
        } else {
            const words = await program.prepare({ scratch, folder, text, trust })
            running = start(words, folder,
                { ...program.environment?.(scratch), ...(trust ? environmentFor[program.trustedBy](trust) : {}) })
            await Promise.race([Promise.all([running.ended, delivered]), late])
        }
        endpoint.stop()
        assert.equal((await endpoint.finished).code, 0)
        verify(JSON.parse(run(spectap, 'export', session, '--format', 'json').lines.join('\n')), key)
    } finally {
        running?.kill()
        endpoint.stop()
    }
}

function verify({ calls, rejected }, key) {
    // A browser opens connections in reserve; those it closes without a use, or in mid-handshake at its own end, never
    // were a request.
    const unused = ['tls_unused', 'tls_hung_up']
    assert.deepEqual(rejected.filter(({ code }) => !program.open || !unused.includes(code)), [])
    assert.deepEqual(calls.map(({ type }) => type).sort(), ['identify', 'track'], 'the two calls of the program, once each')
    for (const { writeKey, call } of calls) {
        assert.equal(writeKey, key)
        assert.equal(call.userId, 'u_4217')
    }
    const [identify, track] = ['identify', 'track'].map((type) => calls.find((call) => call.type === type).call)
    assert.equal((identify.traits ?? identify.context.traits).email, 'maya.okafor@example.com')
    assert.equal(track.event, 'Product Viewed')
    assert.equal(track.properties.product_id, 'p_1183')
    assert.equal(track.properties.price, 9)
}

const absent = program.absent?.()
if (absent)
    process.exit(missing(absent))
if (!program.httpsOnly) {
    await tried(false)
    console.log(`${sdk}: what is shown for http sends its calls`)
}
if (program.trustedBy && withoutTrust(program.trustedBy) === 0) {
    await tried(true)
    console.log(`${sdk}: what is shown for https sends its calls`)
}
