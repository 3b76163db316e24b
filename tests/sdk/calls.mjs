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

const inBrowser = (scenario) => /^(browser|customerio_browser|hightouch_browser)/.test(scenario)

/** One entry per call: which of the received calls it is, the ids it must carry, and the verdict it must get. */
export const expectations = [
    { what: 'identify', type: 'identify', is: (call) => call.type === 'identify', ids: () => ({ userId: user }) },
    { what: 'page', type: 'page', is: (call) => call.type === 'page', ids: () => ({ userId: user }) },
    { what: 'screen', type: 'screen', is: (call) => call.type === 'screen', ids: () => ({ userId: user }) },
    { what: 'group', type: 'group', is: (call) => call.type === 'group', ids: () => ({ userId: user, groupId }) },
    {
        what: 'alias', type: 'alias', is: (call) => call.type === 'alias',
        ids: (scenario) => (inBrowser(scenario) ? { userId: user } : { userId: nextUser, previousId: user }),
    },
    {
        what: 'a good order', type: 'track',
        is: (call) => call.event === 'Order Completed' && call.properties.order_id === order.order_id,
        ids: () => ({ userId: user }), spec: 'ecommerce/order-completed',
    },
    {
        what: 'an order with text for a number', type: 'track',
        is: (call) => call.event === 'Order Completed' && call.properties.order_id === wrongOrder.order_id,
        ids: () => ({ userId: user }), spec: 'ecommerce/order-completed', finding: 'error type /properties/revenue',
    },
    {
        what: 'an order in the wrong case', type: 'track', is: (call) => call.event === 'order_completed',
        ids: () => ({ userId: user }), spec: 'ecommerce/order-completed', finding: 'warning name-case /event',
    },
]
