import { describe, expect, it } from 'vitest'
import { confidenceSequence, sequenceCriticalZ, sequenceRho } from '../../../src/stats/pilot/confidence-sequence.ts'
import { armDifference, relativeArmDifference, scaleEffect } from '../../../src/stats/pilot/effect.ts'
import type { Effect } from '../../../src/stats/pilot/effect.ts'
import { tInference } from '../../../src/stats/pilot/inference.ts'
import type { Alternative } from '../../../src/stats/pilot/inference.ts'
import { cupedMean, cupedRatio, meanMetric, ratioMetric } from '../../../src/stats/pilot/metric.ts'
import { NotEstimableError } from '../../../src/stats/pilot/not-estimable.ts'
import { postStratified } from '../../../src/stats/pilot/post-stratify.ts'
import type { StratifiedMetric } from '../../../src/stats/pilot/post-stratify.ts'
import { armOf, growthbook } from './growthbook.ts'
import type { Case } from './growthbook.ts'
import { expectClose } from './vectors.ts'

const metrics: Record<string, StratifiedMetric> = {
  ProportionStatistic: 'mean',
  SampleMeanStatistic: 'mean',
  RatioStatistic: 'ratio',
  RegressionAdjustedStatistic: 'cuped mean',
  RegressionAdjustedRatioStatistic: 'cuped ratio',
}

describe('GrowthBook’s statistics engine', () => {
  const cases = growthbook<Case[]>('frequentist')
  const plain = cases.filter(one => one.expected.errorMessage === null)

  it('effects, errors and degrees of freedom', () => {
    for (const one of plain) {
      const { effect, theta } = effectOf(one),
        { expected } = one,
        name = `${one.name} ${one.test}`
      expectClose(effect.value, expected.expected, 1e-9, name)
      expectClose(effect.standardError, expected.uplift.stddev, 1e-9, name)
      expectClose(effect.degreesOfFreedom, expected.dof, 1e-9, name)
      expectClose(effect.value / effect.standardError, expected.t, 1e-9, name)
      if (theta !== undefined) expectClose(theta, expected.theta!, 1e-9, name)
    }
  })
  it('intervals and p-values of one look', () => {
    for (const one of plain.filter(each => !each.test.startsWith('sequential'))) {
      const result = tInference(effectOf(one).effect, 1 - one.config.alpha, alternativeOf(one.test))
      expectEnds(result.interval, one.expected.ci, `${one.name} ${one.test}`)
      expectClose(result.p, one.expected.pValue_via_survival_function!, 1e-9, one.name)
    }
  })
  it('intervals and p-values at every look', () => {
    for (const one of plain.filter(each => each.test.startsWith('sequential'))) {
      const {
        config: { alpha, sequential_tuning_parameter: tuning },
        expected,
      } = one
      const { effect } = effectOf(one),
        alternative = alternativeOf(one.test)
      const result = confidenceSequence(effect, 1 - alpha, alternative, tuning)
      expectEnds(result.interval, expected.ci, `${one.name} ${one.test}`)
      if (alternative === 'two-sided') expectClose(result.p, expected.pValue, 1e-9, one.name)
      else if (expected.pValue === 0.4999) expect(result.p).toBeGreaterThan(0.4999) // their way of saying "none"
      else {
        // They halve α until the half-width is within 0.001 of the effect; ours is where both are equal.
        const rho = sequenceRho(1 - alpha, 'one-sided', tuning!)
        const half = (p: number) => effect.standardError * sequenceCriticalZ(effect.n, rho, p, 'one-sided')
        expect(half(result.p)).toBeCloseTo(Math.abs(effect.value), 10)
        expect(Math.abs(half(expected.pValue) - Math.abs(effect.value))).toBeLessThan(1e-3)
      }
    }
  })
  it('refuses where GrowthBook says 0, [0, 0] and p = 1', () => {
    const refused = cases.filter(one => one.expected.errorMessage !== null)
    expect(refused.length).toBeGreaterThan(0)
    for (const one of refused) expect(() => effectOf(one), one.name).toThrow(NotEstimableError)
  })
  it('half-widths of the confidence sequence', () => {
    type Width = { n: number; s2: number; alpha: number; tuning: number } & Record<string, number>
    for (const one of growthbook<Width[]>('sequential_halfwidth')) {
      for (const [sides, key] of [
        ['two-sided', 'two'],
        ['one-sided', 'one'],
      ] as const) {
        const rho = sequenceRho(1 - one.alpha, sides, one.tuning)
        expectClose(rho, one[`rho_${key}`]!)
        const half = Math.sqrt(one.s2 / one.n) * sequenceCriticalZ(one.n, rho, one.alpha, sides)
        expectClose(half, one[`halfwidth_${key}`]!)
      }
    }
  })
})

function effectOf({ config, stats }: Case): { effect: Effect; theta?: number } {
  const strata = stats.map(({ a, b }) => ({ control: armOf(a), treatment: armOf(b) }))
  const kind = metrics[stats[0]!.a.type]!,
    all = strata[0]!
  const metric =
    kind === 'mean'
      ? meanMetric
      : kind === 'ratio'
        ? ratioMetric
        : kind === 'cuped mean'
          ? cupedMean(all.control, all.treatment)
          : cupedRatio(all.control, all.treatment)
  if (config.post_stratify) {
    return { effect: postStratified(strata, kind, config.difference_type === 'relative' ? 'relative' : 'absolute') }
  }
  if (config.difference_type === 'relative') {
    return { effect: relativeArmDifference(metric, all.control, all.treatment), ...metric }
  }
  const effect = armDifference(metric, all.control, all.treatment)
  if (config.difference_type === 'absolute') return { effect, ...metric }
  const factor = config.total_users! / config.traffic_percentage! / config.phase_length_days!
  return { effect: scaleEffect(effect, factor) }
}

const alternativeOf = (test: string): Alternative =>
  test.endsWith('greater') ? 'greater' : test.endsWith('lesser') ? 'less' : 'two-sided'

function expectEnds(value: readonly [number, number], expected: Case['expected']['ci'], what: string): void {
  const ends = expected.map(Number),
    scale = Math.max(...ends.filter(Number.isFinite).map(Math.abs))
  for (const end of [0, 1] as const) {
    if (Number.isFinite(ends[end]!)) expect(Math.abs(value[end] - ends[end]!) / scale, what).toBeLessThan(1e-9)
    else expect(value[end], what).toBe(ends[end])
  }
}
