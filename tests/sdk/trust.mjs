// SPDX-License-Identifier: MIT
// Spectap's certificate authority, and how clients of each language come to trust it: what
// `spectap cert --install-help` tells people to do, done for one process.
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findChromium } from './chromium.mjs'
import { run } from './spectap.mjs'
import { ran } from './tool.mjs'
import { missing, skip } from './verdict.mjs'

/** The certificate that clients are to trust, in a file of the caller's own. */
export function authorityOf(program, scratch, name) {
    const printed = run(program, 'cert', '--print')
    if (printed.code !== 0)
        throw new Error(`cert --print ended with ${printed.code}: ${printed.words}`)
    const certificate = join(scratch, `${name}-ca.pem`)
    writeFileSync(certificate, printed.lines.join('\n') + '\n')
    return certificate
}

/**
 * A certificate for localhost from the same authority, for a server of the test's own: { key, cert } in PEM files.
 * Spectap keeps its authority's key beside the certificate that it tells people to trust.
 */
export function issued(program, scratch, name) {
    const [, , file] = /^ {2}(file) +(.+)$/m.exec(run(program, 'cert', '--install-help').lines.join('\n'))
    const authority = join(dirname(file), 'authority-private.pem')
    const [key, cert] = ['key', 'cert'].map((what) => join(scratch, `${name}-${what}.pem`))
    ran('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1',
        '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1',
        '-addext', 'basicConstraints=critical,CA:false', '-addext', 'extendedKeyUsage=serverAuth',
        '-CA', authority, '-CAkey', authority, '-keyout', key, '-out', cert)
    return { key, cert }
}

/** The environment that makes a program of a language trust the authority. */
export const environmentFor = {
    node: (certificate) => ({ NODE_EXTRA_CA_CERTS: certificate }),
    python: (certificate) => ({ REQUESTS_CA_BUNDLE: certificate }),
    go: (certificate) => ({ SSL_CERT_FILE: certificate }),
    ruby: (certificate) => ({ SSL_CERT_FILE: certificate }),
    php: () => ({}), // takes it from its settings
    curl: (certificate) => ({ CURL_CA_BUNDLE: certificate }),
    java: (certificate) => {
        const store = certificate.replace(/\.pem$/, '.p12')
        rmSync(store, { force: true })
        ran('keytool', '-importcert', '-noprompt', '-alias', 'spectap', '-file', certificate, '-keystore', store,
            '-storepass', 'spectap')
        return { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=spectap` }
    },
}
environmentFor.kotlin = environmentFor.java

const keytool = [['keytool', '-help']]
const tools = { java: keytool, kotlin: keytool, chromium: [['certutil', '-H']] }

/** Why https cannot be tried here with a kind of client, as an exit code; 0 where it can. */
export function withoutTrust(client) {
    if (process.platform !== 'linux' && (client === 'go' || client === 'chromium'))
        return skip('only on Linux can this client be told to trust an authority for one run')
    if (client === 'chromium' && !findChromium())
        return missing('there is no Chromium, and jsdom does not take authorities')
    for (const [tool, ...words] of [['openssl', 'version'], ...(tools[client] ?? [])]) {
        if (spawnSync(tool, words).error)
            return missing(`${tool} could not be started`)
    }
    return 0
}
