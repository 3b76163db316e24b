// SPDX-License-Identifier: MIT
// What the browser SDKs run in their page. The functions are sent there as text: they see nothing but their arguments.

/** All six calls and the two wrong ones, for the SDKs that are like analytics-next. */
export async function sendAll(analytics, calls) {
    await Promise.all([
        analytics.identify(calls.user, calls.traits),
        analytics.track('Order Completed', calls.order),
        analytics.page('Shop', 'Basket'),
        analytics.screen('Shop', 'Basket', { variant: 'B' }),
        analytics.group(calls.groupId, calls.groupTraits),
        // Once a user is identified, this SDK sends that id whatever alias() is told.
        analytics.alias(calls.user, calls.visitor),
        analytics.track('Order Completed', calls.wrongOrder),
        analytics.track('order_completed', calls.order),
    ])
}

/** Nothing but the cdnURL is set, as the window advises: where the calls go, the SDK learns from the settings. */
export async function segment({ url, key, options, calls }, sendAll) {
    const { AnalyticsBrowser } = window.AnalyticsNext
    const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: url }, options)
    await analytics.ready()
    await sendAll(analytics, calls)
}

/** Segment's snippet, which loads the SDK itself; it says https whatever its page is. */
export async function snippet({ url, key, snippet, calls }, sendAll) {
    const script = document.createElement('script')
    script.text = snippet.replace('cdn.segment.com', location.host)
    document.head.append(script)
    window.analytics._cdn = url
    window.analytics.load(key)
    await new Promise((resolve) => window.analytics.ready(resolve))
    await sendAll(window.analytics, calls)
}

/**
 * A page of a journey through several: one call after the other, each answered before the next, then on to the next
 * page. The SDK finds out by itself who is there.
 */
export async function journey({ url, key, pages }) {
    const number = Number(new URLSearchParams(location.search).get('page'))
    const { AnalyticsBrowser } = window.AnalyticsNext
    const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: url })
    await analytics.ready()
    const own = {
        // Logging out by hand: the user goes, the anonymousId stays.
        forgetUser: () => {
            localStorage.removeItem('ajs_user_id')
            document.cookie = 'ajs_user_id=; Max-Age=0; Path=/'
        },
        // What is meant to be the new id stands where the old one belongs.
        aliasFrom: async (user) => analytics.alias((await analytics.user()).anonymousId(), user),
    }
    for (const [step, ...words] of pages[number])
        await (own[step] ? own[step](...words) : analytics[step](...words))
    if (number + 1 < pages.length)
        location.assign(`?page=${number + 1}`)
}

/** The fork reads its own settings key, which the path prefix selects. */
export async function customerio({ url, key, calls }, sendAll) {
    const { AnalyticsBrowser } = window.AnalyticsNext
    const analytics = AnalyticsBrowser.load({ writeKey: key, cdnURL: `${url}/customerio` })
    await analytics.ready()
    await sendAll(analytics, calls)
}

export async function hightouch({ url, key, calls }, sendAll) {
    const { HtEventsBrowser } = window.HtEvents
    const analytics = HtEventsBrowser.load({ writeKey: key }, { apiHost: url.replace('http://', ''), protocol: 'http' })
    await analytics.ready()
    await sendAll(analytics, calls)
}

export async function rudder({ url, key, calls }) {
    const analytics = new window.rudderanalytics.RudderAnalytics()
    analytics.load(key, url, { configUrl: url })
    await new Promise((resolve) => analytics.ready(resolve))
    analytics.identify(calls.user, calls.traits)
    analytics.track('Order Completed', calls.order)
    analytics.page('Shop', 'Basket')
    analytics.group(calls.groupId, calls.groupTraits)
    analytics.alias(calls.nextUser, calls.user)
    analytics.track('Order Completed', calls.wrongOrder)
    analytics.track('order_completed', calls.order)
}
