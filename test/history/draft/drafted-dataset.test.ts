import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DefinedStrategy } from 'huijian'
import { beforeAll, describe, expect, it } from 'vitest'
import { backtest } from '../../../src/app/backtest.ts'
import type { Dataset } from '../../../src/history/dataset.ts'
import { type DatasetQuestion, draftDataset } from '../../../src/history/draft/dataset.ts'
import { draftStrategy } from '../../../src/history/draft/strategy.ts'
import { importHistory } from '../../../src/history/import-history.ts'
import { loadColumns } from '../../../src/history/load-columns.ts'
import { compileOne } from '../../../src/strategy/compile-one.ts'
import { describeShared, sharedData, temporaryFolder } from '../../datasets/shared-data.ts'
import { LEVELS, nastyCsv } from './nasty-csv.ts'

const root = join(import.meta.dirname, '../../..')
// Inside the repository, so that `import … from 'huijian'` in a drafted file means these sources.
const folder = temporaryFolder(join(root, '.huijian')),
  home = temporaryFolder()
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.json',
    compilerOptions: { rootDir: '../..' },
    include: ['datasets', 'strategies'],
  }),
)

describe('draftDataset from a nasty file', () => {
  const file = join(folder, 'nasty contacts.csv')
  let dataset: Dataset, text: string
  beforeAll(async () => {
    writeFileSync(file, nastyCsv())
    const question = {
      name: 'nasty',
      file,
      customer: '客户编号',
      time: `Contact "Time"`,
      action: '渠道',
      outcome: ['是否办理=是', '满意度', 'complained'],
    }
    ;({ dataset, text } = await drafted(question))
  })

  it('gives every column a name of its own, whatever the file calls it', () => {
    expect(Object.keys(dataset.features)).toEqual([
      '资产余额',
      'class',
      'proto',
      'action2',
      'delete',
      'delete2',
      'column2ndFlag',
      'lastCallSResult',
      'signedUpOn',
    ])
    expect(Object.keys(dataset.outcomes)).toEqual(['是否办理是', '满意度', 'complained'])
  })

  it('keeps quotes, backslashes, line breaks and template signs in levels and actions', () => {
    const levels = expect.arrayContaining(LEVELS) as unknown
    expect(dataset.features['class']).toMatchObject({ kind: 'category', levels })
    expect(dataset.actions.map(a => [a.channel, a.offer])).toEqual(
      expect.arrayContaining([
        ['hold', undefined],
        ['call', '电话'],
        ['sms', '短信 "特惠"'],
        ['call', `it's`],
      ]),
    )
  })

  it('takes for a leak what its name, its dates or its ranking give away, and says why', () => {
    expect(dataset.leaks).toEqual({
      通话时长: expect.stringContaining('通话') as string,
      'next appointment': expect.stringMatching(/^lies after the decision on \d+ rows$/) as string,
      score_b: expect.stringContaining('which is almost perfect') as string,
      refusal: 'wherever it is not at its usual value, 是否办理是 never happens',
    })
  })

  it('asks about what it cannot know, and says what a modelled propensity means', () => {
    expect(text).toContain(`// QUESTION: does 999 mean “unknown” or “never”?`)
    expect(text).toContain('propensities are modelled')
    expect(text).toContain('// QUESTION: 120 rows have no value here. Was nothing done then? They are taken as hold.')
    expect(text).toContain('// remarks: it is text with about')
    expect(text).toContain('// constant: it has the same value on every row')
  })

  it('reads an outcome only some rows have as an average among those', () => {
    expect(dataset.outcomes['满意度']).toMatchObject({ measure: 'ratio' })
    expect(dataset.outcomes['complained']).toMatchObject({ measure: 'rate', direction: 'lower' })
  })

  it('back-tests as it stands', () => checkChain(dataset, file))
})

it('uses logged propensities when they are named, and finds the key of the rows', async () => {
  const file = join(folder, 'logged.csv')
  writeFileSync(
    file,
    [
      'row_id,who,arm,p,bought',
      ...Array.from(
        { length: 300 },
        (_, i) => `r${i},c${i % 150},${i % 3 === 0 ? 'none,0.4' : 'call:deposit,0.6'},${Number(i % 7 === 0)}`,
      ),
    ].join('\n'),
  )
  const { dataset } = await drafted({
    name: 'logged',
    file,
    customer: 'who',
    action: 'arm',
    outcome: ['bought'],
    propensity: 'p',
  })
  expect(dataset.propensity).toEqual({ source: 'logged', from: '"p"' })
  expect(dataset.decision).toMatchObject({ id: '"row_id"', customer: '"who"' })
  expect(dataset.actions.map(a => a.offer)).toEqual([undefined, 'deposit'])
  await checkChain(dataset, file)
})

const momentIn = (zone: string) => (i: number) => `2025-0${1 + (i % 6)}-01 0${i % 10}:30:00${zone}`
const askOf = async (name: string, moment: (i: number) => string) => {
  const file = join(folder, `${name}.csv`)
  writeFileSync(
    file,
    [
      'who,day,channel,sold',
      ...Array.from({ length: 200 }, (_, i) => `c${i},${moment(i)},${i % 3 ? 'call' : 'hold'},${i % 2}`),
    ].join('\n'),
  )
  const files = await draftDataset({ name, file, customer: 'who', time: 'day', action: 'channel', outcome: ['sold'] })
  return { file, text: files[`datasets/${name}/index.ts`]! }
}
const monthsOf = async (dataset: Dataset, file: string) => {
  const imported = await importHistory({ dataset, files: [file], home })
  return (await loadColumns(imported, dataset, { features: [], outcomes: [] })).months
}

it('asks whose midnight months begin at where moments carry a zone, and shows what would keep the bank’s', async () => {
  expect((await askOf('naive', momentIn(''))).text).not.toContain('midnight')
  for (const zone of ['+08:00', '+08', ' Asia/Shanghai']) {
    const name = `zoned${zone.length}`,
      { file, text } = await askOf(name, momentIn(zone))
    const [, clock] = /midnight[^]*? time: '(.*)',/.exec(text.replaceAll(/\n *\/\/ /g, ' ')) ?? []
    expect(clock).toContain('Asia/Shanghai')
    const { dataset } = await drafted({
      name,
      file,
      customer: 'who',
      time: 'day',
      action: 'channel',
      outcome: ['sold'],
    })
    expect((await monthsOf(dataset, file))[0]).toBe('2024-12')
    const time = clock!.replaceAll(`\\'`, `'`)
    expect((await monthsOf({ ...dataset, decision: { ...dataset.decision, time } }, file))[0]).toBe('2025-01')
  }
  await expect(askOf('mixed', i => momentIn(i < 7 ? 'Z' : '')(i))).rejects.toThrow(/7 of 200 moments carry a zone/)
})

it('takes for no feature what may be the propensity, unless another column was named for it', async () => {
  const file = join(folder, 'unnamed-p.csv'),
    question = { name: 'unnamed-p', file, action: 'arm', outcome: ['sold'] }
  writeFileSync(
    file,
    [
      'arm,sold,触达概率,p',
      ...Array.from(
        { length: 300 },
        (_, i) => `${i % 3 ? 'call' : 'hold'},${i % 2},${0.1 + (i % 7) / 10},${0.2 + (i % 5) / 10}`,
      ),
    ].join('\n'),
  )
  const { dataset } = await drafted(question)
  expect(dataset.leaks).toEqual({ 触达概率: expect.stringContaining('draft again with --propensity') as string })
  expect((await drafted({ ...question, name: 'named-p', propensity: 'p' })).dataset.leaks).toEqual({})
})

describeShared('draftDataset from hillstrom.csv', ['hillstrom.csv'], () => {
  it('finds the three arms, flags the other outcomes and back-tests as it stands', async () => {
    const file = sharedData('hillstrom.csv')
    const { dataset } = await drafted({ name: 'hillstrom-draft', file, action: 'segment', outcome: ['visit'] })
    expect(dataset.actions.map(a => [a.channel, a.offer])).toEqual([
      ['hold', undefined],
      ['email', 'Womens E-Mail'],
      ['email', 'Mens E-Mail'],
    ])
    expect(Object.keys(dataset.leaks)).toEqual(['conversion', 'spend'])
    expect(dataset.features['mens']).toMatchObject({ kind: 'boolean' })
    await checkChain(dataset, file)
  })
})

describeShared('draftDataset from bank-additional-full.csv', ['bank-additional-full.csv'], () => {
  it('flags the length of the call, asks about 999 and back-tests as it stands', async () => {
    const file = sharedData('bank-additional-full.csv')
    const { dataset, text } = await drafted({ name: 'bank-draft', file, action: 'contact', outcome: ['y'] })
    expect(dataset.leaks).toEqual({ duration: expect.stringContaining('AUC 0.818') as string })
    expect(Object.keys(dataset.features)).toContain('empVarRate')
    expect(text).toContain('does 999 mean')
    await checkChain(dataset, file)
  })
})

it('every drafted file satisfies the real compiler', () => {
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout, status } = spawnSync(tsc, ['--noEmit', '-p', folder], { encoding: 'utf8' })
  expect(stdout).toBe('')
  expect(status).toBe(0)
})

/** Writes the drafts of a dataset and a strategy, and loads the dataset as the command line would. */
async function drafted(question: DatasetQuestion): Promise<{ readonly dataset: Dataset; readonly text: string }> {
  const files = await draftDataset(question)
  write(files)
  const dataset = await load<Dataset>(`datasets/${question.name}/index.ts`)
  write(draftStrategy({ name: 'first', dataset }))
  return { dataset, text: files[`datasets/${question.name}/index.ts`]! }
}

/** Import → strategy and its example → back-test against what was logged. */
async function checkChain(dataset: Dataset, file: string): Promise<void> {
  const strategy = await load<DefinedStrategy>(`strategies/${dataset.name}/first.ts`)
  expect(strategy.examples).toHaveLength(1)
  const { customer, action } = strategy.examples[0]!
  expect(compileOne(strategy, dataset)(customer).action).toBe(action)
  const imported = await importHistory({ dataset, files: [file], home })
  expect(imported.facts.quarantined).toBe(0)
  const { results, funnel } = await backtest({
    imported,
    dataset,
    strategies: [strategy],
    champion: 'logged',
    workers: 1,
    seed: 1,
  })
  expect(results.filter(r => r.cell.kind === 'all')).toHaveLength(2 * Object.keys(dataset.outcomes).length)
  expect(funnel[1]!.reduce((a, b) => a + b, 0)).toBe(imported.facts.rows)
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

async function load<T>(path: string): Promise<T> {
  const module = (await import(join(folder, path))) as { readonly default: T }
  return module.default
}
