// SPDX-License-Identifier: MIT
// Chromium without a window, with a profile of its own.
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ran } from './tool.mjs'

export function findChromium() {
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

/** Puts the authority on the list that Chromium keeps in the home folder given. */
function trustInChromium(home, certificate) {
    const list = join(home, '.pki', 'nssdb')
    mkdirSync(list, { recursive: true })
    ran('certutil', '-d', `sql:${list}`, '-N', '--empty-password')
    ran('certutil', '-d', `sql:${list}`, '-A', '-t', 'C,,', '-n', 'spectap', '-i', certificate)
}

/** What a person does in a page, by the protocol of its developer tools. */
class DevTools {
    #serial = 0
    #waiting = new Map()

    constructor(toBrowser, fromBrowser) {
        this.toBrowser = toBrowser
        let text = ''
        fromBrowser.setEncoding('utf8').on('data', (part) => {
            const messages = (text + part).split('\0')
            text = messages.pop()
            for (const message of messages) {
                const { id, result, error } = JSON.parse(message)
                this.#waiting.get(id)?.(error ? Promise.reject(new Error(error.message)) : result)
                this.#waiting.delete(id)
            }
        })
        for (const pipe of [toBrowser, fromBrowser])
            pipe.on('error', () => {}) // the browser is gone, which `ended` tells
    }

    send(method, params = {}, sessionId) {
        const id = ++this.#serial
        this.toBrowser.write(JSON.stringify({ id, method, params, sessionId }) + '\0')
        return new Promise((resolve) => this.#waiting.set(id, resolve))
    }

    /** The value of `script` in the first page. */
    async evaluate(script) {
        if (!this.session) {
            const { targetInfos } = await this.send('Target.getTargets')
            const { targetId } = targetInfos.find(({ type }) => type === 'page')
            this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId
        }
        const { result, exceptionDetails } = await this.send('Runtime.evaluate',
            { expression: script, awaitPromise: true, returnByValue: true, userGesture: true }, this.session)
        if (exceptionDetails)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
        return result.value
    }
}

/**
 * Opens `url`; resolves to { ended, close(), evaluate(script) }, where `ended` fails when the browser ends by itself.
 */
export async function inChromium(program, scratch, scenario, url, trust) {
    const profile = join(scratch, `profile_${scenario}`)
    rmSync(profile, { recursive: true, force: true })
    const { XDG_DATA_HOME, ...environment } = process.env // its list of authorities is to be the one in its home
    if (trust)
        trustInChromium(profile, trust)
    const browser = spawn(program, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
        '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', '--remote-debugging-pipe', `--user-data-dir=${profile}`, url],
    { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: { ...environment, HOME: profile } })
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
    const tools = new DevTools(browser.stdio[3], browser.stdio[4])
    return { ended, close, evaluate: (script) => tools.evaluate(script) }
}
