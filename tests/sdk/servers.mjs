// SPDX-License-Identifier: MIT
// SDKs of Node.js, as a server would use them.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as calls from './calls.mjs'

const from = (scratch, name) => createRequire(join(scratch, 'package.json'))(name)

/** All six calls and the two wrong ones, for the SDKs that take what analytics-node takes. */
function sendAll(analytics) {
    const userId = calls.user
    analytics.identify({ userId, traits: calls.traits })
    analytics.track({ userId, event: 'Order Completed', properties: calls.order })
    analytics.page({ userId, category: 'Shop', name: 'Basket', properties: { url: 'https://shop.example/basket' } })
    analytics.screen({ userId, name: 'Basket', properties: { variant: 'B' } })
    analytics.group({ userId, groupId: calls.groupId, traits: calls.groupTraits })
    analytics.alias({ userId: calls.nextUser, previousId: userId })
    analytics.track({ userId, event: 'Order Completed', properties: calls.wrongOrder })
    analytics.track({ userId, event: 'order_completed', properties: calls.order })
}

const analyticsNode = (name) => async ({ scratch, url, key }) => {
    const { Analytics } = from(scratch, name)
    const analytics = new Analytics({ writeKey: key, host: url })
    const failures = []
    analytics.on('error', (failure) => failures.push(failure))
    sendAll(analytics)
    await analytics.closeAndFlush()
    if (failures.length)
        throw new Error(`the SDK reports ${JSON.stringify(failures)}`)
}

export const node = analyticsNode('@segment/analytics-node')
export const customerioNode = analyticsNode('@customerio/cdp-analytics-node')

export async function legacyNode({ scratch, url, key }) {
    const Analytics = from(scratch, 'analytics-node')
    const analytics = new Analytics(key, { host: url, flushAt: 20 })
    sendAll(analytics)
    await analytics.flush()
}

export async function rudderNode({ scratch, url, key }) {
    const RudderAnalytics = from(scratch, '@rudderstack/rudder-sdk-node')
    const analytics = new RudderAnalytics(key, { dataPlaneUrl: url, flushAt: 20 })
    sendAll(analytics)
    await analytics.flush()
}

export async function jitsu({ scratch, url, key }) {
    const { jitsuAnalytics } = from(scratch, '@jitsu/js')
    const analytics = jitsuAnalytics({ host: url, writeKey: `${key}:secret` })
    await analytics.identify(calls.user, calls.traits)
    await analytics.track('Order Completed', calls.order)
    await analytics.page({ name: 'Basket', url: 'https://shop.example/basket' })
    await analytics.group(calls.groupId, calls.groupTraits)
    await analytics.track('Order Completed', calls.wrongOrder)
    await analytics.track('order_completed', calls.order)
}

/** Calls over the 32 KB that Segment takes; other SDKs drop them by themselves. */
export async function tooLarge({ scratch, url, key }) {
    const { jitsuAnalytics } = from(scratch, '@jitsu/js')
    const analytics = jitsuAnalytics({ host: url, writeKey: `${key}:secret` })
    for (const event of ['Feed Read', 'Feed Closed'])
        await analytics.track(event, { text: 'x'.repeat(40000) })
}

/** The snippet that a page has in its head, as its package renders it. */
export const segmentSnippet = ({ scratch, key }) => ({
    snippet: from(scratch, '@segment/snippet').min({ apiKey: key, load: false, page: false }),
})
