// SPDX-License-Identifier: MIT
// Parts of a JSON text as they stand in it, byte for byte. The text has been accepted by JSON.parse before.

const string = /"(?:[^"\\]|\\.)*"/y
const blanks = /[ \t\r\n]*/y

function after(pattern, text, at) {
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex : at
}

/** The end of the value that begins at `at`. */
function endOfValue(text, at) {
    for (let depth = 0, i = at; ; ) {
        const c = text[i]
        if (c === '"') {
            i = after(string, text, i)
        } else {
            if (c === '{' || c === '[')
                ++depth
            else if (c === '}' || c === ']')
                --depth
            ++i
        }
        if (depth === 0 && (c === '"' || c === '}' || c === ']' || /[,\]}\s]|$/y.test(text[i] ?? ',')))
            return i
    }
}

/** [key or null, text] of the members of an object or the elements of an array. */
function* members(text, open) {
    let i = after(blanks, text, open + 1)
    while (text[i] !== '}' && text[i] !== ']') {
        let key = null
        if (text[open] === '{') {
            const end = after(string, text, i)
            key = JSON.parse(text.slice(i, end))
            i = after(blanks, text, after(blanks, text, end) + 1) // the colon
        }
        const end = endOfValue(text, i)
        yield [key, i, end]
        i = after(blanks, text, end)
        if (text[i] === ',')
            i = after(blanks, text, i + 1)
    }
}

/** The calls of a body: the elements of its batch, or the body itself. */
export function callsOf(body) {
    JSON.parse(body)
    const open = after(blanks, body, 0)
    for (const [key, begin] of members(body, open)) {
        if (key === 'batch')
            return [...members(body, begin)].map(([, from, to]) => body.slice(from, to))
    }
    return [body.trim()]
}
