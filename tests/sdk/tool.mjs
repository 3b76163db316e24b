// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'

/** Runs a tool that has to succeed. */
export const ran = (command, ...words) => ranIn(undefined, command, ...words)

/** The same in a folder. */
export function ranIn(folder, command, ...words) {
    const done = spawnSync(command, words, { cwd: folder, encoding: 'utf8', timeout: 240000 })
    if (done.error || done.status !== 0)
        throw new Error(`${command} ${words.join(' ')}: ${done.error?.message ?? done.stdout + done.stderr}`)
}
