// SPDX-License-Identifier: MIT
// @segment/analytics-node as a server would use it.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as calls from './calls.mjs'

export async function node(scratch, url) {
    const require = createRequire(join(scratch, 'package.json'))
    const { Analytics } = require('@segment/analytics-node')
    const analytics = new Analytics({ writeKey: 'wk_sdk_node', host: url, maxRetries: 0 })
    const failures = []
    analytics.on('error', (failure) => failures.push(failure))

    const userId = calls.user
    analytics.identify({ userId, traits: calls.traits })
    analytics.track({ userId, event: 'Order Completed', properties: calls.order })
    analytics.page({ userId, category: 'Shop', name: 'Basket', properties: { url: 'https://shop.example/basket' } })
    analytics.screen({ userId, name: 'Basket', properties: { variant: 'B' } })
    analytics.group({ userId, groupId: calls.groupId, traits: calls.groupTraits })
    analytics.alias({ userId: calls.nextUser, previousId: userId })
    analytics.track({ userId, event: 'Order Completed', properties: calls.wrongOrder })
    analytics.track({ userId, event: 'order_completed', properties: calls.order })
    await analytics.closeAndFlush()
    if (failures.length)
        throw new Error(`the SDK reports ${JSON.stringify(failures)}`)
}
