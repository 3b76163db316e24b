// SPDX-License-Identifier: MIT
// Holds what `spectap check --format sarif` prints against the published schema of SARIF 2.1.0.
// Usage: node validate.mjs PROGRAM SCRATCH INPUT...
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { installed } from '../../sdk/packages.mjs'
import { Skipped } from '../../sdk/verdict.mjs'

const [program, scratch, ...inputs] = process.argv.slice(2)
const here = new URL('.', import.meta.url)

function validator() {
    const require = createRequire(join(scratch, 'package.json'))
    const Ajv = require('ajv/dist/2020').default
    const addFormats = require('ajv-formats').default
    const schema = JSON.parse(readFileSync(
        join(scratch, 'node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json'), 'utf8'))
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats(ajv)
    return ajv.compile(schema)
}

function main() {
    if (!installed(scratch, here)) {
        console.log('skipped: the packages are not installed')
        return Skipped
    }
    const validate = validator()
    if (validate({ version: '2.1.0', runs: [{ results: [] }] })) {
        console.log('The schema takes a run without a tool: this test could not fail.')
        return 1
    }
    const check = spawnSync(program, ['check', '--format', 'sarif', '--fail-on', 'never', ...inputs],
        { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (check.status !== 0) {
        console.log(check.stderr)
        return 1
    }
    const log = JSON.parse(check.stdout)
    const results = log.runs[0].results.length
    if (!validate(log) || results === 0) {
        console.log(JSON.stringify(validate.errors?.slice(0, 10), null, 2))
        console.log(`${results} results`)
        return 1
    }
    console.log(`${results} results of ${inputs.length} inputs are valid`)
    return 0
}

process.exitCode = main()
