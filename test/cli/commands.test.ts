// Goal: each command does what its help says, in a folder of the user's own, and says the same things to people and
// machines.

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/main.ts'
import { languageOf } from '../../src/cli/terminal.ts'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'
import { runCli } from './run-cli.ts'
import { serveCli } from './serve-cli.ts'
import { tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
const run = (line: string) => cli.run(line.split(' '))
/** In a process of its own. */
const alone = (line: string, env: Record<string, string> = {}) => runCli(line.split(' '), { cwd, env })
const inChina = (line: string) => alone(line, { LC_ALL: 'zh_CN.UTF-8' })
async function done(line: string, start = run): Promise<string> {
  const { code, out, err } = await start(line)
  expect(err).toBe('')
  expect(code).toBe(0)
  return out
}

beforeAll(() => done('import tiny-bank --file contacts.csv'))
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

it('every command explains itself with an example, and has a line in the list', async () => {
  const list = await done('--help')
  for (const { name, load } of commands) {
    expect(list).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect((await load()).usage).toMatch(new RegExp(`^usage: huijian ${name}[\\s\\S]*\\nexample: huijian ${name}`))
  }
})

describe('backtest', () => {
  const line = 'backtest rich-first.ts --dataset tiny-bank'

  it('prints a table, writes a report and saves the run, all three of one evaluation', async () => {
    const out = await done(line, alone)
    const [, report, id] = /report (\S+) · saved to the library as run (\w+)/.exec(out)!
    expect(out).toContain('conversion')
    expect(readFileSync(join(cwd, report!), 'utf8')).toContain('rich-first')
    expect(await done('library list')).toContain(id)
    const shown = await done(`library show ${id!.slice(0, 20)}`)
    expect(out).toContain(shown.split('\n').slice(2).join('\n').trim())
    expect(shown).toMatch(/^run \w+, saved \d{4}-/)
    expect(await done(`library show ${id} --lang zh`)).toMatch(/^回检记录 \w+，保存于 \d{4}-/)
  })
  it('prints the same bytes for the same seed, whatever the number of workers', async () => {
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(async n => (await run(`${line} --json --no-save --no-report --workers ${n}`)).out),
    )
    expect(JSON.parse(one!)).toMatchObject({ schema: 'huijian.evaluation/2', settings: { seed: 1 } })
    expect(two).toBe(one)
    expect(three).toBe(one)
  })
  it('keeps standard output for the document when asked for JSON', async () => {
    const { code, out, err } = await alone(`${line} --json --no-report`)
    const evaluation = JSON.parse(out) as Evaluation
    const id = /saved to the library as run (\w+)/.exec(err)![1]!
    expect(code).toBe(0)
    expect(JSON.parse(await done(`library show ${id} --json`))).toEqual(evaluation)
  })
  it('leaves nothing behind when told so', async () => {
    const before = [readdirSync(join(cwd, 'runs')), await done('library list')]
    await done(`${line} --no-save --no-report`)
    expect([readdirSync(join(cwd, 'runs')), await done('library list')]).toEqual(before)
  })
  it('writes the report where it is told to', async () => {
    await done(`${line} --no-save --report reports/first.html`)
    expect(existsSync(join(cwd, 'reports', 'first.html'))).toBe(true)
  })
  it('compares a strategy with itself under another parameter, named by its version', async () => {
    const other = JSON.parse(
      await done(`${line} --param least=0 --champion rich-first.ts --json --no-save --no-report`),
    ) as Evaluation
    expect(other.policies.map(({ id }) => id)).toEqual(['logged', 'rich-first', 'rich-first'])
    expect(other.policies[1]!.version).not.toBe(other.policies[2]!.version)
    expect(other.champion).toBe(1)
    const champion = other.results.find(({ policy, cell }) => policy === 1 && cell.kind === 'all')!
    expect(champion.difference).toBeNull()
  })
  it('narrows the intervals with the level', async () => {
    const [narrow, wide] = await Promise.all(
      ['0.8', '0.95'].map(async level => {
        const { results } = JSON.parse(
          await done(`${line} --level ${level} --json --no-save --no-report`),
        ) as Evaluation
        const [low, high] = results.find(({ policy, cell }) => policy === 1 && cell.kind === 'all')!.estimates.dr!
          .interval!
        return high - low
      }),
    )
    expect(narrow).toBeLessThan(wide!)
  })
})

it('speaks Chinese to a Chinese locale, and the language it is told to anybody', async () => {
  const chinese = await done('explain rich-first.ts', inChina)
  expect(chinese).toMatch(/\p{Script=Han}/u)
  expect(await done('explain rich-first.ts --lang zh')).toBe(chinese)
  expect(await done('explain rich-first.ts --lang en', inChina)).toBe(await done('explain rich-first.ts'))
})
it.each([
  [{ LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [{ LANG: 'de_DE' }, 'en'],
  [{}, 'en'],
] as const)('takes the language of %o to be %s', (env, lang) => {
  expect(languageOf(env)).toBe(lang)
})

it('drafts a data set and a strategy from a file, and both run as they stand', async () => {
  const columns = '--customer customer --time decided --action action --outcome converted --propensity propensity'
  const drafted = await done(`new dataset spring-calls --file contacts.csv ${columns}`)
  expect(drafted).toContain('wrote datasets/spring-calls/index.ts')
  await done('import spring-calls --file contacts.csv')
  await done('new strategy first --dataset spring-calls')
  expect(await done('backtest strategies/spring-calls/first.ts --dataset spring-calls --no-report')).toContain('first@')
  expect(await done('explain first')).toContain('spring-calls')
  // What somebody has begun to edit is not overwritten.
  const again = await run('new strategy first --dataset spring-calls')
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('exists already') })
})

it('runs files of a folder that `npm init` has called commonjs', async () => {
  const folder = tinyBank()
  writeFileSync(join(folder, 'package.json'), '{"name": "bank", "type": "commonjs"}')
  const { code, out, err } = await runCli(['explain', 'rich-first.ts'], { cwd: folder })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('rich-first')
  rmSync(folder, { recursive: true })
})

it('lists the other data sets beside one that cannot be used', async () => {
  const folder = tinyBank()
  writeFileSync(join(folder, 'datasets', 'tiny-bank', 'index.ts'), 'export default 7')
  const { code, out } = await runCli(['datasets'], { cwd: folder })
  expect(code).toBe(1)
  expect(out).toContain('tiny-bank (yours): cannot be used\n  datasets/tiny-bank/index.ts does not export a data set')
  expect(out).toContain('open-bandit')
  rmSync(folder, { recursive: true })
})

it('says what changed between two strategies, or that nothing did', async () => {
  expect(await done('diff womens-email-for-all nobody')).toContain('e-mail')
  expect(await done('diff nobody nobody')).toBe('The two definitions are the same.\n')
})

it('does not import the same file twice, and imports the demo bank in any size', async () => {
  expect(await done('import tiny-bank --file contacts.csv')).toContain('imported before')
  expect(await done('import demo-bank --generate --customers 300 --months 3 --seed 7')).toContain(
    '900 decisions · 300 customers',
  )
})

describe('leakage', () => {
  it('is no pass for a history too small to tell, and says so in both languages', async () => {
    const english = await run('leakage tiny-bank'),
      chinese = await run('leakage tiny-bank --lang zh')
    expect([english.code, chinese.code]).toEqual([1, 1])
    expect(english.out).toContain('This is no pass')
    expect(chinese.out).toContain('这不算通过')
  })
  it('takes a declared leak when it is offered, and prints its findings as JSON', async () => {
    const { code, out } = await run('leakage tiny-bank --offer converted --json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      schema: 'huijian.leakage/1',
      offered: [{ column: 'converted', feature: 'converted' }],
      leaks: [],
      failures: ['too few decisions to rank'],
    })
  })
})
