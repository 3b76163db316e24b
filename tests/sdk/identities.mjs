// SPDX-License-Identifier: MIT
// People in a real browser: page after page with the published SDK, whose cookies and localStorage carry the ids, and
// who they are by `spectap identities` in every reading.
// Usage: node identities.mjs SPECTAP SCRATCH JOURNEY
import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inBrowser } from './browser.mjs'
import { findChromium } from './chromium.mjs'
import { journeys } from './journeys.mjs'
import { installed } from './packages.mjs'
import { journey } from './pages.mjs'
import { capture, run } from './spectap.mjs'
import { missing, Skipped } from './verdict.mjs'

const patience = 60000

const [program, scratch, name] = process.argv.slice(2)
const wanted = journeys[name]
if (!wanted)
    throw new Error(`no journey ${name}; there are ${Object.keys(journeys).join(', ')}`)
if (!findChromium())
    process.exit(missing('there is no Chromium, and jsdom cannot go from page to page'))
if (!installed(scratch)) {
    console.log('skipped: the packages are not installed (see sdk_packages)')
    process.exit(Skipped)
}

/** Walks through the pages; resolves to the calls as they were received. */
async function walk(session) {
    const expected = wanted.calls.length
    let allThere
    const delivered = new Promise((resolve) => { allThere = resolve })
    let stored = 0
    const endpoint = await capture(program, session, () => { if (++stored === expected) allThere() })
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error(
        `${stored} of ${expected} calls after ${patience / 1000} s; capture said:\n${endpoint.output()}`)), patience).unref())
    const browse = inBrowser(journey, '@segment/analytics-next/dist/umd/index.js', {}, () => ({ pages: wanted.pages }))
    const url = `http://127.0.0.1:${endpoint.port}`
    const browsing = browse({ program, scratch, name: `identity_${name}`, url, key: `wk_identity_${name}`, delivered })
    try {
        await Promise.race([browsing, late])
    } finally {
        endpoint.stop()
        allThere() // or not: the browser closes all the same
        await browsing.catch(() => {})
    }
    assert.equal((await endpoint.finished).code, 0, endpoint.output())
    return run(program, 'export', session, '--format', 'ndjson').lines.map((line) => JSON.parse(line))
}

/** Numbers the anonymousIds by the order in which they came. */
function namer(calls) {
    const names = new Map()
    for (const { anonymousId } of calls) {
        if (!names.has(anonymousId))
            names.set(anonymousId, `anon${names.size + 1}`)
    }
    return (value) => names.get(value) ?? value
}

/** A call as the journeys write it down: its type, and the ids it carries. */
const inWords = (name) => ({ type, userId, anonymousId, previousId }) =>
    [type, name(anonymousId), name(userId ?? '-'), ...(previousId ? [`before ${name(previousId)}`] : [])].join(' ')

/** What `spectap identities` says, as the journeys write it down. */
function people(name, session, ...words) {
    const done = run(program, 'identities', session, '--format', 'json', ...words)
    assert.equal(done.code, 0, done.words)
    const { profiles } = JSON.parse(done.text)
    const idName = ({ kind, value }) => (kind === 'userId' && name(value) !== value ? `user:${name(value)}` : name(value))
    const bySeq = (a, b) => a.seq - b.seq || (a.text < b.text ? -1 : 1)
    const inOrder = (entries) => entries.sort(bySeq).map(({ text }) => text)
    return {
        people: profiles.map(({ ids }) => ids.map(idName).join(' ')),
        links: inOrder(profiles.flatMap(({ links }) => links.map(({ seq, call, from, to }) =>
            ({ seq, text: `#${seq} ${call} ${idName(from)} ${idName(to)}` })))),
        conflicts: inOrder(profiles.flatMap(({ conflicts }) => conflicts.map(({ seq, rule, ids }) =>
            ({ seq, text: `#${seq} ${rule} ${ids.map(idName).join(' ')}` })))),
    }
}

mkdirSync(join(scratch, 'identities'), { recursive: true })
const session = join(scratch, 'identities', `${name}.spectap`)
rmSync(session, { force: true })
const calls = await walk(session)
const called = namer(calls)
assert.deepEqual(calls.map(inWords(called)), wanted.calls)
for (const reading of ['spec', 'observed', 'unify']) {
    const expected = wanted.who[reading] ?? wanted.who.spec
    // One browser with one clock: what it sent as it went along happened in that order.
    for (const order of ['arrival', 'event'])
        assert.deepEqual(people(called, session, '--reading', reading, '--order', order), expected, `${reading}, in the order of ${order}`)
}
