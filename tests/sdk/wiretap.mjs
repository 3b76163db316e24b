// SPDX-License-Identifier: MIT
// Stands between an SDK and Spectap, passes every byte on untouched, and keeps the requests it saw: what the SDK put
// on the wire, known from a second source. When asked to, it hides good answers to calls and says 429.
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { gunzipSync, inflateSync } from 'node:zlib'
import { callsOf } from './rawjson.mjs'

/** Cuts a stream of HTTP messages; `sink` gets each with its bytes. */
class Messages {
    constructor(sink) {
        this.pending = Buffer.alloc(0)
        this.sink = sink
    }

    feed(bytes) {
        this.pending = Buffer.concat([this.pending, bytes])
        for (;;) {
            const head = this.pending.indexOf('\r\n\r\n')
            if (head < 0)
                return
            const [line, ...fields] = this.pending.subarray(0, head).toString('latin1').split('\r\n')
            const headers = new Map(fields.map((field) => {
                const colon = field.indexOf(':')
                return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
            }))
            let body
            let end
            if (/chunked/i.test(headers.get('transfer-encoding') ?? '')) {
                const parts = this.chunks(head + 4)
                if (!parts)
                    return
                body = Buffer.concat(parts.data)
                end = parts.end
            } else {
                end = head + 4 + Number(headers.get('content-length') ?? 0)
                if (this.pending.length < end)
                    return
                body = this.pending.subarray(head + 4, end)
            }
            const bytesOfIt = this.pending.subarray(0, end)
            this.pending = this.pending.subarray(end)
            this.sink({ line, headers, body, bytes: bytesOfIt })
        }
    }

    chunks(at) {
        const data = []
        for (;;) {
            const line = this.pending.indexOf('\r\n', at)
            if (line < 0)
                return null
            const size = parseInt(this.pending.subarray(at, line).toString('latin1'), 16)
            if (this.pending.length < line + 2 + size + 2)
                return null
            if (size === 0)
                return { data, end: line + 4 } // no SDK sends trailers
            data.push(this.pending.subarray(line + 2, line + 2 + size))
            at = line + 2 + size + 2
        }
    }
}

function decoded(request) {
    const encoding = request.headers.get('content-encoding')
    const plain = encoding === 'gzip' ? gunzipSync(request.body) : encoding === 'deflate' ? inflateSync(request.body) : request.body
    return plain.toString('utf8')
}

const notCalls = /\/(m|rsaMetrics|token)$/

/** Spectap's answer turned into one that asks to come again in a second; browsers need its CORS headers. */
function asTooManyRequests(answer) {
    const body = JSON.stringify({ code: 'rate_limited', message: 'Send it again.' })
    const [, ...fields] = answer.bytes.subarray(0, answer.bytes.indexOf('\r\n\r\n')).toString('latin1').split('\r\n')
    const kept = fields.filter((field) => !/^(content-length|content-type):/i.test(field))
    return ['HTTP/1.1 429 Too Many Requests', ...kept, 'Retry-After: 1', 'Content-Type: application/json',
        `Content-Length: ${body.length}`, '', body].join('\r\n')
}

/**
 * Listens on loopback in front of `port`; resolves to { url, requests, close() }. A request with calls has them in
 * `calls`, each as the exact text the SDK sent, and the status it was told in `status`; then `onAnswer` is called.
 * `refusals` is how many answers to hide; `secure` ({ key, cert, trust }: files) has it speak TLS to both sides.
 */
export function tap(port, { refusals = 0, onAnswer = () => {}, secure = null } = {}) {
    const requests = []
    const sockets = new Set()
    const failures = []
    let left = refusals
    const read = (file) => readFileSync(secure[file])
    const connect = () => (secure
        ? tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca: read('trust') })
        : net.connect(port, '127.0.0.1'))
    const serve = (client) => {
        const upstream = connect()
        const waiting = []
        const fail = (error) => { failures.push(error); client.destroy(); upstream.destroy() }
        const guarded = (work) => (message) => { try { work(message) } catch (error) { fail(error) } }
        const asked = new Messages(guarded(({ line, headers, body }) => {
            const [method, target] = line.split(' ')
            const request = { method, target, headers, body, calls: null, status: 0 }
            if (method === 'POST' && !notCalls.test(target.split('?')[0]))
                request.calls = callsOf(decoded(request))
            requests.push(request)
            waiting.push(request)
        }))
        const answered = new Messages(guarded((answer) => {
            const status = Number(answer.line.split(' ')[1])
            if (status === 100) {
                client.write(answer.bytes)
                return
            }
            const request = waiting.shift()
            const refuse = left > 0 && request.calls && status === 200
            left -= refuse ? 1 : 0
            request.status = refuse ? 429 : status
            client.write(refuse ? asTooManyRequests(answer) : answer.bytes)
            onAnswer(request)
        }))
        client.on('data', (bytes) => { asked.feed(bytes); upstream.write(bytes) })
        upstream.on('data', (bytes) => answered.feed(bytes))
        client.on('end', () => upstream.end())
        upstream.on('end', () => client.end())
        for (const socket of [client, upstream]) {
            sockets.add(socket)
            socket.on('error', () => { client.destroy(); upstream.destroy() })
            socket.on('close', () => sockets.delete(socket))
        }
    }
    const server = secure
        ? tls.createServer({ key: read('key'), cert: read('cert'), ALPNProtocols: ['http/1.1'] }, serve)
        : net.createServer(serve)
    return new Promise((resolve, reject) => {
        server.on('error', reject)
        server.listen(0, '127.0.0.1', () => resolve({
            url: `${secure ? 'https://localhost' : 'http://127.0.0.1'}:${server.address().port}`,
            requests,
            failures,
            close: () => { server.close(); sockets.forEach((socket) => socket.destroy()) },
        }))
    })
}
