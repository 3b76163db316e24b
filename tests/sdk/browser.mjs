// SPDX-License-Identifier: MIT
// Browser SDKs in a page of another origin: in Chromium where there is one, else under jsdom.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'
import { basename, dirname, join, normalize } from 'node:path'
import * as calls from './calls.mjs'
import { findChromium, inChromium } from './chromium.mjs'
import { sendAll } from './pages.mjs'
import { issued } from './trust.mjs'

/** `script` is the SDK's own; a snippet loads it by itself. */
function page(inPage, script, input) {
    const json = JSON.stringify(input).replaceAll('<', '\\u003c')
    return `<!doctype html><meta charset="utf-8"><title>Basket</title><link rel="icon" href="data:,">
${script ? `<script src="/umd/${script}"></script>` : ''}
<script>
const report = (text) => { const r = new XMLHttpRequest(); r.open('POST', '/failed'); r.send(text) };
window.onerror = (message) => report(String(message));
const sendAll = ${sendAll.toString()};
(${inPage.toString()})(${json}, sendAll).catch((error) => report(String(error.stack || error)));
</script>`
}

/**
 * Serves the page and the SDK's own files, over https with `secure` ({ key, cert }: files); `failed` is
 * rejected when the page says that something went wrong.
 */
export async function serve(files, html, secure) {
    let fail
    const failed = new Promise((_, reject) => { fail = (text) => reject(new Error(`in the page: ${text}`)) })
    failed.catch(() => {})
    const answer = (request, response) => {
        const path = normalize(request.url.split('?')[0])
        if (request.method === 'POST') {
            let text = ''
            request.on('data', (bytes) => { text += bytes })
            request.on('end', () => { response.end(); fail(text) })
        } else if (path.startsWith('/umd/') || path.startsWith('/analytics.js/')) {
            const file = path.startsWith('/umd/') ? path.slice('/umd/'.length) : 'standalone.js' // what the CDN has there
            response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
            response.end(readFileSync(join(files, file)))
        } else {
            response.setHeader('Content-Type', 'text/html; charset=utf-8')
            response.end(html)
        }
    }
    const server = secure
        ? https.createServer({ key: readFileSync(secure.key), cert: readFileSync(secure.cert) }, answer)
        : http.createServer(answer)
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => { server.close(); server.closeAllConnections() }
    const origin = `${secure ? 'https://localhost' : 'http://127.0.0.1'}:${server.address().port}`
    return { url: `${origin}/basket`, failed, close }
}

function inJsdom(scratch, url) {
    const require = createRequire(join(scratch, 'package.json'))
    const { JSDOM } = require('jsdom')
    const opened = JSDOM.fromURL(url, { runScripts: 'dangerously', resources: 'usable', pretendToBeVisual: true })
    return { ended: new Promise((_, reject) => opened.catch(reject)), close: async () => (await opened).window.close() }
}

/**
 * Opens a page that runs `inPage` with the UMD build `umd` of a package; `delivered` ends it. With `trust` the page is
 * one of https itself. `input` is for what else the page needs, made from { scratch, key }.
 */
export const inBrowser = (inPage, umd, options = {}, input = () => ({})) => async (run) => {
    const { program, scratch, name, url, key, delivered, trust } = run
    const files = join(scratch, 'node_modules', ...dirname(umd).split('/'))
    const script = basename(umd) === 'standalone.js' ? '' : basename(umd)
    const secure = trust ? issued(program, scratch, `${name}-page`) : null
    const server = await serve(files, page(inPage, script, { url, key, options, calls, ...input(run) }), secure)
    const chromium = findChromium()
    console.log(chromium ? `in ${chromium}` : 'no Chromium here: under jsdom')
    const browser = chromium ? await inChromium(chromium, scratch, name, server.url, trust) : inJsdom(scratch, server.url)
    try {
        // Handing calls to the SDK is not sending them: the page stays open until all have arrived.
        await Promise.race([delivered, server.failed, browser.ended])
    } finally {
        await browser.close()
        server.close()
    }
}
