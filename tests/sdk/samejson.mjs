// SPDX-License-Identifier: MIT
// JSON compared without rounding: JSON.parse knows doubles only.
import assert from 'node:assert/strict'

const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** One text for each value, however it is written: 1.50, 15e-1. */
function canonical(number) {
    const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number)
    const digits = (whole + fraction).replace(/^0+/, '')
    const short = digits.replace(/0+$/, '')
    if (short === '')
        return '0'
    return `${sign}${short}e${Number(exponent) - fraction.length + digits.length - short.length}`
}

/**
 * The value of a JSON text, its numbers as texts. `digits` is what becomes of a number on its way (null: it is null then);
 * with `drops` members that are null are left out, without `halves` half of a surrogate pair is U+FFFD.
 */
export function exactly(text, { digits = (number) => number, drops = false, halves = true } = {}) {
    const marked = text.replace(token, (found) => {
        if (found.startsWith('"'))
            return found
        const number = digits(found)
        return number === null ? 'null' : `"number ${canonical(number)}"`
    })
    return JSON.parse(marked, (key, value) => {
        if (typeof value === 'string' && !halves)
            return value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
        if (drops && value && typeof value === 'object' && !Array.isArray(value))
            return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
        return value
    })
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same; with `more` there may be more members at the top, and with `more` 'deep' in the objects below it too. */
export function same(got, wanted, where, more, about) {
    if (!more)
        return assert.deepEqual(got, wanted, where + about)
    for (const [key, value] of Object.entries(wanted))
        same(got[key], value, `${where}.${key}`, more === 'deep' && isObject(value) && isObject(got[key]) ? more : false, about)
}
