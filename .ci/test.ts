// `npm test`: type check, lint, all tests; then, as the very last line (`.ci/run` reads it), how many passed.
// Words after `--` go to vitest.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** What is read of vitest's JSON report. A test file that cannot be loaded has no assertions: one failure. */
interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'huijian-test-'))
const counts: Counts = { passed: 0, failed: 0, skipped: 0 }

check('type check', ['tsc', '--noEmit'])
check('lint', ['oxlint', '--deny-warnings'])
tests(process.argv.slice(2))
rmSync(scratch, { recursive: true })

console.log(summary(counts))
process.exitCode = counts.failed === 0 ? 0 : 1

/** A step that passes or fails as a whole counts as one test. */
function check(title: string, command: readonly string[]): void {
  console.log(`\n${title}: ${command.join(' ')}`)
  const passed = run(command) === 0
  counts[passed ? 'passed' : 'failed']++
  console.log(`${title} ${passed ? 'passed' : 'failed'}`)
}

function tests(words: readonly string[]): void {
  const file = join(scratch, 'report.json')
  const status = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...words])
  const before = counts.failed
  const report: Report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
  for (const suite of report.testResults) {
    for (const { status: outcome } of suite.assertionResults) {
      counts[outcome === 'passed' || outcome === 'failed' ? outcome : 'skipped']++
    }
    if (suite.status === 'failed' && !suite.assertionResults.some(one => one.status === 'failed')) counts.failed++
  }
  // An unhandled error fails the run without failing a test.
  if (status !== 0 && counts.failed === before) counts.failed++
}

/** npm has put the project's commands on the path; only Windows needs a shell to start them. */
function run([command, ...words]: readonly string[]): number {
  return spawnSync(command!, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
}

function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
