// SPDX-License-Identifier: MIT
// What well-behaved clients notice of others that misbehave: the time to an answer at a steady rate, without and with
// each kind of disturbance, in turn. Usage: node hostile.mjs BUILD SCRATCH [--seconds S] [--rate N] [NAME]...
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { capture } from '../sdk/spectap.mjs'
import { authorityOf } from '../sdk/trust.mjs'

const { positionals: [build, scratch, ...chosen], values: options } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: 'string', default: '8' }, rate: { type: 'string', default: '200' } },
})
const seconds = Number(options.seconds)
const rate = Number(options.rate)
const names = ['mixed', 'half-open', 'wrong-name', 'slow', 'idle', 'never-reads']
const unknown = chosen.filter((name) => !names.includes(name))
if (unknown.length || !(seconds > 0) || !(rate > 0))
    throw new Error(`there is no ${unknown.join(', ') || 'such number'}; there are ${names.join(', ')}`)

const program = join(build, 'app', 'spectap')
const session = join(scratch, 'hostile.spectap')
const product = { product_id: '507f1f77bcf86cd799439011', sku: '45790-32', name: 'Monopoly: 3rd Edition', price: 19, quantity: 1 }
let serial = 0

function post(port) {
    const body = JSON.stringify({ type: 'track', event: 'Order Completed', userId: 'u_1', messageId: `hostile-${++serial}`,
        properties: { order_id: `o-${serial}`, total: 27.5, currency: 'USD', products: [product] } })
    return `POST /v1/track HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

/** A keep-alive connection that tells each answer's status in turn. */
class Client {
    constructor(socket, port) {
        this.socket = socket
        this.port = port
        this.waiting = []
        this.text = ''
        socket.setNoDelay(true)
        socket.on('data', (bytes) => this.take(bytes.toString('latin1')))
        socket.on('close', () => { this.closed = true })
        socket.on('error', (error) => { this.error = error })
    }

    /** Time counts from when the call was due, not from when this process came round to it. */
    send(due, told) {
        this.waiting.push({ due, told })
        this.socket.write(post(this.port))
    }

    take(text) {
        this.text += text
        for (let found; (found = /^HTTP\/1\.1 (\d+) [^]*?\r\n\r\n\{[^}]*\}/.exec(this.text));) {
            this.text = this.text.slice(found[0].length)
            const { due, told } = this.waiting.shift()
            told(Number(found[1]), performance.now() - due)
        }
    }
}

/** Sends at the steady rate for a while; resolves to the times of all answers in milliseconds, sorted. */
async function steady(clients) {
    const times = []
    let refused = 0
    const told = (status, time) => { times.push(time); refused += status !== 200 }
    const begin = performance.now()
    const total = Math.round(seconds * rate)
    for (let sent = 0; sent < total;) {
        for (; sent < total && begin + sent * 1000 / rate <= performance.now(); ++sent)
            clients[sent % clients.length].send(begin + sent * 1000 / rate, told)
        await new Promise((resolve) => setTimeout(resolve, 1))
    }
    for (const deadline = performance.now() + 30000; times.length < total && performance.now() < deadline;)
        await new Promise((resolve) => setTimeout(resolve, 10))
    const broken = clients.find(({ closed }) => closed)
    if (refused || broken || times.length < total)
        throw new Error(`of ${total} calls ${times.length} were answered, ${refused} of them not with 200${broken ? `; a connection was closed: ${broken.error ?? 'without an error'}` : ''}`)
    return times.sort((a, b) => a - b)
}

const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
const column = (times) => [at(times, 0.5), at(times, 0.99), times.at(-1)].map((ms) => ms.toFixed(2).padStart(7)).join(' ')

for (const tail of ['', '-wal', '-shm'])
    rmSync(session + tail, { force: true })
const ca = readFileSync(authorityOf(program, scratch, 'hostile'))
const spectap = await capture(program, session)
const { port } = spectap
const secure = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
const plain = net.connect(port, '127.0.0.1')
await Promise.all([once(secure, 'secureConnect'), once(plain, 'connect')])
const clients = [new Client(plain, port), new Client(secure, port)]

console.log(`${rate} calls a second from two clients, one plain and one TLS, ${seconds} s without and ${seconds} s with each; milliseconds to the answer`)
console.log(`${''.padEnd(76)}  without: p50 p99 max      with: p50 p99 max`)
try {
    await steady(clients) // let caches settle
    for (const name of chosen.length ? chosen : names) {
        const before = await steady(clients)
        const worker = new Worker(new URL('disturbances.mjs', import.meta.url), { workerData: { port, ca, name } })
        const ended = once(worker, 'exit') // at once: it comes together with the last message when this side is slow
        const [{ words }] = await once(worker, 'message')
        const meanwhile = await steady(clients)
        worker.postMessage('stop')
        const [{ stillOpen, closedByServer }] = await once(worker, 'message')
        await ended
        console.log(`${words.padEnd(76)} ${column(before)}   ${column(meanwhile)}   (${stillOpen} open at the end, ${closedByServer} closed by Spectap or refused)`)
    }
} finally {
    clients.forEach(({ socket }) => socket.destroy())
    spectap.stop()
}
const { code, words } = await spectap.finished
if (code !== 0)
    throw new Error(`capture ended with ${code}: ${words}`)
for (const tail of ['', '-wal', '-shm'])
    rmSync(session + tail, { force: true })
