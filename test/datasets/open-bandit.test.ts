import openBandit from 'huijian/datasets/open-bandit'
import { beforeAll, describe, expect, it } from 'vitest'
import { backtest } from '../../src/app/backtest.ts'
import type { Columns } from '../../src/history/columns.ts'
import { importHistory } from '../../src/history/import-history.ts'
import { loadColumns } from '../../src/history/load-columns.ts'
import favourites from '../../strategies/open-bandit/favourites-by-position.ts'
import { describeShared, sharedData, temporaryFolder } from './shared-data.ts'

describeShared('open-bandit', ['open-bandit/random-men.csv', 'open-bandit/bts-men.csv'], () => {
  const home = temporaryFolder()

  describe('random-men.csv', () => {
    let columns: Columns
    beforeAll(async () => {
      const file = sharedData('open-bandit/random-men.csv')
      const imported = await importHistory({ dataset: openBandit, files: [file], home })
      const need = { features: ['pastClicks', 'pastClicks14'], outcomes: ['click'] }
      columns = await loadColumns(imported, openBandit, need)
    })

    it('has one propensity, 1 in 34, for every decision', () => {
      expect(columns.rows).toBe(10_000)
      expect(columns.propensity!.every(p => Math.abs(p - 1 / 34) < 1e-12)).toBe(true)
    })

    it('has 46 clicks, and never logged that nothing was shown', () => {
      expect(sum(columns.outcomes['click']!)).toBe(46)
      expect(columns.action.every(a => openBandit.actions[a]!.channel === 'web')).toBe(true)
    })

    it('counts earlier clicks per item and in all', () => {
      const total = columns.features['pastClicks'],
        item = columns.features['pastClicks14']
      if (total?.kind !== 'number' || item?.kind !== 'number') throw new Error('past clicks are numbers')
      expect(total.values.filter(n => n > 0)).toHaveLength(469)
      expect(item.values.filter(n => n > 0)).toHaveLength(133)
      expect(item.values.every((n, i) => n <= total.values[i]!)).toBe(true)
    })
  })

  const logs = ['random-men.csv', 'bts-men.csv']
  it.each(logs)('%s: the strategy covers every row, and few clicks support no verdict', async name => {
    const imported = await importHistory({ dataset: openBandit, files: [sharedData(`open-bandit/${name}`)], home })
    expect(imported.facts).toMatchObject({ rows: 10_000, quarantined: 0, propensity: 'logged', customersKnown: false })
    const { funnel, results } = await backtest({
      imported,
      dataset: openBandit,
      strategies: [favourites],
      champion: 'logged',
      workers: 1,
      seed: 1,
    })
    expect(funnel[1]!.at(-1)).toBe(0) // the last entry: no rule, held
    expect(sum(funnel[1]!)).toBe(10_000)
    const whole = results.find(r => r.cell.kind === 'all' && r.policy === 1)!
    expect(whole.verdict).toBe('no verdict')
    expect(whole.refusals.map(r => r.code)).toContain('few-events')
  })
})

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
