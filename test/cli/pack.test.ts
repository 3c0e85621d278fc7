// Goal: what npm would publish works in an empty folder, with files the user wrote there.

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runCli } from './run-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'huijian-pack-'))
const app = join(scratch, 'app')
const user = tinyBank()
const installed = join(app, 'node_modules', 'huijian')
const run = (line: string, cwd = user) =>
  runCli(line.split(' '), { cwd, launcher: join(installed, 'src', 'cli', 'huijian.js') })

beforeAll(async () => {
  await npm(root, 'run', 'build')
  await npm(root, 'pack', '--pack-destination', scratch)
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{"name": "bank", "private": true}')
  const [tarball] = readdirSync(scratch).filter(name => name.endsWith('.tgz'))
  // As the README says it; packages npm has seen before are taken from its cache.
  await npm(
    app,
    'install',
    '--ignore-scripts',
    '--prefer-offline',
    '--fetch-retries=1',
    '--no-audit',
    '--no-fund',
    join(scratch, tarball!),
  )
}, 600_000)
afterAll(() => {
  for (const folder of [scratch, user]) rmSync(folder, { recursive: true })
})

it('brings no sources but the launcher, and no tests', () => {
  expect(readdirSync(installed).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'package.json',
    'src',
  ])
  expect(
    readdirSync(join(installed, 'src'), { recursive: true, encoding: 'utf8' }).filter(path => path.includes('.')),
  ).toEqual([join('cli', 'huijian.js')])
  expect(existsSync(join(app, 'node_modules', 'vitest'))).toBe(false)
})

it('is started by npx in the folder it is installed in', async () => {
  const { stdout } = await promisify(execFile)('npx', ['huijian', '--version'], {
    cwd: app,
    shell: process.platform === 'win32',
  })
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it('knows the data sets and strategies it comes with', async () => {
  const { code, out, err } = await run('datasets', app)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const name of ['bank-marketing', 'demo-bank', 'hillstrom', 'open-bandit', 'deposit-maturity'])
    expect(out).toContain(name)
})

it('imports and back-tests with a data set and a strategy the user wrote, workers and library included', async () => {
  expect(await run('import tiny-bank --file contacts.csv')).toMatchObject({ code: 0, err: '' })
  const { code, out, err } = await run('backtest rich-first.ts --dataset tiny-bank --workers 2')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('rich-first@')
  expect((await run('library list')).out).toContain('rich-first@')
  expect(readdirSync(join(user, 'runs'))).toHaveLength(1)
})

it('gives TypeScript the types of both doors', async () => {
  writeFileSync(
    join(app, 'own.ts'),
    `import { call, defineStrategy } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'
defineStrategy(demoBank, {
  id: 'own', title: 'own', scenario: { line: 'l', journey: 'j', trigger: 't' }, exploration: 0.1,
  // @ts-expect-error there is no such feature
  rules: f => [call('x', f.nothingOfTheKind.atLeast(1), { offer: 'term-deposit-12m' })],
})\n`,
  )
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const words = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--skipLibCheck',
    '--types',
    '',
    'own.ts',
  ]
  await expect(promisify(execFile)(process.execPath, [tsc, ...words], { cwd: app })).resolves.toMatchObject({
    stdout: '',
  })
})

/**
 * npm as the user's own shell starts it. A test started by `npm test` has inherited that npm's settings, and the
 * bundled Node at the head of the path, which does not know the
 * certificates the machine's own Node may need for its registry.
 */
async function npm(cwd: string, ...words: string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter(folder => !folder.includes('node_modules'))
    .join(delimiter)
  await promisify(execFile)('npm', words, { cwd, env: { ...env, PATH: path }, shell: process.platform === 'win32' })
}
