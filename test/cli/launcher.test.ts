// Goal: `huijian` starts on whatever Node the machine has, and ends as the command ended.

import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { launcher, runCli } from './run-cli.ts'

const cwd = mkdtempSync(join(tmpdir(), 'huijian-launcher-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const old = oldNode()

describe.skipIf(old === null)(`on an old Node (skipped without one on the path before 22.18)`, () => {
  it('runs the command on the Node that npm installed', async () => {
    expect(await runCli(['--version'], { cwd, node: old! })).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    })
  })
  it('passes the exit code on', async () => {
    expect((await runCli(['library', 'show', 'x'], { cwd, node: old! })).code).toBe(1)
    expect((await runCli(['nothing-of-the-kind'], { cwd, node: old! })).code).toBe(2)
  })
  const title = '%s (skipped where there is no /proc)'
  describe.skipIf(process.platform !== 'linux').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(title, signal => {
    it('ends it as it ends the command, and leaves no process', async () => {
      const home = join(cwd, signal)
      const started = start(home)
      await until(() => existsSync(join(home, 'generated')) && readdirSync(join(home, 'generated')).length > 0)
      await endsBy(signal, started)
    })
    it('does so from the first moment', () => endsBy(signal, start(join(cwd, `${signal}-early`))))
  })
})

/** Minutes of work. */
function start(home: string): ChildProcess {
  const words = ['import', 'demo-bank', '--generate', '--customers', '5000000', '--home', home]
  return spawn(old!, [launcher, ...words], { cwd, stdio: 'ignore' })
}

async function endsBy(signal: NodeJS.Signals, child: ChildProcess): Promise<void> {
  const ended = new Promise(resolve => child.on('exit', (code, by) => resolve(by ?? code)))
  const inner = await until(() => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim())
  child.kill(signal)
  expect(await ended).toBe(signal)
  expect(existsSync(`/proc/${inner}`)).toBe(false)
}

async function until<T>(look: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const seen = look()
    if (seen) return seen
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** A Node on the path that cannot run the sources itself. */
function oldNode(): string | null {
  const nodes = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'node'))
    .filter(path => existsSync(path))
  return (
    nodes.find(
      path => spawnSync(path, ['-p', '!process.features.typescript'], { encoding: 'utf8' }).stdout.trim() === 'true',
    ) ?? null
  )
}
