// SPDX-License-Identifier: MIT
// The peer of `spectap check`: JSON.parse and ajv, with a schema per event made from the same catalogue files:
// types, what is required, formats and listed values. Prints {"calls":…,"bad":…,"seconds":…}, processor time.
// Usage: node peercheck.mjs FILE CATALOGUE SCRATCH
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [file, catalogue, scratch] = process.argv.slice(2)
const load = createRequire(resolve(scratch, 'package.json'))
const Ajv = load('ajv').default
const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true })
load('ajv-formats').default(ajv, ['email', 'uri', 'ipv4'])
ajv.addFormat('iso-8601', /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/)
ajv.addFormat('iso-4217', /^[A-Z]{3}$/)
const formats = { 'iso-8601': 'iso-8601', 'iso-4217': 'iso-4217', email: 'email', uri: 'uri' }

/** Puts one field of the catalogue into `schema`, walking its dotted path. */
function add(schema, field) {
    let at = schema
    const steps = field.path.split('.')
    for (const [index, step] of steps.entries()) {
        if (step === '*')
            return
        const array = step.endsWith('[]')
        const name = array ? step.slice(0, -2) : step
        at.properties ??= {}
        if (index === steps.length - 1 && field.required === 'always')
            (at.required ??= []).push(name)
        at = at.properties[name] ??= {}
        if (array)
            at = at.items ??= {}
    }
    if (field.type)
        at.type = [...new Set([field.type].flat().concat('null'))].filter((type) => type !== 'any')
    if (!at.type?.length || [field.type].flat().includes('any'))
        delete at.type
    if (formats[field.format])
        at.format = formats[field.format]
    if (field.enum && field.type === 'string')
        at.enum = [...field.enum, null]
    if (field.minLength)
        at.minLength = field.minLength
}

const files = readdirSync(catalogue).filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(catalogue, name), 'utf8')))
const expand = (spec, list) => (list ?? []).flatMap((entry) => (entry.use
    ? spec.definitions[entry.use].map((field) => ({ ...field, path: `${entry.at}.${field.path}` }))
    : [entry]))
const validators = new Map()
for (const type of ['identify', 'track', 'page', 'screen', 'group', 'alias']) {
    const common = files.filter((spec) => !spec.calls || spec.calls.includes(type)).flatMap((spec) => expand(spec, spec.fields))
    const compile = (fields) => {
        const schema = { type: 'object', anyOf: [{ required: ['userId'] }, { required: ['anonymousId'] }] }
        for (const field of fields)
            add(schema, field)
        return ajv.compile(schema)
    }
    validators.set(type, compile(common))
    for (const spec of files) {
        for (const event of spec.events ?? []) {
            if ((event.call ?? 'track') === type)
                validators.set(`${type} ${event.name}`, compile([...common, ...expand(spec, event.properties)]))
        }
    }
}

let calls = 0
let bad = 0
function check(line) {
    const call = JSON.parse(line)
    const name = call.event ?? call.name
    const valid = (name && validators.get(`${call.type} ${name}`)) ?? validators.get(call.type)
    ++calls
    if (!valid(call))
        bad += valid.errors.length
}

const begun = process.cpuUsage()
let rest = ''
for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines)
        check(line)
}
if (rest)
    check(rest)
const used = process.cpuUsage(begun)
console.log(JSON.stringify({ calls, bad, seconds: (used.user + used.system) / 1e6 }))
