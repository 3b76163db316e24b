// SPDX-License-Identifier: MIT
// Installs pinned packages into the scratch directory given: those of this folder, or of another test's.
// Usage: node packages.mjs SCRATCH [FOLDER]
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { missing, unreachable } from './verdict.mjs'

const here = new URL('.', import.meta.url)
const stampOf = (scratch) => join(scratch, 'node_modules', '.installed')

/** Whether the scratch directory holds what the lock file pins. */
export function installed(scratch, folder = here) {
    const stamp = stampOf(scratch)
    return existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(new URL('package-lock.json', folder), 'utf8')
}

function install(scratch, folder) {
    mkdirSync(scratch, { recursive: true })
    for (const file of ['package.json', 'package-lock.json'])
        copyFileSync(new URL(file, folder), join(scratch, file))
    rmSync(stampOf(scratch), { force: true })
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline',
        '--fetch-retries=1', '--fetch-timeout=60000'], { cwd: scratch, encoding: 'utf8', shell: process.platform === 'win32' })
    if (npm.error)
        return missing(`npm could not be started: ${npm.error.message}`)
    process.stdout.write(npm.stdout + npm.stderr)
    if (npm.status === 0) {
        writeFileSync(stampOf(scratch), readFileSync(new URL('package-lock.json', folder)))
        return 0
    }
    // Being cut off is no verdict about Spectap; a wrong checksum or a broken lock file is one about this test.
    const cutOff = /\b(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|E50\d|E403|E407|ERR_SOCKET_TIMEOUT|FETCH_ERROR)\b/
    return cutOff.test(npm.stderr) ? unreachable('the npm registry') : 1
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const [scratch, path] = process.argv.slice(2)
    const folder = path ? pathToFileURL(path + '/') : here
    process.exitCode = installed(scratch, folder) ? 0 : install(scratch, folder)
}
