// SPDX-License-Identifier: MIT
// How a test that cannot run here ends: skipped where a person builds, failed where everything must have run.

export const Skipped = 77 // CTest's SKIP_RETURN_CODE

/** Says why nothing is tried here. Returns the exit code, as the others do. */
export function skip(why) {
    console.log(`skipped: ${why}`)
    return Skipped
}

/** A tool is missing that must be there to have run everything. */
export function missing(what) {
    if (!process.env.SPECTAP_SDK_REQUIRED)
        return skip(what)
    console.log(`missing: ${what}`)
    return 1
}

/** A registry cannot be reached, which is no verdict about Spectap wherever it happens. */
export function unreachable(what) {
    return skip(`${what} cannot be reached from here`)
}
