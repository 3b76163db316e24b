// SPDX-License-Identifier: MIT
// Starts Spectap, lets an unmodified SDK send its calls there, and asks the command line what was received.
// Usage: node run.mjs SPECTAP SCRATCH SCENARIO
import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { browser_batching, browser_standard } from './browser.mjs'
import { expectations } from './calls.mjs'
import { node } from './node.mjs'
import { installed, Skipped } from './packages.mjs'
import { capture, run } from './spectap.mjs'
import { callsSent, tap } from './wiretap.mjs'

const scenarios = { node, browser_standard, browser_batching }
const patience = 120000

const [program, scratch, scenario] = process.argv.slice(2)
if (!scenarios[scenario])
    throw new Error(`no scenario ${scenario}; there are ${Object.keys(scenarios).join(', ')}`)
if (!installed(scratch)) {
    console.log('skipped: the packages are not installed (see sdk_packages)')
    process.exit(Skipped)
}

const rank = ['ok', 'info', 'warning', 'error']
const worst = (findings) => rank[Math.max(0, ...findings.map((finding) => rank.indexOf(finding.severity)))]

function late(what, output) {
    return new Promise((_, reject) => setTimeout(
        () => reject(new Error(`${what} took more than ${patience / 1000} s; capture said:\n${output()}`)), patience).unref())
}

/** Sends the scenario's calls; resolves to what the tap saw and what capture said. */
async function send(session) {
    const spectap = await capture(program, session, expectations.length)
    const wire = await tap(spectap.port)
    try {
        await Promise.race([scenarios[scenario](scratch, wire.url, spectap.finished), late('sending', spectap.output)])
        const ended = await Promise.race([spectap.finished, late('capturing', spectap.output)])
        return { requests: wire.requests, ...ended }
    } finally {
        wire.close()
        spectap.stop()
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

function assertVerdicts(exported, rows) {
    assert.equal(rows.length, exported.length)
    for (const expected of expectations) {
        const matches = exported.map((line) => JSON.parse(line)).flatMap((call, i) => (expected.is(call) ? [[call, i]] : []))
        assert.equal(matches.length, 1, `${expected.what}: sent once`)
        const [call, index] = matches[0]
        const row = rows[index]
        const about = `${expected.what}: ${JSON.stringify(row)}`
        assert.equal(row.seq, index + 1, about)
        assert.equal(row.type, call.type, about)
        assert.equal(row.ingest, 'accepted', about)
        assert.equal(row.severity, worst(row.findings), about)
        if (expected.spec)
            assert.equal(row.spec, expected.spec, about)
        const { finding } = expected
        const serious = row.findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
        assert.deepEqual(serious.map(({ pointer, severity, rule }) => ({ pointer, severity, rule })),
            finding ? [finding] : [], about)
    }
}

mkdirSync(scratch, { recursive: true })
const session = join(scratch, `${scenario}.spectap`)
for (const tail of ['', '-wal', '-shm'])
    rmSync(session + tail, { force: true })

const { requests, code, words, verdicts } = await send(session)
assert.equal(code, 0, `capture ends with 0 after ${expectations.length} calls: ${words}`)
const sent = callsSent(requests)
assert.equal(sent.flat().length, expectations.length, `the SDK sent each call once: ${JSON.stringify(sent, null, 1)}`)

const exported = run(program, 'export', session, '--format', 'ndjson')
assert.equal(exported.code, 0, exported.words)
assertBytes(sent, exported.lines)

const checked = run(program, 'check', session, '--format', 'ndjson')
assert.equal(checked.code, 1, `a finding of severity error makes check fail: ${checked.words}`)
const rows = checked.lines.map((line) => JSON.parse(line))
assertVerdicts(exported.lines, rows)
assert.deepEqual(verdicts.map((line) => JSON.parse(line)), rows, 'checking again says what capture said')
assert.equal(run(program, 'check', session, '--fail-on', 'never').code, 0)

console.log(`${scenario}: ${rows.length} calls in ${sent.length} requests, byte for byte, each with its verdict`)
