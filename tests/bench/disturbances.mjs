// SPDX-License-Identifier: MIT
// Clients that behave badly, in a thread of their own so that whoever measures is not held up by them. Says what it
// does once all of it is under way, goes on until it is told to stop, then says what came of it.
import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { parentPort, workerData } from 'node:worker_threads'

const { port, ca, name } = workerData
const host = '127.0.0.1'
const body = '{"type":"track","event":"Disturbed","userId":"u_2"}'
const request = `POST /v1/track HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: ${body.length}\r\n\r\n${body}`

let stopping = false
const open = new Set()

function kept(socket) {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    return socket
}
const plain = () => kept(net.connect(port, host))
const secure = (options = {}) => kept(tls.connect({ port, host, servername: 'localhost', ca, ...options }))

/** What Node.js says first when it speaks TLS. */
async function clientHello() {
    const server = net.createServer().listen(0, host)
    await once(server, 'listening')
    const client = tls.connect({ port: server.address().port, host, servername: 'localhost' })
    client.on('error', () => {})
    const [peer] = await once(server, 'connection')
    const [bytes] = await once(peer, 'data')
    client.destroy()
    peer.destroy()
    server.close()
    return bytes
}

/** Keeps `count` connections made by `make`: what the other side closes is made again. */
async function hold(count, make, ready) {
    const again = () => {
        const socket = make()
        socket.on('close', () => setTimeout(() => stopping || again(), 50))
        return socket
    }
    for (let i = 0; i < count; ++i)
        await Promise.race([once(again(), ready), new Promise((resolve) => setTimeout(resolve, 1000))])
}

/** Does `work` each `milliseconds`. */
function each(milliseconds, work) {
    const timer = setInterval(() => (stopping ? clearInterval(timer) : work()), milliseconds)
}

const closedBy = { us: 0, them: 0 }
const seen = (socket) => socket.on('close', () => { ++closedBy[stopping ? 'us' : 'them'] })

/** By name; each settles when it is under way, to words that say what is going on. */
const disturbances = {
    async mixed() {
        const hello = await clientHello()
        each(20, () => {
            const first = seen(plain())
            first.write(request)
            first.once('data', () => first.write(hello)) // TLS where plain was spoken
            const second = seen(plain())
            second.write(hello)
            second.once('data', () => second.write(request)) // and plain where TLS was
            const third = seen(plain())
            third.write(Buffer.concat([hello.subarray(0, 1), Buffer.from(request)]))
        })
        return 'TLS bytes to plain connections, plain ones to TLS: 150 connections a second'
    },
    async 'half-open'() {
        const hello = await clientHello()
        await hold(300, () => {
            const socket = plain()
            socket.write(hello)
            return seen(socket)
        }, 'data')
        return '300 TLS handshakes begun and not finished'
    },
    async 'wrong-name'() {
        each(20, () => seen(secure({ servername: 'api.shop.example' })))
        return 'TLS for another name, certificate refused: 50 connections a second'
    },
    async slow() {
        await hold(100, () => {
            const socket = seen(plain())
            let sent = 0
            const timer = setInterval(() => socket.write(request[sent++ % request.length]), 1000)
            socket.on('close', () => clearInterval(timer))
            return socket
        }, 'connect')
        return '100 connections that send one byte a second'
    },
    async idle() {
        await hold(250, () => seen(plain()), 'connect')
        await hold(250, () => seen(secure()), 'secureConnect')
        return '500 idle connections, half of them TLS'
    },
    async 'never-reads'() {
        const ask = `GET /v1/projects/k/settings HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`.repeat(2000)
        await hold(8, () => {
            const socket = seen(plain())
            socket.pause()
            const more = () => { while (!stopping && socket.write(ask)) continue }
            socket.on('drain', more)
            socket.once('connect', more)
            return socket
        }, 'connect')
        return '8 connections that ask without end and read no answer'
    },
}

parentPort.once('message', () => {
    const stillOpen = open.size
    stopping = true
    for (const socket of open)
        socket.destroy()
    parentPort.postMessage({ stillOpen, closedByServer: closedBy.them })
    parentPort.close()
})
parentPort.postMessage({ words: await disturbances[name]() })
