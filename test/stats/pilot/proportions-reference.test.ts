import { describe, expect, it } from 'vitest'
import { twoSidedZ } from '../../../src/stats/normal.ts'
import { nonInferiority } from '../../../src/stats/pilot/non-inferiority.ts'
import { agrestiCoull, clopperPearson, jeffreysInterval, waldInterval } from '../../../src/stats/pilot/proportion.ts'
import type { Proportion } from '../../../src/stats/pilot/proportion.ts'
import { scoreDifference, scoreRatio } from '../../../src/stats/pilot/score.ts'
import { chiSquareOfArms, fisherExact, mcNemar, yatesChiSquare } from '../../../src/stats/pilot/tables.ts'
import {
  agrestiCaffo,
  logRateRatio,
  logRatioInterval,
  newcombe,
  pooledZTest,
  relativeLiftOfRates,
  unpooledZTest,
  waldDifference,
} from '../../../src/stats/pilot/two-proportions.ts'
import { wilson } from '../../../src/stats/wilson.ts'
import { expectClose, expectInterval, statsVectors } from './vectors.ts'

type Numbers = Record<string, number>
interface TwoArms {
  readonly control: { count: number; nobs: number }
  readonly treatment: { count: number; nobs: number }
  readonly alpha: number
  readonly expected: Record<string, Numbers> &
    Record<`${string}_ci_${string}`, [number, number] | null> & {
      fisher_exact_p: number
      relative_lift_delta: { lift: number; se: number; ci_normal: [number, number] }
    }
}

describe('proportions of scipy and statsmodels', () => {
  it('one proportion', () => {
    type Case = { count: number; nobs: number; alpha: number; method: string; expected: [number, number] }
    for (const { count, nobs: n, alpha, method, expected } of statsVectors<Case[]>('proportion_confint')) {
      const x = { count, n },
        level = 1 - alpha
      const intervals: Record<string, readonly [number, number]> = {
        wilson: wilson(count / n, n, twoSidedZ(level)),
        normal: waldInterval(x, level),
        agresti_coull: agrestiCoull(x, level),
        beta: clopperPearson(x, level),
        jeffreys: jeffreysInterval(x, level),
      }
      if (expected[1] === 0) expect(intervals[method]).toEqual([0, 0])
      else expectInterval(intervals[method]!, expected)
    }
  })

  const cases = statsVectors<TwoArms[]>('two_proportions').map(one => ({
    a: { count: one.control.count, n: one.control.nobs },
    b: { count: one.treatment.count, n: one.treatment.nobs },
    level: 1 - one.alpha,
    expected: one.expected,
  }))
  it('tests of two proportions', () => {
    for (const { a, b, expected } of cases) {
      const pooled = pooledZTest(a, b),
        unpooled = unpooledZTest(a, b)
      const plain = chiSquareOfArms(a, b),
        yates = yatesChiSquare(a, b)
      expectClose(pooled.z, expected['z_pooled']!['z']!)
      expectClose(pooled.p, expected['z_pooled']!['p']!)
      expectClose(pooled.greater, expected['z_pooled_larger']!['p']!)
      expectClose(pooled.less, expected['z_pooled_smaller']!['p']!)
      expectClose(unpooled.z, expected['z_unpooled']!['z']!)
      expectClose(unpooled.p, expected['z_unpooled']!['p']!)
      expectClose(unpooled.standardError, expected['z_unpooled']!['se']!)
      expectClose(plain.chiSquare, expected['chi2_nocorr']!['chi2']!)
      expectClose(plain.p, expected['chi2_nocorr']!['p']!)
      expectClose(yates.chiSquare, expected['chi2_yates']!['chi2']!)
      expectClose(yates.p, expected['chi2_yates']!['p']!)
      expectClose(fisherExact(a, b), expected.fisher_exact_p)
    }
  })
  it('intervals and lifts of two proportions', () => {
    for (const { a, b, level, expected } of cases) {
      expectInterval(waldDifference(a, b, level), expected['diff_ci_wald']!)
      expectInterval(agrestiCaffo(a, b, level), expected['diff_ci_agresti-caffo']!)
      expectInterval(newcombe(a, b, level), expected['diff_ci_newcomb']!)
      if (a.count === 0) continue
      expectInterval(logRatioInterval(a, b, level), expected['ratio_ci_log']!)
      expectInterval(scoreRatio(a, b, level), expected['ratio_ci_score']!, 1e-6)
      const lift = relativeLiftOfRates(a, b, level),
        log = logRateRatio(a, b)
      expectClose(lift.value, expected.relative_lift_delta.lift)
      expectClose(lift.standardError, expected.relative_lift_delta.se)
      expectInterval(lift.interval, expected.relative_lift_delta.ci_normal)
      expectClose(log.value, expected['relative_lift_log']!['log_rr']!)
      expectClose(log.standardError, expected['relative_lift_log']!['se']!)
    }
  })
  it('score interval of a difference, but for a wrong coefficient in statsmodels (its issue 10269)', () => {
    for (const { a, b, level, expected } of cases) {
      const theirs = expected['diff_ci_score']
      if (theirs == null) continue // no event in the control arm: their root finder gave up
      const ours = scoreDifference(a, b, level),
        z = twoSidedZ(level)
      for (const end of [0, 1] as const) {
        expect(zOfStatsmodels(a, b, theirs[end]) * (end === 0 ? 1 : -1)).toBeCloseTo(z, 5) // their fault, reproduced
        expect(Math.abs(ours[end] - theirs[end])).toBeLessThan(0.02 * (ours[1] - ours[0])) // and it is a small one
      }
    }
  })
  it('non-inferiority, the score statistic but for the same coefficient', () => {
    type Case = { control: [number, number]; treatment: [number, number]; margin: number; expected: Numbers }
    for (const {
      control: [x, n],
      treatment: [y, m],
      margin,
      expected,
    } of statsVectors<Case[]>('non_inferiority_proportions')) {
      const a = { count: x, n },
        b = { count: y, n: m }
      const { wald, score } = nonInferiority(a, b, margin)
      expectClose(wald.z, expected['wald_z']!)
      expectClose(wald.p, expected['wald_p']!)
      expectClose(zOfStatsmodels(a, b, -margin), expected['score_z']!)
      expectClose(score.z, expected['score_z']!, 1e-3)
      expectClose(score.p, expected['score_p']!, 1e-2)
    }
  })
  it('paired tables', () => {
    type Expected = Record<string, [number, number]> & { exact_p: number }
    type Case = { table: [[number, number], [number, number]]; expected: Expected }
    for (const {
      table: [[both, onlyBefore], [onlyAfter, neither]],
      expected,
    } of statsVectors<Case[]>('mcnemar')) {
      const result = mcNemar({ both, onlyBefore, onlyAfter, neither })
      expectClose(result.exactP, expected.exact_p)
      expectClose(result.chiSquare.chiSquare, expected['chi2_nocorr']![0])
      expectClose(result.chiSquare.p, expected['chi2_nocorr']![1])
      expectClose(result.corrected.chiSquare, expected['chi2_corr']![0])
      expectClose(result.corrected.p, expected['chi2_corr']![1])
    }
  })
})

/** The score z with the control's count where its n belongs in the linear term, as statsmodels computes it. */
function zOfStatsmodels(a: Proportion, b: Proportion, difference: number): number {
  const n = a.n + b.n,
    d = difference
  const quadratic = (b.n + 2 * a.n) * d - n - a.count - b.count
  const linear = (a.count * d - n - 2 * a.count) * d + a.count + b.count
  const q = (quadratic / (3 * n)) ** 3 - (linear * quadratic) / (6 * n * n) + (a.count * d * (1 - d)) / (2 * n)
  const r = Math.sign(q) * Math.sqrt((quadratic / (3 * n)) ** 2 - linear / (3 * n))
  const p = 2 * r * Math.cos((Math.PI + Math.acos(q / r ** 3)) / 3) - quadratic / (3 * n)
  const variance = (((p * (1 - p)) / a.n + ((p + d) * (1 - p - d)) / b.n) * n) / (n - 1)
  return (b.count / b.n - a.count / a.n - d) / Math.sqrt(variance)
}
