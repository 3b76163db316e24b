// SPDX-License-Identifier: MIT
// How the text that the set-up page shows for an SDK becomes a running program. The text itself is left as it is.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from './browser.mjs'
import { findChromium, inChromium } from './chromium.mjs'
import { ran, ranIn } from './tool.mjs'
import { classPathOf, folderOf, pythonOf } from './toolchains.mjs'

const source = (path) => fileURLToPath(new URL(path, import.meta.url))
const runs = (command) => (spawnSync(command, ['--version']).error ? `${command} could not be started` : '')

/** Writes the text to a file of the folder; `words` make the command from that file. */
const script = (file, words) => ({ folder, text, ...rest }) => {
    const path = join(folder, file)
    writeFileSync(path, text)
    return words({ ...rest, folder, path })
}

const inNode = { prepare: script('app.mjs', ({ path }) => [process.execPath, path]), trustedBy: 'node' }
const inPython = { needs: 'python', trustedBy: 'python',
    prepare: script('app.py', ({ scratch, path }) => [pythonOf(scratch), path]) }

/** A page with the text as its module; `global` is what the SDK's UMD build defines. */
const inPage = (sdk, umd, global) => ({
    trustedBy: 'chromium',
    absent: () => (findChromium() ? '' : 'there is no Chromium, and jsdom runs no modules'),
    open: async ({ scratch, name, text, trust, delivered }) => {
        const exported = [...text.matchAll(/^import \{ (\w+) \} from '([^']+)'$/gm)]
        if (exported.length !== 1 || exported[0][2] !== sdk)
            throw new Error(`not one import of ${sdk}:\n${text}`)
        const module = `export const { ${exported[0][1]} } = ${global}`
        const imports = { [sdk]: `data:text/javascript,${encodeURIComponent(module)}` }
        await opened(scratch, name, umd, trust, delivered, `<script src="/umd/${basename(umd)}"></script>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">${text}</script>`)
    },
})

const report = `<script>
const report = (text) => { const r = new XMLHttpRequest(); r.open('POST', '/failed'); r.send(text) };
window.onerror = (message) => report(String(message));
window.onunhandledrejection = (event) => report(String(event.reason && event.reason.stack || event.reason));
</script>`

async function opened(scratch, name, umd, trust, delivered, html) {
    const files = join(scratch, 'node_modules', ...dirname(umd).split('/'))
    const server = await serve(files, `<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
${report}${html}`)
    const browser = await inChromium(findChromium(), scratch, name, server.url, trust)
    try {
        await Promise.race([delivered, server.failed, browser.ended])
    } finally {
        await browser.close()
        server.close()
    }
}

/** The page as it is shown, but for where the SDK's own script comes from: the network is not asked for it. */
const snippet = {
    trustedBy: 'chromium',
    absent: () => (findChromium() ? '' : 'there is no Chromium'),
    open: async ({ scratch, name, text, trust, delivered }) => {
        if (!text.includes('src="https://cdn.segment.com/'))
            throw new Error(`the script comes from elsewhere:\n${text}`)
        await opened(scratch, name, '@segment/analytics-next/dist/umd/standalone.js', trust, delivered,
            text.replace('src="https://cdn.segment.com/', 'src="/'))
    },
}

const goModule = (module) => ({ folder, text }) => {
    for (const file of ['go.mod', 'go.sum'])
        copyFileSync(source(`${module}/${file}`), join(folder, file))
    writeFileSync(join(folder, 'main.go'), text)
    ranIn(folder, 'go', 'build', '-o', join(folder, 'shop'))
    return [join(folder, 'shop')]
}

const kotlin = ({ scratch, folder, text }) => {
    writeFileSync(join(folder, 'Shop.kt'), text)
    copyFileSync(source('kotlin/pom.xml'), join(folder, 'pom.xml'))
    ran('mvn', '--batch-mode', '--quiet', '-f', join(folder, 'pom.xml'), `-Dfolder=${folder}`, 'kotlin:compile')
    return ['java', '-cp', classPathOf(scratch, 'kotlin', join(folder, 'classes')), 'ShopKt']
}

/** Under another name, so that what is built already serves again and its program stays. */
const rust = ({ scratch, folder, text }) => {
    mkdirSync(join(folder, 'src'))
    for (const file of ['Cargo.toml', 'Cargo.lock'])
        writeFileSync(join(folder, file), readFileSync(source(`rust/${file}`), 'utf8').replace('name = "sdk"', 'name = "shop"'))
    writeFileSync(join(folder, 'src', 'main.rs'), text)
    const target = folderOf(scratch, 'rust')
    ran('cargo', 'build', '--quiet', '--locked', '--manifest-path', join(folder, 'Cargo.toml'), '--target-dir', target)
    return [join(target, 'debug', 'shop')]
}

/**
 * By the SDK's name on the set-up page. `needs` is the language whose packages have to be installed, `trustedBy` the kind
 * of client that is to trust the certificate; `prepare` gives the command, `open` runs a page. `absent` says what is not
 * here.
 */
export const programs = {
    'analytics-next': inPage('@segment/analytics-next', '@segment/analytics-next/dist/umd/index.js', 'AnalyticsNext'),
    snippet,
    node: inNode,
    'node-legacy': inNode,
    python: inPython,
    go: { needs: 'go', trustedBy: 'go', prepare: goModule('go') },
    'rudder-go': { needs: 'go', trustedBy: 'go', prepare: goModule('go-rudder') },
    java: { needs: 'java', trustedBy: 'java',
        prepare: script('Shop.java', ({ scratch, path }) => ['java', '-cp', classPathOf(scratch, 'java'), path]) },
    'kotlin-jvm': { needs: 'kotlin', trustedBy: 'kotlin', prepare: kotlin },
    ruby: { needs: 'ruby', trustedBy: 'ruby', prepare: script('app.rb', ({ path }) => ['ruby', path]),
        environment: (scratch) => ({ GEM_PATH: folderOf(scratch, 'ruby') }) },
    php: { needs: 'php', trustedBy: 'php', prepare: script('app.php', ({ scratch, path, trust }) => ['php',
        '-d', `include_path=${folderOf(scratch, 'php')}`, ...(trust ? ['-d', `curl.cainfo=${trust}`] : []), path]) },
    rust: { needs: 'rust', prepare: rust },
    'rudder-js': inPage('@rudderstack/analytics-js', '@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js',
        'rudderanalytics'),
    'rudder-node': inNode,
    'rudder-python': inPython,
    'hightouch-browser': inPage('@ht-sdks/events-sdk-js-browser', '@ht-sdks/events-sdk-js-browser/dist/umd/index.js', 'HtEvents'),
    'customerio-browser': inPage('@customerio/cdp-analytics-browser', '@customerio/cdp-analytics-browser/dist/umd/index.js',
        'AnalyticsNext'),
    'customerio-node': inNode,
    jitsu: inNode,
    curl: { trustedBy: 'curl', absent: () => runs('curl'), prepare: script('call.sh', ({ path }) => ['sh', path]) },
}
