// Goal: whatever is wrong with what a person hands over, she reads one message that says what and how to go on, the
// exit code says whose fault it is, and nothing that was kept before has changed.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderHash, runCli } from './run-cli.ts'
import { serveCli } from './serve-cli.ts'
import { goodLines, goodRule, header, strategyText, tinyBank } from './tiny-bank.ts'

const cwd = tinyBank()
const cli = serveCli(cwd)
const run = (line: string) => cli.run(line.split(' '))
/** In a process of its own, for what could end it, hold it up or write among its results. */
const alone = (line: string) => runCli(line.split(' '), { cwd })
const put = (name: string, content: string | Uint8Array) => writeFileSync(join(cwd, name), content)
const csv = (lines: readonly string[], first = header) => [first, ...lines].join('\n')
/** Every line with one column replaced. */
const withColumn = (column: string, value: string) =>
  goodLines().map(line =>
    line
      .split(',')
      .map((old, k) => (k === header.split(',').indexOf(column) ? value : old))
      .join(','),
  )

beforeAll(async () => {
  // Something worth keeping: an import and a saved run.
  for (const line of [
    'import tiny-bank --file contacts.csv',
    'backtest rich-first.ts --dataset tiny-bank --no-report',
  ]) {
    const { code, err } = await run(line)
    expect(err).toBe('')
    expect(code).toBe(0)
  }
})
afterAll(async () => {
  await cli.close()
  rmSync(cwd, { recursive: true })
})

/** Library and cache. Rows that were set aside are listed beside them, so that the person can look at them. */
const kept = () => ({ home: folderHash(join(cwd, '.huijian'), 'quarantine'), reports: folderHash(join(cwd, 'runs')) })

/** Runs the words and holds against them everything every refusal must keep. */
async function refused(line: string, code: number, saying: readonly (string | RegExp)[], start = run): Promise<void> {
  const before = kept()
  const ended = await start(line)
  for (const words of saying) expect(ended.err).toMatch(words)
  expect(ended.code).toBe(code)
  expect(ended.out).toBe('')
  expect(ended.err, 'no stack').not.toMatch(/^\s+at /m)
  expect(ended.err, 'no fault of the program').not.toContain('unexpectedly')
  expect(ended.err.match(/^huijian/gm), 'one message').toHaveLength(1)
  expect(kept()).toEqual(before)
}

const importing = (file: string, saying: readonly (string | RegExp)[], start = run) =>
  refused(`import tiny-bank --file ${file}`, 1, saying, start)

describe('import refuses', () => {
  it('a missing file', () => importing('nowhere.csv', ['nowhere.csv']))
  it('a folder', () => importing('datasets', ['datasets']))
  it('an empty file', async () => {
    put('empty.csv', '')
    await importing('empty.csv', ['empty.csv', /empty/])
  })
  it('a file named twice, by whatever name', async () => {
    await refused('import tiny-bank --file contacts.csv --file contacts.csv', 1, ['contacts.csv is named twice'])
    cpSync(join(cwd, 'contacts.csv'), join(cwd, 'copy.csv'))
    await refused('import tiny-bank --file contacts.csv --file copy.csv', 1, ['hold the same bytes', 'Name one'])
  })
  it('a file with a header and nothing below it', async () => {
    put('header.csv', header)
    await importing('header.csv', ['header.csv'])
  })
  it('a file cut by another separator', async () => {
    put('tildes.csv', csv(goodLines()).replaceAll(',', '~'))
    await importing('tildes.csv', ['tildes.csv', /separator|delimiter/])
  })
  it('a separator that is not the file’s', async () => {
    await refused('import tiny-bank --file contacts.csv --delimiter ;', 1, ['contacts.csv', 'Use “,”'])
  })
  it('a file without a column the definition names', async () => {
    put('renamed.csv', csv(goodLines(), header.replace('balance', 'balanse')))
    await importing('renamed.csv', ['balance', 'balanse'])
  })
  it('propensities of 0', async () => {
    put('zero.csv', csv(withColumn('propensity', '0')))
    await importing('zero.csv', ['propensity', /\(0, 1\]|above 0/])
  })
  it('propensities that are NaN', async () => {
    put('nan.csv', csv(withColumn('propensity', 'NaN')))
    await importing('nan.csv', ['propensity'])
  })
  it('a feature that is NaN throughout', async () => {
    put('nan-balance.csv', csv(withColumn('balance', 'NaN')))
    await importing('nan-balance.csv', ['balance'])
  })
  it('an outcome that is neither 0 nor 1', async () => {
    put('outcome.csv', csv(withColumn('converted', '7')))
    await importing('outcome.csv', ['conver'])
  })
  it('an action the data set does not have', async () => {
    put('action.csv', csv(withColumn('action', 'telegram')))
    await importing('action.csv', ['telegram'])
  })
  it('decision ids that repeat', async () => {
    put('twice.csv', csv(withColumn('id', '7')))
    await importing('twice.csv', [/id/])
  })
  it('a Parquet file whose footer claims ten gigabytes', async () => {
    put('claims.parquet', parquetClaiming(10 * 2 ** 30))
    await importing('claims.parquet', ['claims.parquet'], alone)
  })
  it('a Parquet file that is none', async () => {
    put(
      'noise.parquet',
      Uint8Array.from({ length: 4_096 }, (_, i) => (i * 97) % 251),
    )
    await importing('noise.parquet', ['noise.parquet'], alone)
  })
  it('a data set nobody defined', () => refused('import tiny-bnak --file contacts.csv', 1, ['tiny-bnak', 'tiny-bank']))
})

let wrong = 0
async function judging(rule: string, saying: readonly (string | RegExp)[]): Promise<void> {
  const file = `wrong-${++wrong}.ts`
  put(file, strategyText(rule))
  await refused(`backtest ${file} --dataset tiny-bank`, 1, [file, ...saying])
}

describe('backtest refuses', () => {
  it('a strategy that throws', () =>
    judging(`(() => { throw new Error('no customers today') })()`, ['no customers today']))
  it('a strategy that throws something that is no error', () => judging(`(() => { throw 'nothing' })()`, ['nothing']))
  it('a strategy that does not parse', () => judging(`call(((`, [/SyntaxError|Expected|Expression/]))
  it('a strategy with an unknown offer', () =>
    judging(`call('rich', f.balance.atLeast(1), { offer: 'deposits' })`, ['deposits', 'deposit']))
  it('a strategy with an unknown channel', () =>
    judging(`({ ...${goodRule}, then: { channel: 'telegram' } })`, ['telegram']))
  it('a strategy that asks for an unknown feature', () =>
    judging(`call('rich', f.balanse.atLeast(1), { offer: 'deposit' })`, ['balanse', 'balance']))
  it('a strategy that compares with NaN', () =>
    judging(`call('rich', f.balance.atLeast(NaN), { offer: 'deposit' })`, ['NaN']))
  it('a file that exports no strategy', async () => {
    put('number.ts', 'export default 42')
    await refused('backtest number.ts --dataset tiny-bank', 1, ['number.ts', 'defineStrategy'])
  })
  it('a strategy file that is not there', () =>
    refused('backtest rich-frist.ts --dataset tiny-bank', 1, ['rich-frist.ts', 'rich-first.ts']))
  it('a strategy written for another data set', () =>
    refused('backtest rich-first.ts --dataset hillstrom', 1, ['tiny-bank', 'hillstrom']))
  it('stored JSON that is no strategy', async () => {
    put('stored.json', '{"schema": 1, "rules": "all"}')
    await refused('backtest stored.json --dataset tiny-bank', 1, ['stored.json', 'rules'])
  })
  it('a parameter out of its range', () =>
    refused('backtest rich-first.ts --dataset tiny-bank --param least=-1', 1, ['least', '-1']))
  it('a parameter no strategy has', () =>
    refused('backtest rich-first.ts --dataset tiny-bank --param lest=1', 1, ['lest', 'least']))
  it('an outcome the data set does not have', () =>
    refused('backtest rich-first.ts --dataset tiny-bank --outcome sales', 1, ['sales', 'conversion']))
  it('a history that was never imported', () =>
    refused('backtest nobody --dataset hillstrom', 1, ['huijian import hillstrom']))
  it('a strategy that ends the program', async () => {
    put('exits.ts', 'process.exit(0)')
    await refused('explain exits.ts', 1, ['exits.ts', /process\.exit/], alone)
  })
  it('a strategy that never finishes loading', async () => {
    put('waits.ts', 'await new Promise(() => {})')
    await refused('explain waits.ts', 1, ['waits.ts', /never comes/], alone)
  })
  it('a strategy that prints and exports nothing, without a word of it among the results', async () => {
    put('prints.ts', "console.log('noise')")
    await refused('explain prints.ts', 1, ['noise', /no default export/], alone)
  })
  it('data it has not', () => refused('backtest rich-first.ts --dataset tiny-bank --data ffff', 1, ['ffff']))
})

describe('is answered with the usage, exit code 2', () => {
  it.each([
    ['an unknown command', 'backtets', ['backtets', 'backtest']],
    ['an unknown option', 'backtest rich-first.ts --dataset tiny-bank --chapion logged', ['--chapion']],
    ['no data set', 'backtest rich-first.ts', ['--dataset']],
    ['no strategy', 'backtest --dataset tiny-bank', ['strategy']],
    ['a level that is no level', 'backtest rich-first.ts --dataset tiny-bank --level 95', ['--level', '95']],
    ['a level that buys verdicts', 'backtest rich-first.ts --dataset tiny-bank --level 0.5', ['0.5', '0.8', 'chance']],
    ['half a worker', 'backtest rich-first.ts --dataset tiny-bank --workers 0.5', ['--workers', '0.5']],
    ['a language it does not speak', 'backtest rich-first.ts --dataset tiny-bank --lang fr', ['--lang', 'fr']],
    [
      'a parameter given twice',
      'backtest rich-first.ts --dataset tiny-bank --param least=1 --param least=2',
      ['twice'],
    ],
    ['a parameter without a value', 'backtest rich-first.ts --dataset tiny-bank --param least', ['--param']],
    ['no file to import', 'import tiny-bank', ['--file']],
    ['a separator of two characters', 'import tiny-bank --file contacts.csv --delimiter ;;', ['--delimiter', ';;']],
    [
      'the same for a draft',
      'new dataset x --file contacts.csv --action action --outcome converted --delimiter ;;',
      ['--delimiter'],
    ],
    ['two commands of the library at once', 'library list show', ['library']],
  ])('%s', async (_, line, saying) => {
    const before = kept()
    const { code, out, err } = await run(line)
    for (const words of saying) expect(err).toContain(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('--help')
    expect(kept()).toEqual(before)
  })
})

it('an import that fails lists the rows it could not use, with line number and reason', async () => {
  put('one-zero.csv', csv(withColumn('propensity', '0')))
  const { err } = await run('import tiny-bank --file one-zero.csv')
  const list = readFileSync(/listed in (\S+\.csv)/.exec(err)![1]!, 'utf8')
    .trim()
    .split('\n')
  expect(list).toHaveLength(1 + 600)
  expect(list[1]).toMatch(/one-zero\.csv,2,.*propensity/)
})

it('a damaged library is refused and left as it is, and no report is written', async () => {
  const home = mkdtempSync(join(tmpdir(), 'huijian-home-'))
  cpSync(join(cwd, '.huijian'), home, { recursive: true })
  writeFileSync(join(home, 'library.sqlite'), 'this is no database, it is a sentence that somebody saved here')
  const before = folderHash(home)
  const { code, out, err } = await run(`backtest rich-first.ts --dataset tiny-bank --home ${home}`)
  expect(err).toContain('library.sqlite')
  expect(code).toBe(1)
  expect(out, 'the result is printed all the same').toContain('rich-first')
  expect(folderHash(home)).toBe(before)
  expect(folderHash(join(cwd, 'runs'))).toBe('absent')
  rmSync(home, { recursive: true })
})

/** The smallest file with both marks of Parquet and a footer of the claimed length between them. */
function parquetClaiming(bytes: number): Uint8Array {
  const file = Buffer.alloc(64)
  file.write('PAR1', 0)
  file.writeUInt32LE(Math.min(bytes, 2 ** 32 - 1), 56)
  file.write('PAR1', 60)
  return file
}
