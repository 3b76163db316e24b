// SPDX-License-Identifier: MIT
// The peer: mockttp as it comes, told to parse each body and count its calls, nothing more. Its answers get a length:
// without one it closes the connection after each, which would cost it most of its speed.
// Usage: node peer.mjs SCRATCH; prints "listening …", serves until its stdin ends, then prints {"stored":N}.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2], 'package.json'))
const mockttp = require('mockttp').getLocal()

const answer = '{"success":true}'
const headers = { 'content-type': 'application/json', 'content-length': String(answer.length) }
let calls = 0
await mockttp.start()
await mockttp.forPost().thenCallback(async (request) => {
    const body = await request.body.getJson()
    calls += body.batch ? body.batch.length : 1
    return { statusCode: 200, headers, body: answer }
})
console.log(`listening http://127.0.0.1:${mockttp.port}`)
process.stdin.resume().on('end', async () => {
    console.log(JSON.stringify({ stored: calls }))
    await mockttp.stop()
    process.exit(0)
})
