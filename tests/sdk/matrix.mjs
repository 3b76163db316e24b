// SPDX-License-Identifier: MIT
// Prints the README's table of SDKs from what the runs left behind; with --check, compares it with a README.
// Usage: node matrix.mjs SCRATCH [--check README.md]
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scenarios } from './scenarios.mjs'
import { Skipped } from './verdict.mjs'

const [scratch, option, readme] = process.argv.slice(2)

const lines = ['| SDK | Version | Configured | Over | Received | After a 429 |', '|---|---|---|---|---|---|']
const untried = []
for (const [name, { sdk, version, how, trustedBy, resends, lacks }] of Object.entries(scenarios)) {
    const path = join(scratch, 'results', `${name}.json`)
    if (!existsSync(path)) {
        untried.push(name)
        continue
    }
    const { calls, again } = JSON.parse(readFileSync(path, 'utf8'))
    if (resends !== again > 0)
        throw new Error(`${name} was said ${resends ? '' : 'not '}to send again after a 429`)
    const lacking = lacks ? `; has no ${lacks.join(', ')}` : ''
    lines.push(`| ${sdk} | ${version} | ${how} | ${trustedBy ? 'https' : 'http'} | ${calls} calls${lacking} | ${again ? 'sent again, folded' : 'not sent again'} |`)
}

if (option === '--check') {
    if (untried.length) {
        console.log(`skipped: there are no results of ${untried.join(', ')}`)
        process.exit(Skipped)
    }
    const shown = readFileSync(readme, 'utf8')
    const absent = lines.filter((line) => !shown.includes(`${line}\n`))
    if (absent.length) {
        console.log(`The README does not show what the tests found:\n${absent.join('\n')}`)
        process.exit(1)
    }
} else {
    console.log(lines.join('\n'))
}
