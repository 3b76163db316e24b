// SPDX-License-Identifier: MIT
// `spectap check` against JSON.parse and ajv on the same calls, in turn. Both are counted in processor time, so
// the numbers are per core: node's helper threads and ours are in them.
// Usage: node check.mjs BUILD SCRATCH [--rounds N] [--calls N]
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { positionals: [build, scratch], values: options } = parseArgs({
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '5' }, calls: { type: 'string', default: '1000000' } },
})
const here = (name) => new URL(name, import.meta.url).pathname
const calls = join(scratch, `calls-${options.calls}.ndjson`)
const bar = 2

function run(command, ...words) {
    const done = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 30 })
    if (done.status !== 0)
        throw new Error(`${command} ended with ${done.status ?? done.signal}: ${done.stderr}`)
    return done
}

/** Processor seconds of all children that have ended so far. */
function spectapSeconds() {
    const script = `times=$({ "$0" check --fail-on never "$1" >/dev/null; times; } | tail -1); echo "$times"`
    const [user, system] = run('bash', '-c', script, join(build, 'app', 'spectap'), calls).stdout.trim().split(' ')
        .map((text) => /(\d+)m([\d.]+)s/.exec(text)).map(([, minutes, seconds]) => minutes * 60 + Number(seconds))
    return user + system
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

if (!existsSync(calls)) {
    rmSync(calls, { force: true })
    run(process.execPath, here('calls.mjs'), calls, options.calls)
}
const rates = { ours: [], peer: [] }
for (let round = 0; round < Number(options.rounds); ++round) {
    rates.ours.push(Number(options.calls) / spectapSeconds())
    const peer = JSON.parse(run(process.execPath, here('peercheck.mjs'), calls, here('../../resources/spec'), scratch).stdout)
    rates.peer.push(peer.calls / peer.seconds)
    console.error(`round ${round + 1}: spectap check ${Math.round(rates.ours.at(-1))}, JSON.parse + ajv ${Math.round(rates.peer.at(-1))} calls/s of processor time (${peer.bad} errors by ajv)`)
}
const ratio = median(rates.ours) / median(rates.peer)
console.log(`spectap check       ${Math.round(median(rates.ours))} calls/s`)
console.log(`JSON.parse + ajv    ${Math.round(median(rates.peer))} calls/s`)
console.log(`ratio               ${ratio.toFixed(2)} (bar ${bar}: ${ratio >= bar ? 'reached' : 'MISSED'})`)
