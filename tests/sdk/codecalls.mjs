// SPDX-License-Identifier: MIT
// Calls whose code must send them again: every type, with what is hard to write in some language. Those without a
// userId come first: SDKs that remember who is there would add one.
import { readFileSync } from 'node:fs'

const { strings, keys } = JSON.parse(readFileSync(new URL('../code/hostile.json', import.meta.url), 'utf8'))

const order = { order_id: '50314b8e9bcf', total: 27.5, revenue: 25.25, currency: 'USD', coupon: null, paid: true,
    products: [1, 2, 3, 4, 5].map((position) => ({ position, product_id: `p_${position}`, price: position + 0.99, gift: false })) }

const context = { ip: '203.0.113.7', locale: 'de-DE', userAgent: 'Mozilla/5.0 (X11)', timezone: 'Europe/Berlin',
    app: { name: 'Shop', version: '2.1' }, os: { name: 'iOS', version: '18', build: 22 }, page: { path: '/a', url: 'https://shop.example/a' },
    campaign: { name: 'spring', source: 'news' }, screen: { width: 390, height: 844, density: 2.5 }, groupId: 'g_1', own: { list: [1, 'b'] },
    library: { name: 'mine', version: '1' } }

const who = { userId: 'u_4217', anonymousId: 'a-3b7e' }
const nobody = { anonymousId: 'a-3b7e' }
const timestamp = '2025-11-14T10:42:07.123Z'

const calls = [
    { type: 'track', ...nobody, event: 'No user', properties: { a: 1 }, timestamp },
    { type: 'page', ...nobody, name: 'No user', properties: { a: 1 } },
    { type: 'screen', ...nobody, name: 'No user', properties: {} },
    { type: 'group', ...nobody, groupId: 'g_1', traits: { plan: 'pro' } },
    { type: 'identify', ...nobody, traits: { email: 'maya@example.com' } },
    { type: 'track', userId: 'u_4217', event: 'Bare' },
    { type: 'track', ...who, event: 'Order Completed', properties: order, timestamp, context, integrations: { All: false, Mixpanel: true } },
    { type: 'track', ...who, event: 'Strings', properties: { strings } },
    { type: 'track', ...who, event: strings.slice(0, 6).join(' '), properties: { [strings[3]]: strings[2] } },
    { type: 'track', ...who, event: 'Keys', properties: keys },
    { type: 'track', ...who, event: 'Options', properties: {}, integrations: { All: true, Amplitude: { session_id: 1763116927 } } },
    { type: 'track', ...who, event: 'Time', properties: {}, timestamp: '2025-02-28T23:59:59.999+05:30' },
    { type: 'track', ...who, event: 'Fine time', properties: {}, timestamp: '2025-11-14T10:42:07.123456789Z' },
    { type: 'track', ...who, event: 'No place', properties: {}, channel: 'server', sentAt: timestamp },
    { type: 'page', ...who, category: 'Shop', name: 'Basket', properties: { url: 'https://shop.example/basket', variant: 'B' } },
    { type: 'screen', ...who, category: 'Shop', name: 'Basket', properties: { variant: 'B' } },
    { type: 'group', ...who, groupId: 'g_2', traits: { name: 'Acme "GmbH"', employees: 329 } },
    { type: 'identify', ...who, traits: { name: 'Zoë', address: { city: 'Köln' }, tags: ['a', 'b'], age: 34 }, timestamp },
    { type: 'alias', userId: 'u_new', previousId: 'u_4217' },
]

/** As the bytes of each. */
export const texts = calls.map((call, i) => JSON.stringify({ ...call, messageId: `m-${i + 1}` }))

// What JSON.stringify() does not write.
for (const [i, properties] of ['{"n":[0,-0,1.0,-1.5e-7,2147483648,9007199254740993,12345678901234567890,0.1234567890123456789,1e22]}',
    '{"big":1e400}', '{"half":"a\\ud83d"}', '{"twice":1,"other":2,"twice":3}', '{"long":12345678901234567890123}'].entries())
    texts.push(`{"type":"track","userId":"u_4217","event":"Odd ${i}","properties":${properties},"messageId":"m-odd-${i}"}`)
