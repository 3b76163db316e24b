// SPDX-License-Identifier: MIT
// Starts Spectap, lets an unmodified SDK send its calls there, and asks the command line what was received; then once
// more with the first answer turned into a 429. Over https the first time is with nothing in between.
// Usage: node run.mjs SPECTAP SCRATCH SCENARIO
import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectations } from './calls.mjs'
import { installed } from './packages.mjs'
import { scenarios } from './scenarios.mjs'
import { capture, run } from './spectap.mjs'
import { hasLanguage } from './toolchains.mjs'
import { authorityOf, issued, withoutTrust } from './trust.mjs'
import { Skipped } from './verdict.mjs'
import { tap } from './wiretap.mjs'

const patience = 120000

const [program, scratch, name] = process.argv.slice(2)
const scenario = scenarios[name]
if (!scenario)
    throw new Error(`no scenario ${name}; there are ${Object.keys(scenarios).join(', ')}`)
if (scenario.needs ? !hasLanguage(scratch, scenario.needs) : !installed(scratch)) {
    console.log(`skipped: the packages are not installed (see sdk_${scenario.needs ?? 'packages'})`)
    process.exit(Skipped)
}
if (scenario.trustedBy) {
    const verdict = withoutTrust(scenario.trustedBy)
    if (verdict)
        process.exit(verdict)
}
mkdirSync(scratch, { recursive: true })
const trust = scenario.trustedBy ? authorityOf(program, scratch, name) : null
const key = `wk_sdk_${name}`
const expected = expectations.filter(({ what }) => !scenario.lacks?.includes(what))

const rank = ['ok', 'info', 'warning', 'error']
const worst = (findings) => rank[Math.max(0, ...findings.map((finding) => rank.indexOf(finding.severity)))]

function late(what, output) {
    return new Promise((_, reject) => setTimeout(
        () => reject(new Error(`${what} took more than ${patience / 1000} s; capture said:\n${output()}`)), patience).unref())
}

/**
 * Lets the SDK send its calls; resolves to what capture said, and to the requests that the tap saw: null where the SDK
 * speaks TLS with Spectap itself.
 */
async function send(session, refuseFirst) {
    const direct = trust && !refuseFirst
    let arrived
    const delivered = new Promise((resolve) => { arrived = resolve })
    const allThere = () => setTimeout(arrived, scenario.resends ? 0 : 2000) // time to be proved wrong
    let stored = 0
    const spectap = await capture(program, session, () => { if (direct && ++stored === expected.length) allThere() })
    let wire
    let sending
    const onAnswer = () => {
        const answered = wire.requests.filter(({ calls, status }) => calls && (status === 200 || !scenario.resends))
            .flatMap(({ calls }) => calls)
        if (new Set(answered.map((call) => JSON.parse(call).messageId ?? call)).size >= expected.length)
            allThere()
    }
    try {
        const secure = trust && !direct ? { ...issued(program, scratch, name), trust } : null
        wire = direct ? null : await tap(spectap.port, { refusals: refuseFirst ? 1 : 0, onAnswer, secure })
        const url = wire?.url ?? `https://localhost:${spectap.port}`
        sending = scenario.send({ program, scratch, name, url, key, delivered, trust })
        await Promise.race([Promise.all([sending, delivered]), late('sending', spectap.output)])
        assert.deepEqual(wire?.failures ?? [], [])
        spectap.stop()
        const ended = await Promise.race([spectap.finished, late('ending the capture', spectap.output)])
        return { requests: wire?.requests ?? null, ...ended }
    } finally {
        wire?.close()
        spectap.stop()
        arrived() // or not: no browser is left behind
        await Promise.race([sending?.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 10000).unref())])
    }
}

/** The calls of each request, in its order and next to each other, byte for byte; and nothing else. */
function assertBytes(sent, exported) {
    assert.deepEqual([...exported].sort(), sent.flat().sort(), 'the calls exported are the calls sent')
    for (const calls of sent) {
        const first = exported.indexOf(calls[0])
        assert.deepEqual(exported.slice(first, first + calls.length), calls, 'a batch keeps its order')
    }
}

function assertVerdicts(stored, rows) {
    for (const expectation of expected) {
        const matches = stored.filter(({ type, call, retryOf }) => !retryOf && expectation.is({ ...call, type }))
        assert.equal(matches.length, 1, `${expectation.what}: sent once`)
        const [{ seq, call, writeKey, library }] = matches
        const row = rows[seq - 1]
        const about = `${expectation.what}: ${JSON.stringify(row)}`
        assert.equal(row.seq, seq, about)
        assert.equal(row.type, expectation.type, about)
        assert.equal(row.ingest, 'accepted', about)
        assert.equal(row.severity, worst(row.findings), about)
        assert.equal(writeKey, key, about)
        assert.equal(library, scenario.library, about)
        assert.equal(typeof call.messageId === 'string' && call.messageId.length > 0, scenario.messageIds ?? true, about)
        for (const [field, value] of Object.entries(expectation.ids(name)))
            assert.equal(call[field], value, `${field} of ${about}`)
        if (expectation.spec)
            assert.equal(row.spec, expectation.spec, about)
        const found = row.findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
            .map(({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`)
        const own = scenario.findings ?? []
        assert.deepEqual(found.filter((finding) => !own.includes(finding)), expectation.finding ? [expectation.finding] : [], about)
    }
}

/** What the tap saw, held against what was stored; resolves to how many calls were sent again. */
function assertWire(requests, exported, refuseFirst) {
    const withCalls = requests.filter(({ calls }) => calls)
    const sent = withCalls.map(({ calls }) => calls)
    const refused = withCalls.filter(({ status }) => status === 429).flatMap(({ calls }) => calls)
    const again = scenario.resends ? refused.length : 0
    assert.equal(refused.length > 0, refuseFirst)
    assert.deepEqual(withCalls.filter(({ status }) => status !== 200 && status !== 429), [])
    assert.equal(sent.flat().length, expected.length + again, `the SDK sent each call once: ${JSON.stringify(sent, null, 1)}`)
    assertBytes(sent, exported)
    return again
}

/** One run from listening to the last assertion; resolves to how many calls there were, and copies of them. */
async function tried(refuseFirst) {
    const session = join(scratch, `${name}.spectap`)
    for (const tail of ['', '-wal', '-shm'])
        rmSync(session + tail, { force: true })
    const { requests, code, words, lines: verdicts } = await send(session, refuseFirst)
    assert.equal(code, 0, `capture ends with 0 when told to: ${words}`)
    const exported = run(program, 'export', session, '--format', 'ndjson')
    assert.equal(exported.code, 0, exported.words)
    const again = requests ? assertWire(requests, exported.lines, refuseFirst) : 0
    assert.equal(exported.lines.length, expected.length + again)

    const checked = run(program, 'check', session, '--format', 'ndjson')
    assert.equal(checked.code, 1, `a finding of severity error makes check fail: ${checked.words}`)
    const rows = checked.lines.map((line) => JSON.parse(line))
    assert.equal(rows.length, exported.lines.length)
    assert.deepEqual(verdicts.map((line) => JSON.parse(line)), rows, 'checking again says what capture said')

    const whole = JSON.parse(run(program, 'export', session, '--format', 'json').lines.join('\n'))
    // A browser opens connections in reserve and closes those it never used.
    assert.deepEqual(whole.rejected.filter(({ code }) => code !== 'tls_unused'), [], 'no request of the SDK is unknown')
    assertVerdicts(whole.calls, rows)
    // A call that is sent again folds into the first of its messageId, and is kept and counted all the same.
    const copies = whole.calls.filter(({ retryOf }) => retryOf)
    assert.equal(copies.length, again)
    for (const { retryOf, call } of copies)
        assert.equal(whole.calls[retryOf - 1].call.messageId, call.messageId)
    return { calls: expected.length, again }
}

const plain = await tried(false)
console.log(`${name}: ${plain.calls} calls, each with its verdict`)
const refused = await tried(true)
console.log(`${name}: after a 429 it sent ${refused.again} calls again`)
mkdirSync(join(scratch, 'results'), { recursive: true })
writeFileSync(join(scratch, 'results', `${name}.json`), JSON.stringify({ ...plain, again: refused.again }))
