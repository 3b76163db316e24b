// SPDX-License-Identifier: MIT
// Stands between an SDK and Spectap, passes every byte on untouched, and keeps the requests it saw: what the SDK put
// on the wire, known from a second source.
import net from 'node:net'

class Requests {
    constructor(sink) {
        this.pending = Buffer.alloc(0)
        this.sink = sink
    }

    feed(bytes) {
        this.pending = Buffer.concat([this.pending, bytes])
        for (;;) {
            const end = this.pending.indexOf('\r\n\r\n')
            if (end < 0)
                return
            const [line, ...fields] = this.pending.subarray(0, end).toString('latin1').split('\r\n')
            const headers = new Map(fields.map((field) => {
                const colon = field.indexOf(':')
                return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
            }))
            if (headers.has('transfer-encoding') || headers.has('content-encoding'))
                throw new Error(`the tap reads plain bodies with a length only, not ${line}`)
            const bodyEnd = end + 4 + Number(headers.get('content-length') ?? 0)
            if (this.pending.length < bodyEnd)
                return
            const [method, target] = line.split(' ')
            this.sink.push({ method, target, headers, body: this.pending.subarray(end + 4, bodyEnd).toString('utf8') })
            this.pending = this.pending.subarray(bodyEnd)
        }
    }
}

/** Listens on loopback in front of `port`; resolves to { url, requests, close() }. */
export function tap(port) {
    const requests = []
    const sockets = new Set()
    const server = net.createServer((client) => {
        const upstream = net.connect(port, '127.0.0.1')
        const seen = new Requests(requests)
        client.on('data', (bytes) => seen.feed(bytes))
        client.pipe(upstream).pipe(client)
        for (const socket of [client, upstream]) {
            sockets.add(socket)
            socket.on('error', () => { client.destroy(); upstream.destroy() })
            socket.on('close', () => sockets.delete(socket))
        }
    })
    return new Promise((resolve, reject) => {
        server.on('error', reject)
        server.listen(0, '127.0.0.1', () => resolve({
            url: `http://127.0.0.1:${server.address().port}`,
            requests,
            close: () => { server.close(); sockets.forEach((socket) => socket.destroy()) },
        }))
    })
}

/** The calls in the bodies the tap saw, each as the exact text the SDK sent, grouped by request. */
export function callsSent(requests) {
    return requests.filter((request) => request.method === 'POST').map(({ target, body }) => {
        const parsed = JSON.parse(body)
        // Both SDKs write with JSON.stringify, so that gives the exact text of a part; if one ever stops, say so.
        if (JSON.stringify(parsed) !== body)
            throw new Error(`the body posted to ${target} is not what JSON.stringify writes: ${body}`)
        return (parsed.batch ?? [parsed]).map((call) => JSON.stringify(call))
    })
}
