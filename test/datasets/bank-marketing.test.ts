import bankMarketing from 'huijian/datasets/bank-marketing'
import { beforeAll, expect, it } from 'vitest'
import { backtest } from '../../src/app/backtest.ts'
import type { Imported } from '../../src/history/cache.ts'
import type { Columns } from '../../src/history/columns.ts'
import { rowsOf, withDuckDb } from '../../src/history/duckdb.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import { quoteText } from '../../src/history/sql-names.ts'
import mobileWhenItPays from '../../strategies/bank-marketing/mobile-when-it-pays.ts'
import { describeShared, sharedData, temporaryFolder } from './shared-data.ts'

describeShared('bank-marketing', ['bank-additional-full.csv'], () => {
  const file = sharedData('bank-additional-full.csv'),
    home = temporaryFolder(),
    scratch = temporaryFolder()
  let imported: Imported, columns: Columns
  beforeAll(async () => {
    imported = await importHistory({ dataset: bankMarketing, files: [file], home })
    columns = await loadColumns(imported, bankMarketing, {
      features: ['daysSincePreviousCampaign', 'creditDefault', 'attemptsBefore'],
      outcomes: ['subscribed'],
    })
  })

  it('has 41,188 calls, 4,640 of which sold, by mobile 14.7 % and by landline 5.2 %', () => {
    expect(imported.facts).toMatchObject({ rows: 41_188, quarantined: 0, propensity: 'modelled' })
    const [mobile, mobileCalls] = salesBy(columns, 1),
      [landline, landlineCalls] = salesBy(columns, 2)
    expect(mobile + landline).toBe(4_640)
    expect(mobile / mobileCalls).toBeCloseTo(0.147376, 6)
    expect(landline / landlineCalls).toBeCloseTo(0.052313, 6)
  })

  it('dates every call into the year that the order of lines gives it', async () => {
    expect(columns.months).toHaveLength(26)
    expect([columns.months[0], columns.months.at(-1)]).toEqual(['2008-05', '2010-11'])
    await withDuckDb({ scratch, threads: 1 }, async db => {
      // Walking down the file, the year changes where the month steps back.
      const [disagree] = await rowsOf(
        db,
        `WITH
        lines AS (SELECT *, row_number() OVER () AS line
          FROM read_csv(${quoteText(file)}, delim = ';', parallel = false)),
        dated AS (SELECT line, ${bankMarketing.decision.time} AS day FROM lines),
        steps AS (SELECT *, CAST(coalesce(month(day) < lag(month(day)) OVER (ORDER BY line), false) AS INTEGER) AS back
          FROM dated),
        years AS (SELECT *, 2008 + sum(back) OVER (ORDER BY line) AS walked FROM steps)
        SELECT count(*)::DOUBLE AS n, max(walked)::DOUBLE AS last FROM years WHERE walked <> year(day) OR line = 41188`,
      )
      expect(disagree).toEqual({ n: 1, last: 2010 }) // only the last line, which was asked for
    })
  })

  it('reads 999 days and “unknown” as missing, and counts attempts before the call', () => {
    const days = columns.features['daysSincePreviousCampaign'],
      credit = columns.features['creditDefault']
    const attempts = columns.features['attemptsBefore']
    if (days?.kind !== 'number' || credit?.kind !== 'boolean' || attempts?.kind !== 'number') {
      throw new Error('other kinds')
    }
    expect(days.values.filter(Number.isNaN)).toHaveLength(39_673)
    expect(Math.max(...days.values.filter(n => !Number.isNaN(n)))).toBe(27)
    expect([1, 0, -1].map(code => credit.values.filter(value => value === code).length)).toEqual([3, 32_588, 8_597])
    expect(attempts.values.reduce((a, b) => Math.min(a, b))).toBe(0)
  })

  it('supports a strategy that chooses the line, and refuses one that would not have called', async () => {
    const holding = { ...mobileWhenItPays, id: 'holding', rules: [] }
    const { diagnostics, results } = await backtest({
      imported,
      dataset: bankMarketing,
      strategies: [mobileWhenItPays, holding],
      champion: 'logged',
      workers: 1,
      seed: 1,
    })
    const whole = diagnostics.filter(d => d.cell.kind === 'all')
    const choosing = whole.find(d => d.policy === 1),
      held = whole.find(d => d.policy === 2)
    expect(choosing!.unsupportedShare).toBe(0)
    expect(held!.unsupportedShare).toBe(1)
    const subscribed = results.filter(r => r.cell.kind === 'all' && r.outcome === 'subscribed')
    expect(subscribed.find(r => r.policy === 1)!.refusals).toEqual([])
    expect(subscribed.find(r => r.policy === 2)!.verdict).toBe('no verdict')
  })
})

function salesBy({ rows, action, outcomes }: Columns, key: number): readonly [sold: number, calls: number] {
  let sold = 0,
    calls = 0
  for (let i = 0; i < rows; i++) {
    if (action[i] !== key) continue
    sold += outcomes['subscribed']![i]!
    calls += 1
  }
  return [sold, calls]
}
