// `npm test`: type check, lint, format, all tests; then what was skipped and what failed, a line each, and as the very
// last line how many passed (`.ci/run` reads all three).
//
//   npm test -- <words>                    the words go to vitest
//   npm test -- --then <folder> <words>    for a copy of the project with nothing beside it: files that skip something
//                                          for want of ../shared are run again in the folder, if it is beside that

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'

/** What is read of a file in vitest's JSON report. */
interface Suite {
  /** Path of the file; below, as seen from the root of the project. */
  readonly name: string
  readonly status: string
  /** Why the file could not be loaded, or a hook of it failed. */
  readonly message?: string
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages?: readonly string[]
  }[]
}

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'huijian-test-'))
const failures: string[] = []
const skips: string[] = []
let passed = 0

check('type check', ['tsc', '--noEmit'])
check('lint', ['oxlint', '--deny-warnings'])
check('format', ['oxfmt', '--list-different'])
const words = process.argv.slice(2)
const suites = words[0] === '--then' ? testsInTwoPlaces(realpathSync(words[1]!), words.slice(2)) : tests(root, words)
for (const suite of suites) count(suite)
rmSync(scratch, { recursive: true })

for (const skip of skips) console.log(`skipped: ${skip}`)
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`${passed} passed, ${failures.length} failed${skips.length > 0 ? `, ${skips.length} skipped` : ''}`)
process.exitCode = failures.length === 0 ? 0 : 1

/** A step that passes or fails as a whole counts as one test. */
function check(title: string, command: readonly string[]): void {
  console.log(`\n${title}: ${command.join(' ')}`)
  const good = run(root, command) === 0
  if (good) passed++
  else failures.push(title)
  console.log(`${title} ${good ? 'passed' : 'failed'}`)
}

/** A file that is run in both places counts as it went in the second: nothing is counted twice. */
function testsInTwoPlaces(folder: string, words: readonly string[]): readonly Suite[] {
  const alone = tests(root, words)
  const wanting = existsSync(join(folder, '../shared')) ? alone.filter(wantsShared).map(suite => suite.name) : []
  const beside = wanting.length > 0 ? tests(folder, wanting) : []
  const again = new Set(beside.map(suite => suite.name))
  return [...alone.filter(suite => !again.has(suite.name)), ...beside]
}

/** What failed alone stays failed. */
function wantsShared(suite: Suite): boolean {
  return failuresOf(suite).length === 0 && skippedIn(suite).some(title => title.includes('../shared/'))
}

function tests(folder: string, words: readonly string[]): readonly Suite[] {
  const file = join(mkdtempSync(join(scratch, 'run-')), 'report.json')
  const reporters = ['default', 'json', join(folder, '.ci/slowest.ts')].map(name => `--reporter=${name}`)
  console.log(`\nvitest in ${folder}`)
  const status = run(folder, ['vitest', 'run', ...reporters, `--outputFile.json=${file}`, ...words])
  const report: { testResults: Suite[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { testResults: [] }
  const suites = report.testResults.map(suite => ({ ...suite, name: relative(folder, suite.name) }))
  // An unhandled error, or a process of tests that died, fails the run without failing a test.
  if (status !== 0 && suites.every(suite => failuresOf(suite).length === 0)) {
    failures.push(`vitest ended with ${status}, and no test failed`)
  }
  return suites
}

function count(suite: Suite): void {
  passed += suite.assertionResults.filter(({ status }) => status === 'passed').length
  skips.push(...skippedIn(suite).map(title => `${suite.name} › ${title}`))
  failures.push(...failuresOf(suite))
}

function failuresOf(suite: Suite): readonly string[] {
  const failed = suite.assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length > 0) {
    return failed.map(test => `${suite.name} › ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
  }
  if (suite.status !== 'failed') return []
  // A file that cannot be loaded, a hook that failed, a process that died: one failure, beside tests that did not run.
  const why = firstLine(suite.message) || 'vitest gives no reason; see its unhandled errors'
  const unfinished = skippedIn(suite)
  return [`${suite.name}: ${why}${unfinished.length > 0 ? ` (not run: ${unfinished.join('; ')})` : ''}`]
}

function skippedIn(suite: Suite): readonly string[] {
  const skipped = suite.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed')
  return skipped.map(test => test.fullName)
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0]!
}

/** The commands are those the folder has installed itself; only Windows needs a shell to start them. */
function run(folder: string, [command, ...words]: readonly string[]): number {
  const env = { ...process.env, PATH: join(folder, 'node_modules/.bin') + delimiter + process.env['PATH'] }
  return (
    spawnSync(command!, words, { cwd: folder, env, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
  )
}
