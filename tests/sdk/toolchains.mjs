// SPDX-License-Identifier: MIT
// Installs the SDKs of other languages into the scratch directory, each with its own tool and registry, once.
// Usage: node toolchains.mjs SCRATCH python|go|java|kotlin|ruby|php|rust
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { missing, skip, unreachable } from './verdict.mjs'

const windows = process.platform === 'win32'
const source = (...parts) => fileURLToPath(new URL(parts.join('/'), import.meta.url))
const python = (folder) => join(folder, windows ? 'Scripts/python.exe' : 'bin/python')
const jarsIn = (folder) => readdirSync(folder).filter((name) => name.endsWith('.jar')).map((name) => join(folder, name))
    .join(delimiter)
const dependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'
const sdkProgram = (folder) => join(folder, windows ? 'sdk.exe' : 'sdk')

/**
 * Per language: the files that decide what is installed, the commands that do it, and how to run the result; `optional`
 * says why its tool need not be there.
 */
const languages = {
    python: {
        inputs: ['python/requirements.txt'],
        commands: (folder) => [
            [windows ? 'python' : 'python3', '-m', 'venv', folder],
            [python(folder), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1',
                '-r', source('python/requirements.txt')],
        ],
        program: (folder) => [python(folder), source('python/send.py')],
    },
    go: {
        inputs: ['go/go.mod', 'go/go.sum', 'go/main.go'],
        commands: (folder) => [['go', 'build', '-o', sdkProgram(folder)]],
        program: (folder) => [sdkProgram(folder)],
    },
    ruby: {
        optional: 'only the program of the set-up page is tried with it',
        inputs: ['ruby/gem.txt'],
        commands: (folder) => [['gem', 'install', '--no-document', '--install-dir', folder,
            readFileSync(source('ruby/gem.txt'), 'utf8').trim()]],
    },
    php: {
        optional: 'only the program of the set-up page is tried with it',
        inputs: ['php/composer.json'],
        commands: (folder) => [
            ['php', '-r', 'copy($argv[1], $argv[2]);', source('php/composer.json'), join(folder, 'composer.json')],
            ['composer', 'install', '--no-interaction', '--quiet', '--working-dir', folder],
        ],
    },
    rust: {
        optional: 'the packages of Debian 12 and Ubuntu 24.04 are older than what the SDK depends on',
        inputs: ['rust/Cargo.toml', 'rust/Cargo.lock', 'rust/src/main.rs'],
        commands: (folder) => [['cargo', 'build', '--quiet', '--locked', '--manifest-path', source('rust/Cargo.toml'),
            '--target-dir', folder]],
        program: (folder) => [join(folder, 'debug', windows ? 'sdk.exe' : 'sdk')],
    },
    java: {
        inputs: ['java/pom.xml'],
        commands: (folder) => [
            ['java', '-version'], // Maven alone says less clearly that there is none
            [windows ? 'mvn.cmd' : 'mvn', '--batch-mode', '--quiet', '-f', source('java/pom.xml'),
                dependencies, `-DoutputDirectory=${folder}`],
        ],
        program: (folder) => ['java', '-cp', jarsIn(folder), source('java/Send.java')],
    },
    kotlin: {
        inputs: ['kotlin/pom.xml', 'kotlin/Send.kt'],
        commands: (folder) => [
            ['java', '-version'],
            [windows ? 'mvn.cmd' : 'mvn', '--batch-mode', '--quiet', '-f', source('kotlin/pom.xml'), `-Dfolder=${folder}`,
                'kotlin:compile', dependencies, `-DoutputDirectory=${folder}`],
        ],
        program: (folder) => ['java', '-cp', [join(folder, 'classes'), jarsIn(folder)].join(delimiter), 'SendKt'],
    },
}

export const folderOf = (scratch, language) => join(scratch, language)
const stampOf = (scratch, language) => join(folderOf(scratch, language), '.installed')
const inputsOf = (language) => languages[language].inputs.map((file) => readFileSync(source(file), 'utf8')).join('\n')

export function hasLanguage(scratch, language) {
    const stamp = stampOf(scratch, language)
    return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsOf(language)
}

/** The words that start the program that sends calls. */
export const programOf = (scratch, language) => languages[language].program(folderOf(scratch, language))

/** For programs of another test: the interpreter that has the packages, and the class path that has them. */
export const pythonOf = (scratch) => python(folderOf(scratch, 'python'))
export const classPathOf = (scratch, language, ...more) => [...more, jarsIn(folderOf(scratch, language))].join(delimiter)

const cutOff = /Could not find a version that satisfies|No matching distribution|NewConnectionError|Read timed out|dial tcp|i\/o timeout|no such host|Could not transfer artifact|UnknownHostException|Network is unreachable|Temporary failure in name resolution|proxyconnect|Could not resolve host|failed to download|Unable to download data|curl error \d+|download of .* failed|5\d\d (Bad Gateway|Service Unavailable)/

function install(scratch, language) {
    const folder = folderOf(scratch, language)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const [command, ...words] of languages[language].commands(folder)) {
        const run = spawnSync(command, words, { cwd: source(language), encoding: 'utf8', timeout: 840000,
            shell: command.endsWith('.cmd') })
        if (run.error) {
            const what = `${command} could not be started: ${run.error.message}`
            const { optional } = languages[language]
            return optional ? skip(`${what}; ${optional}`) : missing(what)
        }
        if (run.status !== 0) {
            process.stdout.write(run.stdout + run.stderr)
            if (/ensurepip is not|No module named venv/.test(run.stdout + run.stderr))
                return missing('Python has no venv module (Debian: python3-venv)')
            if (/lock file version|requires rustc|feature `edition2024` is required/.test(run.stderr))
                return skip('cargo is older than what the SDK depends on')
            return cutOff.test(run.stdout + run.stderr) ? unreachable(`the registry of ${language}`) : 1
        }
    }
    writeFileSync(stampOf(scratch, language), inputsOf(language))
    return 0
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const [scratch, language] = process.argv.slice(2)
    process.exitCode = hasLanguage(scratch, language) ? 0 : install(scratch, language)
}
