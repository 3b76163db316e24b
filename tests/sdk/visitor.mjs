// SPDX-License-Identifier: MIT
// The page that a device of the network opens by the QR code, in a real browser: its button sends a call that arrives,
// and says so; after a new secret it says what to do. Usage: node visitor.mjs SPECTAP SCRATCH
import assert from 'node:assert/strict'
import { mkdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import { join } from 'node:path'
import { findChromium, inChromium } from './chromium.mjs'
import { captureOnLan, run } from './spectap.mjs'
import { missing, skip } from './verdict.mjs'

/** Not one of those that the endpoint takes for this machine's own. */
const host = '127.0.0.2'

async function hasAddress() {
    const server = net.createServer()
    return new Promise((resolve) => {
        server.on('error', () => resolve(false))
        server.listen(0, host, () => server.close(() => resolve(true)))
    })
}

/** Clicks the button, and waits for what the page says when the answer has come. */
const clicked = (page) => page.evaluate(`new Promise((resolve) => {
    const said = document.getElementById('said')
    new MutationObserver(() => said.textContent.startsWith('Sending') || resolve(said.textContent))
        .observe(said, { childList: true })
    document.getElementById('send').click()
})`)

/** The page is there once its button is. */
async function opened(browser) {
    for (const deadline = Date.now() + 60000; Date.now() < deadline;) {
        if (await browser.evaluate("document.readyState === 'complete' && !!document.getElementById('send')"))
            return
        await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the page did not open')
}

async function main(program, scratch) {
    const chromium = findChromium()
    if (!chromium)
        return missing('there is no Chromium')
    if (!await hasAddress())
        return skip(`this machine has no ${host}`)
    mkdirSync(scratch, { recursive: true })
    const session = join(scratch, 'visitor.spectap')
    for (const tail of ['', '-wal', '-shm'])
        rmSync(session + tail, { force: true })
    const spectap = await captureOnLan(program, session, host)
    let browser
    try {
        const said = /^On the local network: (\S+)$/m
        for (const deadline = Date.now() + 10000; !said.test(spectap.output()) && Date.now() < deadline;)
            await new Promise((resolve) => setTimeout(resolve, 20))
        const [, address] = said.exec(spectap.output())
        browser = await inChromium(chromium, scratch, 'visitor', address)
        const steps = async () => {
            await opened(browser)
            assert.equal(await clicked(browser), 'Call 1 arrived: see the window of Spectap.')
            assert.equal(await clicked(browser), 'Call 2 arrived: see the window of Spectap.')
            // as after --new-secret: this page's address is not good any more
            await browser.evaluate("history.replaceState(null, '', '/' + 'x'.repeat(26))")
            assert.match(await clicked(browser), /^Spectap refused it \(403\)\. Scan the code again/)
        }
        await Promise.race([steps(), browser.ended])
    } finally {
        await browser?.close()
        spectap.stop()
    }
    const { code, lines, words } = await spectap.finished
    assert.equal(code, 0, words)
    const calls = run(program, 'export', session, '--format', 'ndjson').lines.map((line) => JSON.parse(line))
    assert.equal(lines.length, calls.length)
    assert.deepEqual(calls.map(({ event, writeKey }) => [event, writeKey]),
        [['Product Viewed', 'test'], ['Product Viewed', 'test']])
    return 0
}

process.exitCode = await main(...process.argv.slice(2))
