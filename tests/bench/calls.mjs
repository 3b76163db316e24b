// SPDX-License-Identifier: MIT
// Writes N mixed calls as NDJSON, always the same ones: orders, views, pages, identifies and custom events of a
// shop, one in twenty with a mistake.
// Usage: node calls.mjs FILE N
import { closeSync, openSync, writeSync } from 'node:fs'

const [file, count] = [process.argv[2], Number(process.argv[3])]

/** A small generator of numbers that are the same on every machine. */
let state = 0x2545f491
function below(limit) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
}

const pick = (list) => list[below(list.length)]
const product = () => ({
    product_id: `p-${below(900)}`, sku: `SKU-${below(9000)}`, name: pick(['Monopoly', 'Ridge Runner', 'Camp Mug']),
    category: 'Games', price: 5 + below(90), quantity: 1 + below(3),
})
const events = {
    'Order Completed': () => ({ order_id: `o-${below(1e9)}`, total: 27.5, revenue: 25.25, tax: 2.25, currency: 'USD', products: [product()] }),
    'Product Viewed': () => ({ ...product(), brand: 'Northpath', url: 'https://shop.example/p/1042' }),
    'Product Added': () => ({ cart_id: `c-${below(1e6)}`, ...product() }),
    'Newsletter Box Closed': () => ({ box: 'footer', seen_for: below(60) }),
}
const mistakes = [
    (call) => { call.timestamp = 'yesterday' },
    (call) => { delete call.userId; delete call.anonymousId },
    (call) => { (call.properties ??= {}).currency = 'dollars' },
    (call) => { (call.properties ??= {}).total = '27.50' },
    (call) => { call.userId = 'null' },
]

function call(serial) {
    const person = below(50000)
    const common = {
        messageId: `bench-${String(serial).padStart(12, '0')}`,
        timestamp: new Date(1795290000000 + serial).toISOString(),
        userId: `u_${person}`, anonymousId: `a-${person}`,
        context: { library: { name: 'analytics-node', version: '3.1.0' }, locale: 'en-GB', timezone: 'Europe/Oslo' },
    }
    const kind = below(100)
    if (kind < 15)
        return { type: 'page', name: 'Home', properties: { title: 'Home', url: 'https://shop.example/', path: '/' }, ...common }
    if (kind < 25)
        return { type: 'identify', traits: { email: `someone${below(9999)}@shop.example`, name: 'A Person', plan: 'pro' }, ...common }
    const event = kind < 65 ? 'Order Completed' : kind < 80 ? 'Product Viewed' : kind < 90 ? 'Product Added' : 'Newsletter Box Closed'
    return { type: 'track', event, properties: events[event](), ...common }
}

const descriptor = openSync(file, 'w')
let chunk = ''
for (let serial = 1; serial <= count; ++serial) {
    const made = call(serial)
    if (below(20) === 0)
        pick(mistakes)(made)
    chunk += JSON.stringify(made) + '\n'
    if (chunk.length > 1 << 20) {
        writeSync(descriptor, chunk)
        chunk = ''
    }
}
writeSync(descriptor, chunk)
closeSync(descriptor)
