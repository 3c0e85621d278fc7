// Goal: agreement with scikit-uplift and causalml on the Hillstrom e-mail test. Where those programs take equal scores
// in the order of the rows, that order is given as the tie-break it is to them; without one, ties are averaged.

import { expect, it } from 'vitest'
import type { UpliftRows } from '../../src/uplift/ranking.ts'
import { upliftMetrics } from '../../src/uplift/uplift-metrics.ts'
import { describeReference, readReference } from '../reference.ts'

type Strategies<T> = Readonly<Record<'overall' | 'by_group', T>>
interface Percentile {
  percentile: string
  n_treatment: number
  n_control: number
  response_rate_treatment: number
  response_rate_control: number
  uplift: number
  std_treatment: number
  std_control: number
  std_uplift: number
}
interface Metrics {
  outcome: 'visit' | 'conversion' | 'spend'
  population: string
  score: 'neg_recency' | 'history' | 't_learner'
  distinct_scores: number
  sklift:
    | string
    | {
        qini_auc_score: number
        qini_auc_score_negative_effect_false: number
        uplift_auc_score: number
        raw: Record<
          'qini_area' | 'qini_baseline' | 'qini_perfect' | 'uplift_area' | 'uplift_baseline' | 'uplift_perfect',
          number
        >
        uplift_at_k: Strategies<Record<string, number>>
        weighted_average_uplift: Strategies<number>
        uplift_by_percentile: Strategies<readonly Percentile[]>
      }
  causalml_stable: Record<
    'auuc_score' | 'auuc_score_raw' | 'qini_score' | 'qini_score_raw' | 'rate_autoc' | 'rate_qini',
    number
  >
}
interface Means {
  diff: number
  se_welch: number
  n1: number
  n0: number
}

const near = (ours: number | null, theirs: number) =>
  expect(Math.abs(ours! - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(theirs)))

const scores = 'uplift/hillstrom_womens.csv',
  results = 'uplift/hillstrom_womens_reference.json'
describeReference('agreement on the Hillstrom women’s e-mail', [scores, results], () => {
  const lines = readReference(scores)
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
  const reference = JSON.parse(readReference(results)) as {
    metrics: readonly Metrics[]
    difference_in_means: Record<string, Means>
  }
  const data = (m: Metrics): UpliftRows & { row: Float64Array } => {
    const lined = lines.slice(1).filter(line => m.population === 'all' || line[1] === m.population)
    const column = (name: string) => Float64Array.from(lined, line => Number(line[lines[0]!.indexOf(name)]))
    return {
      score: column(`score_${m.score}`),
      treatment: column('treatment'),
      outcome: column(m.outcome),
      row: Float64Array.from(lined, (_, i) => i),
    }
  }
  const named = reference.metrics.map(m => [`${m.outcome} by ${m.score}, ${m.population}`, m] as const)

  it.each(named)('%s: areas under scikit-uplift’s curves, whose ties are one point', (_, m) => {
    const { areas, effect, distinctScores } = upliftMetrics(data(m), { replicates: 0 })
    expect(distinctScores).toBe(m.distinct_scores)
    const means = reference.difference_in_means[`womens/${m.outcome}/${m.population}`]!
    near(effect.value, means.diff)
    near(effect.standardError, means.se_welch)
    if (typeof m.sklift === 'string') {
      // that program refuses outcomes that are not 0/1
      expect(areas.scikitQini.normalised).toBeNull()
      return
    }
    near(areas.scikitQini.area, m.sklift.raw.qini_area)
    near(areas.scikitQini.chord, m.sklift.raw.qini_baseline)
    near(areas.scikitQini.perfect, m.sklift.raw.qini_perfect)
    near(areas.scikitAuuc.perfect, m.sklift.raw.uplift_perfect)
    near(areas.scikitQini.normalised, m.sklift.qini_auc_score)
    near(areas.scikitQiniNoNegative.normalised, m.sklift.qini_auc_score_negative_effect_false)
    near(areas.scikitAuuc.area, m.sklift.raw.uplift_area)
    near(areas.scikitAuuc.chord, m.sklift.raw.uplift_baseline)
    near(areas.scikitAuuc.normalised, m.sklift.uplift_auc_score)
  })

  const binary = named.filter(([, m]) => typeof m.sklift !== 'string')
  it.each(binary)('%s: uplift@k and percentiles, the last of equals first', (_, m) => {
    const { row, ...rows } = data(m),
      { sklift } = m
    const inOrder = { ...rows, tieBreak: row.map(i => -i) }
    const { topUplift, percentiles, weightedAverage } = upliftMetrics(inOrder, { replicates: 0 })
    if (typeof sklift === 'string') return
    for (const { k, strategy, value } of topUplift) near(value, sklift.uplift_at_k[strategy][String(k)]!)
    for (const strategy of ['overall', 'by_group'] as const) {
      near(weightedAverage[strategy], sklift.weighted_average_uplift[strategy])
      percentiles[strategy].forEach((ours, i) => {
        const theirs = sklift.uplift_by_percentile[strategy][i]!
        expect(`${ours.from}-${ours.to}`).toBe(theirs.percentile)
        near(ours.treated.rows, theirs.n_treatment)
        near(ours.control.rows, theirs.n_control)
        near(ours.treated.mean, theirs.response_rate_treatment)
        near(ours.control.mean, theirs.response_rate_control)
        near(ours.uplift, theirs.uplift)
        near(ours.treated.standardError, theirs.std_treatment)
        near(ours.control.standardError, theirs.std_control)
        near(ours.standardError, theirs.std_uplift)
      })
    }
  })

  it.each(named)('%s: causalml, the first of equals first', (_, m) => {
    const { row, ...rows } = data(m),
      { areas } = upliftMetrics({ ...rows, tieBreak: row }, { replicates: 0 })
    near(areas.causalmlAuuc.area, m.causalml_stable.auuc_score_raw)
    near(areas.causalmlAuuc.normalised, m.causalml_stable.auuc_score)
    near(areas.causalmlQini.excess, m.causalml_stable.qini_score_raw)
    near(areas.causalmlQini.normalised, m.causalml_stable.qini_score)
    near(areas.causalmlAutoc.area, m.causalml_stable.rate_autoc)
    near(areas.causalmlQiniRate.area, m.causalml_stable.rate_qini)
  })
})
