// SPDX-License-Identifier: MIT
// Captures calls, has them written as code for an SDK, runs that with the SDK, and compares what arrives with the calls it
// was written from, field by field. What may differ is listed here; the code itself must have said so.
// Usage: node code.mjs SPECTAP SCRATCH SDK
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { texts } from './codecalls.mjs'
import { installed } from './packages.mjs'
import { exactly, same } from './samejson.mjs'
import { programs } from './setupprograms.mjs'
import { capture, run } from './spectap.mjs'
import { hasLanguage } from './toolchains.mjs'
import { missing, Skipped } from './verdict.mjs'

const patience = 180000

/**
 * What the SDKs have no place for, cannot say or say otherwise: `pages`: it has the call; `others`: fields of no one's;
 * `categories`: the types of call that have one; `digits`: how a number arrives; `time`: milliseconds that are lost;
 * `drops`: null is left out; `adds`: an anonymousId, and what a browser knows; `halves`: half of a pair arrives.
 */
const double = (text) => (Number.isFinite(Number(text)) ? String(Number(text)) : null)
const integer = (least, most) => (text) => (/^-?\d+$/.test(text) && BigInt(text) >= least && BigInt(text) <= most ? text : double(text))
const ownFields = ['sentAt', 'context.library']
const known = {
    'analytics-next': { digits: double, halves: true, adds: true, own: [...ownFields, 'context.userAgent', 'context.timezone'] },
    node: { digits: double, halves: true },
    python: { digits: (text) => (/^-?\d+$/.test(text) ? text : double(text)), halves: true, precision: 1 },
    go: { categories: [] },
    java: { categories: ['page'], drops: true, precision: 1 },
    'kotlin-jvm': { digits: integer(-(2n ** 63n), 2n ** 63n - 1n), pages: false, adds: true },
    rust: { digits: integer(-(2n ** 63n), 2n ** 64n - 1n), others: true },
    curl: { others: true, halves: true, own: [] },
}

const [spectap, scratch, sdk] = process.argv.slice(2)
const rules = { pages: true, halves: false, categories: ['page', 'screen'], own: ownFields, digits: (text) => text, ...known[sdk] }
const program = programs[sdk]
if (program.needs ? !hasLanguage(scratch, program.needs) : !installed(scratch)) {
    console.log(`skipped: the packages are not installed (see sdk_${program.needs ?? 'packages'})`)
    process.exit(Skipped)
}
const absent = program.absent?.()
if (absent)
    process.exit(missing(absent))

// Some SDKs keep for the next run who was there, by write key.
const key = `wk_code_${process.pid}`
const folder = join(scratch, 'code', sdk)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

/** A session with what `send` sends to its port, as [{ type, call, text }]. */
async function captured(name, count, send) {
    const session = join(folder, `${name}.spectap`)
    let allThere
    const delivered = new Promise((resolve) => { allThere = resolve })
    let calls = 0
    const endpoint = await capture(spectap, session, () => { if (++calls === count) allThere() })
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error(
        `${calls} of ${count} calls after ${patience / 1000} s; capture said:\n${endpoint.output()}`)), patience).unref())
    try {
        await Promise.race([send(endpoint.port, delivered), late])
        await Promise.race([delivered, late])
    } finally {
        endpoint.stop()
    }
    assert.equal((await endpoint.finished).code, 0)
    const { calls: stored, rejected } = JSON.parse(run(spectap, 'export', session, '--format', 'json').text)
    assert.deepEqual(rejected, [])
    const lines = run(spectap, 'export', session, '--format', 'ndjson').lines
    return { session, calls: stored.map(({ type, call, writeKey }, i) => ({ type, call, writeKey, text: lines[i] })) }
}

async function post(port) {
    for (const text of texts) {
        const answer = await fetch(`http://127.0.0.1:${port}/v1/batch`, { method: 'POST',
            headers: { Authorization: `Basic ${btoa(`${key}:`)}` }, body: `{"batch":[${text}]}` })
        assert.equal(answer.status, 200)
    }
}

function written(...words) {
    const printed = run(spectap, 'code', ...words, '--sdk', sdk)
    assert.equal(printed.code, 0, printed.words)
    return printed.text
}

/** The SDK of a browser stays who it is from call to call, and before it is ready it sorts the calls. */
const forgetting = (session, port) => [
    written(session, '1', '--set-up', '--port', String(port)).replace("analytics.track('No user'", 'await analytics.ready()\n$&'),
    ...texts.slice(1).map((_, i) => written(session, String(i + 2))),
].join('\nanalytics.reset()\n')

function start([command, ...words], environment) {
    const child = spawn(command, words, { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
        stream.on('data', (bytes) => { said += bytes })
    return new Promise((resolve, reject) => {
        child.on('error', reject)
        child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the program ended with ${code}: ${said}`))))
    })
}

/** Calls that follow each other at once are worked on side by side: those of nobody are to be done with first. */
const waiting = (text) => text.replace('analytics.track("Bare"', 'Thread.sleep(3000)\n    $&')

async function sendAgain(session, port, delivered) {
    const whole = () => written(session, '--set-up', '--port', String(port))
    const text = sdk === 'analytics-next' ? forgetting(session, port) : sdk === 'kotlin-jvm' ? waiting(whole()) : whole()
    if (program.open)
        return program.open({ scratch, folder, name: `code-${sdk}`, text, delivered })
    return start(await program.prepare({ scratch, folder, text }), program.environment?.(scratch))
}

const at = (call, path) => path.split('.').reduce((value, key) => value?.[key], call)
const isEmpty = (value) => value === undefined || value === null || value === '' || (typeof value === 'object' && !Object.keys(value).length)

/** Takes out of `call` what the SDK has no place for, each of which `code` has to tell of. */
function fitted(call, type, code) {
    const lost = [...rules.own, ...(rules.others ? [] : ['channel']), ...(rules.categories.includes(type) ? [] : ['category'])]
    for (const path of lost) {
        if (at(call, path) === undefined)
            continue
        assert.ok(code.includes(path), `${path} is lost, and not a word of it in:\n${code}`)
        const keys = path.split('.')
        const last = keys.pop()
        delete keys.reduce((value, key) => value[key], call)[last]
    }
    return call
}

function compare(original, received, code) {
    const about = `\n${original.text}\n${received.text}\n${code}`
    assert.equal(received.type, original.type, about)
    const wanted = fitted(exactly(original.text, rules), original.type, code)
    const got = exactly(received.text, { digits: rules.digits })
    const precise = (time) => Math.floor(Date.parse(time) / (rules.precision ?? 1))
    for (const id of ['userId', 'anonymousId', 'previousId', 'groupId', 'event', 'name', 'category', 'messageId']) {
        if (!isEmpty(wanted[id]))
            assert.equal(got[id], wanted[id], id + about)
        else if (id !== 'anonymousId' || !rules.adds)
            assert.ok(isEmpty(got[id]), `${id} from nowhere${about}`)
    }
    if (wanted.timestamp)
        assert.equal(precise(got.timestamp), precise(wanted.timestamp), about)
    const inPage = original.type === 'page' && (rules.adds || sdk === 'node')
    for (const object of ['properties', 'traits', 'integrations']) {
        if (isEmpty(wanted[object]))
            assert.ok(isEmpty(got[object]) || inPage, object + about)
        else
            same(got[object], wanted[object], object, inPage, about)
    }
    same(got.context ?? {}, wanted.context ?? {}, 'context', sdk === 'analytics-next' ? 'deep' : true, about)
    if (rules.others && wanted.channel)
        assert.equal(got.channel, wanted.channel)
}

const first = await captured('first', texts.length, post)
const possible = first.calls.filter(({ type }) => rules.pages || type !== 'page')
const second = await captured('second', possible.length, (port, delivered) => sendAgain(first.session, port, delivered))
assert.equal(second.calls.length, possible.length)
for (const [i, original] of first.calls.entries()) {
    const code = written(first.session, String(i + 1))
    if (!possible.includes(original)) {
        assert.match(code, /This SDK has no page call/)
        continue
    }
    const again = second.calls.filter(({ call }) => call.messageId === original.call.messageId)
    assert.equal(again.length, 1, `call ${i + 1} arrives once: ${code}`)
    assert.equal(again[0].writeKey, key)
    compare(original, again[0], code)
}
console.log(`${sdk}: ${possible.length} calls arrive as they were`)
