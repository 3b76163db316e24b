// SPDX-License-Identifier: MIT
// An SDK of Node.js in a process of its own: which authorities are trusted is settled when Node.js starts.
// Usage: node fromnode.mjs SCRATCH SDK URL KEY
import * as servers from './servers.mjs'

const [scratch, sdk, url, key] = process.argv.slice(2)
await servers[sdk]({ scratch, url, key })
