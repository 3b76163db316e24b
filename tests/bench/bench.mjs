// SPDX-License-Identifier: MIT
// Drives Spectap and its peer in turn with the same load and prints the ratios the design promises.
// Usage: node bench.mjs BUILD SCRATCH [--rounds N] [--seconds S] [--profile]
import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'

const { positionals: [build, scratch], values: options } = parseArgs({
    allowPositionals: true,
    options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '4' },
        profile: { type: 'boolean', default: false },
    },
})
const rounds = Math.max(1, Number(options.rounds))
const bars = { batch: 3, single: 6 } // times the peer's calls per second
const tool = (name) => join(build, 'tests', 'bench', name)
const session = join(scratch, 'bench.spectap')

const servers = {
    peer: { title: 'mockttp (parses and counts)', command: [process.execPath, new URL('peer.mjs', import.meta.url).pathname, scratch] },
    window: { title: 'Spectap, live model attached', command: [tool('bench_capture'), session] },
    capture: { title: 'spectap capture', command: [join(build, 'app', 'spectap'), 'capture', '--port', '0', '--session', session] },
}

/** Starts a server; resolves once it listens. stop() resolves to the JSON of its last line, if it prints one. */
async function start({ command }) {
    for (const tail of ['', '-wal', '-shm'])
        rmSync(session + tail, { force: true })
    const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] })
    const lines = []
    let words = ''
    child.stderr.on('data', (bytes) => { words += bytes })
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)))
    const port = await new Promise((resolve, reject) => {
        child.on('error', reject)
        createInterface({ input: child.stdout }).on('line', (line) => {
            lines.push(line)
            const listening = /^listening http:\/\/127\.0\.0\.1:(\d+)$/.exec(line)
            if (listening)
                resolve(Number(listening[1]))
        })
        ended.then((code) => reject(new Error(`${command.join(' ')} ended with ${code} before it listened: ${words}`)))
    })
    const stop = async (signal) => {
        if (signal)
            child.kill(signal)
        child.stdin.end()
        const code = await ended
        if (code !== 0)
            throw new Error(`${command[0]} ended with ${code}: ${words}`)
        return lines.length > 1 ? JSON.parse(lines.at(-1)) : {}
    }
    return { pid: child.pid, port, stop }
}

/** The processor time a process has used so far, in seconds; NaN where there is no /proc. */
function processorSeconds(pid) {
    try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
        return (Number(fields[11]) + Number(fields[12])) / 100
    } catch {
        return NaN
    }
}

function generate(port, kind, seconds) {
    return new Promise((resolve, reject) => {
        const child = spawn(tool('bench_load'), [port, kind, seconds].map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
        let text = ''
        child.stdout.on('data', (bytes) => { text += bytes })
        child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`bench_load ended with ${code}`))))
    })
}

function command(name, ...words) {
    const result = spawnSync(name, words, { encoding: 'utf8', maxBuffer: 1 << 30 })
    return result.status === 0 ? result.stdout : null
}

/** How many calls the session file holds, asked of the program that will be asked by users. */
function countStored() {
    const text = spawnSync(join(build, 'app', 'spectap'), ['export', session, '--format', 'ndjson'], { maxBuffer: 1 << 30 })
    if (text.status !== 0)
        throw new Error(`export failed: ${text.stderr}`)
    return text.stdout.reduce((lines, byte) => lines + (byte === 10), 0)
}

async function measure(name, kind) {
    const server = await start(servers[name])
    const warm = await generate(server.port, kind, 1) // let compilers and caches settle
    const before = processorSeconds(server.pid)
    const load = await generate(server.port, kind, options.seconds)
    const cpu = processorSeconds(server.pid) - before
    const bytes = name === 'peer' ? 0 : statSync(session).size
    const end = await server.stop(name === 'capture' ? 'SIGINT' : null)
    const answered = warm.calls + load.calls
    // Exporting is slow next to counting, and says the same every time: batches only.
    const stored = end.stored ?? (kind === 'batch' && answered < 2e6 ? countStored() : answered)
    if (stored !== answered || warm.refused + load.refused > 0 || (end.shown ?? stored) !== stored)
        throw new Error(`${name}, ${kind}: ${answered} calls answered, ${load.refused} requests refused, ${stored} stored, ${end.shown} shown`)
    return { rate: load.calls / load.seconds, cpu: 1e6 * cpu / load.calls, p50: load.p50, p99: load.p99, bytes, ...end }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const column = (runs, key) => median(runs.map((run) => run[key] ?? 0))
const thousands = (number) => Math.round(number).toLocaleString('en-US')

function yardstick() {
    const { memcpy, parse } = JSON.parse(command(tool('bench_yardstick')))
    console.log(`machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores; memcpy ${memcpy} GB/s, simdjson parse ${parse} GB/s`)
}

/** Where the time goes, by function, when perf is here. */
async function profile(kind) {
    if (command('perf', '--version') === null) {
        console.log('(install perf to see here where the time goes)')
        return
    }
    const server = await start(servers.window)
    const data = join(scratch, 'perf.data')
    const recording = spawn('perf', ['record', '-q', '-g', '-F', '499', '-o', data, '-p', String(server.pid)], { stdio: 'ignore' })
    await generate(server.port, kind, 4)
    const written = new Promise((resolve) => recording.on('close', resolve))
    recording.kill('SIGINT')
    await written
    await server.stop()
    const report = (sort) => (command('perf', 'report', '-i', data, '--stdio', '--no-children', '-g', 'none', '--sort', sort, '--percent-limit', '1') ?? '')
        .split('\n').filter((line) => line.trim() && !line.startsWith('#')).slice(0, 25)
        .map((line) => '    ' + line.trim().replace(/(\s+-)+$/, '')).join('\n')
    console.log(`where the time goes (${kind}), by thread:\n${report('comm')}\nby function:\n${report('symbol')}`)
}

console.log(`436-byte track calls (an order with one product), 16 keep-alive connections, ${options.seconds} s after 1 s of warming up, median of ${rounds}`)
yardstick()
let missed = false
for (const kind of ['batch', 'single']) {
    const runs = { peer: [], window: [], capture: [] }
    for (let round = 0; round < rounds; ++round) {
        for (const name of Object.keys(servers))
            runs[name].push(await measure(name, kind))
    }
    console.log(`\n${kind === 'batch' ? 'batches of 20 calls' : 'one call per request'}`)
    console.log('                                  calls/s    ratio  (lowest, highest)   CPU µs/call  request p50, p99 ms')
    for (const [name, { title }] of Object.entries(servers)) {
        // Round by round: both were measured within seconds of each other.
        const ratios = runs[name].map((run, i) => run.rate / runs.peer[i].rate)
        console.log([
            title.padEnd(30), thousands(column(runs[name], 'rate')).padStart(10), `${median(ratios).toFixed(2)}x`.padStart(9),
            `(${Math.min(...ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)})`.padStart(18),
            column(runs[name], 'cpu').toFixed(2).padStart(13),
            `${(column(runs[name], 'p50') / 1000).toFixed(2)}, ${(column(runs[name], 'p99') / 1000).toFixed(2)}`.padStart(21),
        ].join(' '))
    }
    console.log(`window thread, per feed: p99 ${(column(runs.window, 'frameP99') / 1000).toFixed(2)} ms, worst ${(column(runs.window, 'frameWorst') / 1000).toFixed(2)} ms`)
    const reached = median(runs.window.map((run, i) => run.rate / runs.peer[i].rate))
    const good = reached >= bars[kind]
    missed ||= !good
    console.log(`bar: ${bars[kind]}x the peer with the live model attached: ${good ? 'reached' : 'MISSED'} (${reached.toFixed(2)}x)`)
    if (!good || options.profile)
        await profile(kind)
}
yardstick()
for (const tail of ['', '-wal', '-shm'])
    rmSync(session + tail, { force: true })
process.exitCode = missed ? 1 : 0
