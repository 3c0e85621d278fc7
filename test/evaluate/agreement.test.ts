// Goal: estimates read off Moments are those computed from raw rows by their definitions, for every policy, outcome,
// cell and estimator.

import { describe, expect, it } from 'vitest'
import { fit } from '../../src/estimate/cell-means.ts'
import { measureEstimates } from '../../src/estimate/estimates.ts'
import type { Measured } from '../../src/estimate/measure.ts'
import { measureDifference } from '../../src/estimate/measure.ts'
import { outcomeSeries } from '../../src/evaluate/outcome-series.ts'
import { sumReader } from '../../src/moments/cell-sums.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import type { Name, Plain } from '../estimate/naive-estimates.ts'
import { plainDifference, plainEstimate, plainRatio } from '../estimate/naive-estimates.ts'
import { fitSumsFromRows } from '../estimate/naive-fit.ts'
import { cellRows, matureRows, momentsFromRows, policyRows } from '../estimate/naive.ts'
import { callAbove, smallDataset, smallHistory } from './small-history.ts'

const names: Name[] = ['dr', 'snips', 'ips', 'dm']

function close(measured: Measured | null, plain: Plain, what: string) {
  const { influence, standardError, skewness } = measured!
  const scale = Math.max(1, Math.abs(plain.value))
  expect(Math.abs(influence.value - plain.value) / scale, `${what} value`).toBeLessThan(1e-9)
  expect(Math.abs(standardError - plain.standardError) / plain.standardError, `${what} error`).toBeLessThan(1e-9)
  if (skewness !== null) expect(Math.abs(skewness - plain.skewness), `${what} skewness`).toBeLessThan(1e-7)
}

interface Case {
  champion: string
  withAllowed: boolean
  clustered: boolean
  propensities: 'logged' | 'modelled'
}
const cases: Case[] = [
  { champion: 'logged', withAllowed: false, clustered: true, propensities: 'logged' },
  { champion: 'call-above', withAllowed: true, clustered: true, propensities: 'logged' },
  { champion: 'other', withAllowed: false, clustered: false, propensities: 'modelled' },
]

describe.each(cases)('estimates read off Moments, champion $champion, propensities $propensities', of => {
  const history = smallHistory({ seed: 11, customers: 150, withAllowed: of.withAllowed })
  const columns = of.propensities === 'modelled' ? { ...history, propensity: null } : history
  const plan = makeSumPlan({
    dataset: smallDataset,
    strategies: [callAbove(50), callAbove(20, 0.3, 'other')],
    champion: of.champion,
    segments: 2,
    months: 3,
    observedUntil: '2025-03-31T00:00:00Z',
    clustered: of.clustered,
  })
  const fitted = fit(plan, fitSumsFromRows(plan, columns), of.propensities)
  const sumsOf = sumReader(plan, momentsFromRows(plan, columns, fitted))
  const policies = policyRows(plan, columns, fitted)

  it.each(outcomeSeries(plan, smallDataset.outcomes))('$name: values, errors, skewness and differences', series => {
    for (const [c, inCell] of cellRows(plan, columns).entries()) {
      const sums = sumsOf(c)
      const rows = matureRows(plan, columns, inCell, series.maturity)
      if (rows.length === 0) continue // the last month is too young for the margin
      const plain = (p: number, name: Name) => {
        const column = (o: number) => plainEstimate({ plan, columns, fitted }, policies, p, o, inCell, name)
        return series.of.kind === 'column'
          ? column(series.of.column)
          : plainRatio(plan, columns, rows, column(series.of.numerator), column(series.of.denominator))
      }
      const champion = measureEstimates(sums, series, plan.champion, fitted.shift)
      for (const p of plan.policies.keys()) {
        const measured = measureEstimates(sums, series, p, fitted.shift)
        for (const name of names) {
          if (p === 0 && name === 'dm') expect(measured.dm).toBeNull()
          else close(measured[name], plain(p, name), `policy ${p} cell ${c} ${name}`)
          if (p === plan.champion || (name !== 'dr' && name !== 'snips')) continue
          const difference = measureDifference(
            measured[name]!,
            champion[name]!,
            sums.sumOf(series.of, p),
            series.outcome.measure,
          )
          const expected = plainDifference(plan, columns, rows, plain(p, name), plain(plan.champion, name))
          close(difference, expected, `policy ${p} cell ${c} ${name} difference`)
        }
      }
    }
  })
})
