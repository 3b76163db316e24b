// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'

/** Runs a tool that has to succeed. */
export function ran(command, ...words) {
    const done = spawnSync(command, words, { encoding: 'utf8', timeout: 60000 })
    if (done.error || done.status !== 0)
        throw new Error(`${command} ${words.join(' ')}: ${done.error?.message ?? done.stdout + done.stderr}`)
}
