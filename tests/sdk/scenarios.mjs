// SPDX-License-Identifier: MIT
// The SDKs that are tried, and how each is pointed at Spectap.
import { inBrowser } from './browser.mjs'
import * as pages from './pages.mjs'
import { inNode, inProgram } from './programs.mjs'
import * as servers from './servers.mjs'
import { segmentSnippet } from './servers.mjs'

const nextUmd = '@segment/analytics-next/dist/umd/index.js'
const nextStandalone = '@segment/analytics-next/dist/umd/standalone.js'
const batching = {
    integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 8, timeout: 500 } } } },
}

/**
 * By name, in the order of the README's table: `send` lets the SDK send everything it can; `library` is how it names
 * itself; `lacks` are calls it has not; `resends` says whether it sends calls again after a 429; `findings` are those
 * its own ways deserve, beside the ones of the calls; `messageIds` is false for one that sends none. `trustedBy` is the
 * kind of client that has to trust the certificate: these go over https.
 */
export const scenarios = {
    node: { sdk: '@segment/analytics-node', version: '3.1.0', how: 'host', library: '@segment/analytics-node',
        send: servers.node, resends: true },
    node_legacy: { sdk: 'analytics-node', version: '6.2.0', how: 'host', library: 'analytics-node',
        send: servers.legacyNode, resends: true },
    browser_standard: { sdk: '@segment/analytics-next', version: '1.84.3', how: 'cdnURL', library: 'analytics.js',
        send: inBrowser(pages.segment, nextUmd), resends: true },
    browser_batching: { sdk: '@segment/analytics-next, batching', version: '1.84.3', how: 'cdnURL', library: 'analytics.js',
        send: inBrowser(pages.segment, nextUmd, batching), resends: true },
    python: { sdk: 'segment-analytics-python', version: '2.3.4', how: 'host', library: 'analytics-python', needs: 'python',
        send: inProgram('python', { before: ['segment'] }), resends: true },
    python_gzip: { sdk: 'segment-analytics-python, gzip', version: '2.3.4', how: 'host, gzip=True', library: 'analytics-python',
        needs: 'python', send: inProgram('python', { before: ['segment'], after: ['gzip'] }), resends: true },
    go: { sdk: 'github.com/segmentio/analytics-go/v3', version: '3.3.0', how: 'Endpoint', library: 'analytics-go', needs: 'go',
        send: inProgram('go'), resends: true },
    java: { sdk: 'com.segment.analytics.java:analytics', version: '3.5.4', how: 'endpoint', library: 'analytics-java',
        needs: 'java', send: inProgram('java'), resends: true },
    // It sends no messageId, and nothing that names it.
    rust: { sdk: 'segment (Rust crate)', version: '0.2.6', how: 'HttpClient::new', library: '', needs: 'rust',
        send: inProgram('rust'), messageIds: false, resends: false },
    rudder_node: { sdk: '@rudderstack/rudder-sdk-node', version: '3.0.13', how: 'dataPlaneUrl', library: 'analytics-node',
        send: servers.rudderNode, resends: true },
    rudder_browser: { sdk: '@rudderstack/analytics-js', version: '3.34.1', how: 'data plane, configUrl', library: 'RudderLabs JavaScript SDK',
        send: inBrowser(pages.rudder, '@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js'),
        lacks: ['screen'], findings: ['warning format /context/timezone', 'warning format /properties/referrer'], resends: true },
    rudder_python: { sdk: 'rudder-sdk-python', version: '2.1.4', how: 'host', library: 'analytics-python', needs: 'python',
        send: inProgram('python', { before: ['rudder'], after: ['gzip'] }), resends: true },
    customerio_node: { sdk: '@customerio/cdp-analytics-node', version: '0.5.9', how: 'host', library: '@customerio/cdp-analytics-node',
        send: servers.customerioNode, resends: true },
    customerio_browser: { sdk: '@customerio/cdp-analytics-browser', version: '0.5.11', how: 'cdnURL with /customerio',
        library: 'analytics.js', send: inBrowser(pages.customerio, '@customerio/cdp-analytics-browser/dist/umd/index.js'), resends: false },
    hightouch_browser: { sdk: '@ht-sdks/events-sdk-js-browser', version: '1.5.1', how: 'apiHost, protocol',
        library: 'events-sdk-js', send: inBrowser(pages.hightouch, '@ht-sdks/events-sdk-js-browser/dist/umd/index.js'), resends: false },
    jitsu: { sdk: '@jitsu/js', version: '1.11.0', how: 'host', library: '@jitsu/js', send: servers.jitsu,
        lacks: ['screen', 'alias'], resends: false },
    node_https: { sdk: '@segment/analytics-node', version: '3.1.0', how: 'host; NODE_EXTRA_CA_CERTS', library: '@segment/analytics-node',
        trustedBy: 'node', send: inNode('node'), resends: true },
    browser_https: { sdk: '@segment/analytics-next', version: '1.84.3', how: 'cdnURL; authority imported', library: 'analytics.js',
        trustedBy: 'chromium', send: inBrowser(pages.segment, nextUmd), resends: true },
    browser_snippet_https: { sdk: '@segment/snippet and its bundle', version: '5.2.1', how: 'analytics._cdn; authority imported',
        library: 'analytics.js', trustedBy: 'chromium', send: inBrowser(pages.snippet, nextStandalone, {}, segmentSnippet), resends: true },
    python_https: { sdk: 'segment-analytics-python', version: '2.3.4', how: 'host; REQUESTS_CA_BUNDLE', library: 'analytics-python',
        needs: 'python', trustedBy: 'python', send: inProgram('python', { before: ['segment'] }), resends: true },
    go_https: { sdk: 'github.com/segmentio/analytics-go/v3', version: '3.3.0', how: 'Endpoint; SSL_CERT_FILE', library: 'analytics-go',
        needs: 'go', trustedBy: 'go', send: inProgram('go'), resends: true },
    java_https: { sdk: 'com.segment.analytics.java:analytics', version: '3.5.4', how: 'endpoint; trust store', library: 'analytics-java',
        needs: 'java', trustedBy: 'java', send: inProgram('java'), resends: true },
    kotlin: { sdk: 'com.segment.analytics.kotlin:core', version: '1.25.0', how: 'apiHost, cdnHost; trust store', library: 'analytics-kotlin',
        needs: 'kotlin', trustedBy: 'kotlin', send: inProgram('kotlin'), lacks: ['page'], resends: true },
}
