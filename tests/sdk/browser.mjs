// SPDX-License-Identifier: MIT
// Browser SDKs in a page of another origin: in Chromium where there is one, else under jsdom.
import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join, normalize } from 'node:path'
import * as calls from './calls.mjs'
import { sendAll } from './pages.mjs'

function page(inPage, script, input) {
    const json = JSON.stringify(input).replaceAll('<', '\\u003c')
    return `<!doctype html><meta charset="utf-8"><title>Basket</title><link rel="icon" href="data:,">
<script src="/umd/${script}"></script>
<script>
const report = (text) => { const r = new XMLHttpRequest(); r.open('POST', '/done'); r.send(text) };
window.onerror = (message) => report(String(message));
const sendAll = ${sendAll.toString()};
(${inPage.toString()})(${json}, sendAll).then(() => report(''), (error) => report(String(error.stack || error)));
</script>`
}

/** Serves the page and the SDK's own files; `done` settles when the page says how it went. */
async function serve(files, html) {
    let settle
    const done = new Promise((resolve, reject) => {
        settle = (text) => (text ? reject(new Error(`in the page: ${text}`)) : resolve())
    })
    const server = http.createServer((request, response) => {
        const path = normalize(request.url.split('?')[0])
        if (request.method === 'POST') {
            let text = ''
            request.on('data', (bytes) => { text += bytes })
            request.on('end', () => { response.end(); settle(text) })
        } else if (path.startsWith('/umd/')) {
            response.setHeader('Content-Type', 'text/javascript; charset=utf-8')
            response.end(readFileSync(join(files, path.slice('/umd/'.length))))
        } else {
            response.setHeader('Content-Type', 'text/html; charset=utf-8')
            response.end(html)
        }
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => { server.close(); server.closeAllConnections() }
    return { url: `http://127.0.0.1:${server.address().port}/basket`, done, close }
}

function findChromium() {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
        for (const folder of (process.env.PATH ?? '').split(delimiter)) {
            const path = join(folder, name)
            try {
                accessSync(path, constants.X_OK)
            } catch {
                continue
            }
            // Ubuntu's is a wrapper around a snap, which needs a running snapd.
            if (!readFileSync(path, { encoding: 'latin1' }).slice(0, 4096).includes('snap'))
                return path
        }
    }
    return null
}

async function inChromium(program, scratch, scenario, url) {
    const profile = join(scratch, `profile_${scenario}`)
    rmSync(profile, { recursive: true, force: true })
    const browser = spawn(program, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
        '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`, url],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile } })
    let words = ''
    browser.stderr.on('data', (bytes) => { words += bytes })
    const ended = new Promise((_, reject) => {
        browser.on('error', reject)
        browser.on('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${words.slice(-2000)}`)))
    })
    ended.catch(() => {})
    const close = async () => {
        if (browser.exitCode !== null)
            return
        const gone = new Promise((resolve) => browser.on('exit', resolve))
        process.kill(-browser.pid, 'SIGKILL') // its group: the browser and its children, nobody else
        await gone
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
    return { ended, close }
}

function inJsdom(scratch, url) {
    const require = createRequire(join(scratch, 'package.json'))
    const { JSDOM } = require('jsdom')
    const opened = JSDOM.fromURL(url, { runScripts: 'dangerously', resources: 'usable', pretendToBeVisual: true })
    return { ended: new Promise((_, reject) => opened.catch(reject)), close: async () => (await opened).window.close() }
}

/** Opens a page that runs `inPage` with the UMD build `script` of a package; `delivered` ends it. */
export const inBrowser = (inPage, umd, options = {}) => async ({ scratch, name, url, key, delivered }) => {
    const files = join(scratch, 'node_modules', ...dirname(umd).split('/'))
    const server = await serve(files, page(inPage, basename(umd), { url, key, options, calls }))
    const program = findChromium()
    console.log(program ? `in ${program}` : 'no Chromium here: under jsdom')
    const browser = program ? await inChromium(program, scratch, name, server.url) : inJsdom(scratch, server.url)
    try {
        await Promise.race([server.done, browser.ended])
        // Handing calls to the SDK is not sending them: the page stays open until all have arrived.
        await Promise.race([delivered, browser.ended])
    } finally {
        await browser.close()
        server.close()
    }
}
