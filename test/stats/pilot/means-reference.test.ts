import { describe, expect, it } from 'vitest'
import { armFromColumns, armFromSummary, armOfRate } from '../../../src/stats/pilot/arm.ts'
import {
  armDifference,
  armEstimate,
  relativeArmDifference,
  studentDifference,
} from '../../../src/stats/pilot/effect.ts'
import { cochranQ } from '../../../src/stats/pilot/heterogeneity.ts'
import { tInference } from '../../../src/stats/pilot/inference.ts'
import { ancova, pairedMeans, ratioOfMeans } from '../../../src/stats/pilot/means.ts'
import { cupedMean, meanMetric, ratioMetric, varianceReduction } from '../../../src/stats/pilot/metric.ts'
import { postStratified } from '../../../src/stats/pilot/post-stratify.ts'
import { exactSampleRatioP, sampleRatioTest } from '../../../src/stats/pilot/sample-ratio.ts'
import { readReference } from '../../reference.ts'
import { expectClose, expectInterval, statsVectors } from './vectors.ts'

type Numbers = Record<string, number>

describe('means of scipy and statsmodels', () => {
  it('two means', () => {
    type Summary = { mean: number; sd: number; n: number }
    type Lift = { lift: number; se: number; ci_t: [number, number] }
    type Expected = Numbers & {
      ci: [number, number]
      student_pooled: Numbers
      relative_lift_delta: Lift
      relative_lift_fieller_t: [number, number]
    }
    type Case = { control: Summary; treatment: Summary; alpha: number; expected: Expected }
    for (const { control, treatment, alpha, expected } of statsVectors<Case[]>('two_means')) {
      const [a, b] = [control, treatment].map(({ n, mean, sd }) => armFromSummary(n, mean, sd)) as [never, never]
      const effect = armDifference(meanMetric, a, b),
        welch = tInference(effect, 1 - alpha, 'two-sided')
      expectClose(effect.value, expected['diff']!)
      expectClose(effect.standardError, expected['se']!)
      expectClose(effect.degreesOfFreedom, expected['df']!)
      expectClose(welch.statistic, expected['t']!)
      expectClose(welch.p, expected['p']!)
      expectInterval(welch.interval, expected.ci)
      const student = tInference(studentDifference(a, b), 1 - alpha, 'two-sided')
      expectClose(student.statistic, expected.student_pooled['t']!)
      expectClose(student.p, expected.student_pooled['p']!)
      const lift = tInference(relativeArmDifference(meanMetric, a, b), 1 - alpha, 'two-sided')
      expectClose(lift.value, expected.relative_lift_delta.lift)
      expectClose(lift.standardError, expected.relative_lift_delta.se)
      expectInterval(lift.interval, expected.relative_lift_delta.ci_t)
      const { interval } = ratioOfMeans(a, b, 1 - alpha)
      expectInterval([interval![0] - 1, interval![1] - 1], expected.relative_lift_fieller_t)
    }
  })
  it('units of a pilot: CUPED, least squares, strata, ratios', () => {
    const { expected } = statsVectors<{ expected: Numbers & Record<string, Numbers> }>('raw_units_csv')
    const rows = readReference('stats/units.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(','))
    const armOf = (arm: string, columns: readonly number[], stratum?: string) => {
      const mine = rows.filter(row => row[1] === arm && (stratum === undefined || row[2] === stratum))
      return armFromColumns(columns.map(column => mine.map(row => Number(row[column]))))
    }
    const [post, pre, contacts] = [4, 3, 6]
    const a = armOf('0', [post, pre]),
      b = armOf('1', [post, pre]),
      metric = cupedMean(a, b)
    const cuped = tInference(armDifference(metric, a, b), 0.95, 'two-sided'),
      squares = ancova(a, b)
    expectClose(metric.theta!, expected['theta_pooled_unconditional']!)
    expectClose(cuped.value, expected['cuped_diff']!)
    expectClose(cuped.statistic, expected['cuped_welch_t']!)
    expectClose(cuped.p, expected['cuped_welch_p']!)
    expectClose(varianceReduction(a, metric.theta!), expected['var_reduction_control']!)
    expectClose(squares.value, expected['ancova_ols']!['effect']!)
    expectClose(squares.standardError, expected['ancova_ols']!['se']!)
    expectClose(tInference(squares, 0.95, 'two-sided').p, expected['ancova_ols']!['p']!)
    const raw = tInference(armDifference(meanMetric, a, b), 0.95, 'two-sided')
    expectClose(raw.value, expected['welch_raw']!['diff']!)
    expectClose(raw.statistic, expected['welch_raw']!['t']!)
    expectClose(raw.p, expected['welch_raw']!['p']!)
    const strata = [...new Set(rows.map(row => row[2]!))].map(name => ({
      control: armOf('0', [post], name),
      treatment: armOf('1', [post], name),
    }))
    const stratified = postStratified(strata, 'mean', 'absolute')
    expectClose(stratified.value, expected['stratified_mean_diff']!['effect']!)
    expectClose(stratified.standardErrorGivenShares, expected['stratified_mean_diff']!['se']!)
    for (const [arm, name] of [
      ['0', 'control'],
      ['1', 'treatment'],
    ] as const) {
      const ratio = armEstimate(ratioMetric, armOf(arm, [post, contacts]))
      expectClose(ratio.value, expected[`ratio_metric_${name}`]!['ratio']!)
      expectClose(ratio.standardError, expected[`ratio_metric_${name}`]!['se_delta']!)
    }
  })
  it('the same units twice, and groups that differ', () => {
    type Paired = { before: number[]; after: number[]; expected: Numbers }
    const { before, after, expected } = statsVectors<Paired>('paired')
    const paired = tInference(pairedMeans(before, after), 0.95, 'two-sided')
    expectClose(paired.statistic, expected['t']!)
    expectClose(paired.p, expected['p']!)
    type Groups = { effects: number[]; ses: number[]; expected: Numbers }
    for (const { effects, ses, expected: e } of statsVectors<Groups[]>('heterogeneity_cochran_q')) {
      const { pooled, standardError, q, degreesOfFreedom, p } = cochranQ(effects, ses)
      expect(degreesOfFreedom).toBe(e['df'])
      for (const [value, name] of [
        [pooled, 'pooled'],
        [standardError, 'se'],
        [q, 'Q'],
        [p, 'p'],
      ] as const) {
        expectClose(value, e[name]!)
      }
    }
  })
  it('sample ratios', () => {
    type Case = { observed: number[]; weights: number[]; expected: Numbers }
    for (const { observed, weights, expected } of statsVectors<Case[]>('srm')) {
      const { chiSquare, degreesOfFreedom, p } = sampleRatioTest(observed, weights)
      expectClose(chiSquare, expected['chi2']!)
      expect(degreesOfFreedom).toBe(expected['df'])
      expectClose(p, expected['p']!)
      if (expected['binomial_exact_p'] === undefined) continue
      const [x, y] = observed as [number, number],
        [v, w] = weights as [number, number]
      expectClose(exactSampleRatioP(x, x + y, v / (v + w)), expected['binomial_exact_p'])
    }
  })
})

describe('rates as arms', () => {
  it('have the unpooled error of two proportions', () => {
    type Case = { control: Numbers; treatment: Numbers; expected: Record<string, Numbers> }
    for (const { control, treatment, expected } of statsVectors<Case[]>('two_proportions')) {
      if (control['count'] === 0) continue
      const effect = armDifference(
        meanMetric,
        armOfRate(control['count']!, control['nobs']!),
        armOfRate(treatment['count']!, treatment['nobs']!),
      )
      expectClose(effect.standardError, expected['z_unpooled']!['se']!)
    }
  })
})
