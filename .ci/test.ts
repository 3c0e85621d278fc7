// `npm test`: type check, lint, format, all tests; then what failed, a line each, and as the very last line how many
// passed (`.ci/run` reads both).
// Words after `--` go to vitest.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** What is read of vitest's JSON report. */
interface Report {
  readonly testResults: readonly Suite[]
}

interface Suite {
  /** Path of the file. */
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
const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

check('type check', ['tsc', '--noEmit'])
check('lint', ['oxlint', '--deny-warnings'])
check('format', ['oxfmt', '--list-different'])
tests(process.argv.slice(2))
rmSync(scratch, { recursive: true })

for (const failure of failures) console.log(`failed: ${failure}`)
console.log(summary(counts))
process.exitCode = counts.failed === 0 ? 0 : 1

/** A step that passes or fails as a whole counts as one test. */
function check(title: string, command: readonly string[]): void {
  console.log(`\n${title}: ${command.join(' ')}`)
  const passed = run(command) === 0
  if (passed) counts.passed++
  else fail(title)
  console.log(`${title} ${passed ? 'passed' : 'failed'}`)
}

function tests(words: readonly string[]): void {
  const file = join(scratch, 'report.json')
  const status = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words])
  const before = counts.failed
  const report: Report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
  for (const suite of report.testResults) countTests(suite)
  // An unhandled error, or a process of tests that died, fails the run without failing a test.
  if (status !== 0 && counts.failed === before) fail(`vitest ended with ${status}, and no test failed`)
}

function countTests(suite: Suite): void {
  const path = relative(root, suite.name),
    before = counts.failed,
    unfinished: string[] = []
  for (const { status, fullName, failureMessages } of suite.assertionResults) {
    if (status === 'passed') counts.passed++
    else if (status === 'failed') fail(`${path} › ${fullName}: ${firstLine(failureMessages?.[0])}`)
    else {
      counts.skipped++
      unfinished.push(fullName)
    }
  }
  // A file that cannot be loaded, a hook that failed, a process that died: one failure, beside tests that did not run.
  if (suite.status === 'failed' && counts.failed === before) {
    const why = firstLine(suite.message) || 'vitest gives no reason; see its unhandled errors'
    fail(`${path}: ${why}${unfinished.length > 0 ? ` (not run: ${unfinished.join('; ')})` : ''}`)
  }
}

function fail(what: string): void {
  counts.failed++
  failures.push(what)
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0]!
}

/** npm has put the project's commands on the path; only Windows needs a shell to start them. */
function run([command, ...words]: readonly string[]): number {
  return spawnSync(command!, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
}

function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
