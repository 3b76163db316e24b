// SPDX-License-Identifier: MIT
// What every scenario sends: the six calls as the spec wants them, and two with a mistake that must be seen.

const product = { product_id: '507f1f77bcf86cd799439011', sku: '45790-32', name: 'Monopoly: 3rd Edition',
    price: 19, quantity: 1, category: 'Games' }

export const user = 'u_48213'
export const nextUser = 'u_48213_renamed'
export const visitor = 'anon-7f3c2a'
export const groupId = 'g_acme'
export const traits = { name: 'Zoë Quintana', email: 'zoe@example.com', createdAt: '2024-03-01T09:30:00.000Z', age: 34 }
export const groupTraits = { name: 'Acme GmbH', industry: 'Games', employees: 329 }
export const order = { order_id: '50314b8e9bcf', total: 27.5, revenue: 25.25, shipping: 3, tax: 2, currency: 'USD',
    products: [product] }
export const wrongOrder = { ...order, order_id: '50314b8e9bd0', revenue: '25.25' }

/** One entry per call: which of the received calls it is, and the verdict it must get. */
export const expectations = [
    { what: 'identify', is: (call) => call.type === 'identify' },
    { what: 'page', is: (call) => call.type === 'page' },
    { what: 'screen', is: (call) => call.type === 'screen' },
    { what: 'group', is: (call) => call.type === 'group' },
    { what: 'alias', is: (call) => call.type === 'alias' },
    {
        what: 'a good order',
        is: (call) => call.event === 'Order Completed' && call.properties.order_id === order.order_id,
        spec: 'ecommerce/order-completed',
    },
    {
        what: 'an order with text for a number',
        is: (call) => call.event === 'Order Completed' && call.properties.order_id === wrongOrder.order_id,
        spec: 'ecommerce/order-completed',
        finding: { pointer: '/properties/revenue', severity: 'error', rule: 'type' },
    },
    {
        what: 'an order in the wrong case',
        is: (call) => call.event === 'order_completed',
        spec: 'ecommerce/order-completed',
        finding: { pointer: '/event', severity: 'warning', rule: 'name-case' },
    },
]
