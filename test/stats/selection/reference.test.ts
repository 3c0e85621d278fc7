// Against pypbo and independent re-implementations of Hansen's and White's tests (see the file's _meta).

import { describe, expect, it } from 'vitest'
import {
  deflatedSharpe,
  deflatedSharpeOfBest,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeRecord,
} from '../../../src/stats/selection/deflated-sharpe.ts'
import { expectedMaximum, expectedMaximumApproximation } from '../../../src/stats/selection/expected-maximum.ts'
import { pbo } from '../../../src/stats/selection/pbo.ts'
import { realityCheck } from '../../../src/stats/selection/reality-check.ts'
import { superiorPredictiveAbility } from '../../../src/stats/selection/superior-predictive-ability.ts'
import { readReference } from '../../reference.ts'

const file = 'stats/overfitting_vectors.json'
const table = (name: string) =>
  readReference(`stats/${name}`)
    .trim()
    .split('\n')
    .map(line => line.split(',').map(Number))
const matrixOf = (name: string) =>
  table(name)
    .slice(1)
    .map(row => row.slice(1))
const close = (actual: number, expected: number, what: string) =>
  expect(Math.abs(actual - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected)),
  )

interface Vectors {
  readonly pbo: readonly {
    readonly matrix: string
    readonly S: number
    readonly metric: 'sharpe_ddof1' | 'mean'
    readonly threshold: number
    readonly n_combinations: number
    readonly expected: {
      readonly pbo: number
      readonly prob_oos_loss: number
      readonly logit_mean: number
      readonly logit_min: number
      readonly logit_max: number
      readonly is_best_counts: readonly number[]
      readonly is_best_index?: readonly number[]
      readonly degradation: {
        readonly slope: number
        readonly intercept: number
        readonly r2: number
        readonly p: number
      }
      readonly logits_in_lexicographic_combination_order?: readonly number[]
    }
  }[]
  readonly expected_max_of_N_std_normals_approx: readonly { readonly N: number; readonly expected: number }[]
  readonly expected_max_exact_quadrature: readonly { readonly N: number; readonly expected: number }[]
  readonly psr: readonly {
    readonly sharpe: number
    readonly T: number
    readonly skew: number
    readonly kurtosis: number
    readonly target: number
    readonly expected: number
  }[]
  readonly dsr: readonly {
    readonly sharpe: number
    readonly sharpe_std: number
    readonly N: number
    readonly T: number
    readonly skew: number
    readonly kurtosis: number
    readonly sr0: number
    readonly expected: number
  }[]
  readonly minTRL: readonly {
    readonly sharpe: number
    readonly skew: number
    readonly kurtosis: number
    readonly target: number
    readonly prob: number
    readonly expected_observations: number
  }[]
  readonly minBTL: readonly {
    readonly N: number
    readonly sharpe_IS: number
    readonly expected_years: number
    readonly upper_bound: number
  }[]
  readonly dsr_on_matrices: readonly {
    readonly matrix: string
    readonly best: number
    readonly expected: {
      readonly sharpe_by_variant: readonly number[]
      readonly sr0: number
      readonly skew_biased: number
      readonly kurt_biased: number
      readonly dsr_biased_moments: number
      readonly psr0_biased_moments: number
    }
  }[]
  readonly reality_check_spa: readonly {
    readonly matrix: string
    readonly indices: string
    readonly mean_block: number
    readonly expected: {
      readonly omega_hac: readonly number[]
      readonly reality_check_stat: number
      readonly reality_check_p: number
      readonly spa_stat: number
      readonly spa_p_studentised: { readonly lower: number; readonly consistent: number; readonly upper: number }
    }
  }[]
}

describe('overfitting statistics agree with the reference values', () => {
  const vectors = JSON.parse(readReference(file)) as Vectors

  it('probability of back-test overfitting', () => {
    for (const { matrix, S, metric, threshold, n_combinations, expected } of vectors.pbo) {
      const what = `${matrix} S=${S} ${metric}`
      const found = pbo(matrixOf(matrix), S, { metric: metric === 'mean' ? 'mean' : 'sharpe', lossBelow: threshold })
      expect(found.logits.length).toBe(n_combinations)
      close(found.pbo, expected.pbo, what)
      close(found.probabilityOfLoss, expected.prob_oos_loss, what)
      close(found.logits.reduce((a, b) => a + b) / n_combinations, expected.logit_mean, what)
      close(Math.min(...found.logits), expected.logit_min, what)
      close(Math.max(...found.logits), expected.logit_max, what)
      expect(expected.is_best_counts.map((_, k) => found.chosen.filter(c => c === k).length)).toEqual(
        expected.is_best_counts,
      )
      if (expected.is_best_index) expect([...found.chosen]).toEqual(expected.is_best_index)
      for (const [i, logit] of (expected.logits_in_lexicographic_combination_order ?? []).entries()) {
        close(found.logits[i]!, logit, `${what} logit ${i}`)
      }
      for (const key of ['slope', 'intercept', 'r2', 'p'] as const) {
        close(found.degradation![key]!, expected.degradation[key], `${what} ${key}`)
      }
    }
  })

  it('expected maximum of N, exact and approximated', () => {
    for (const { N, expected } of vectors.expected_max_exact_quadrature) close(expectedMaximum(N), expected, `N=${N}`)
    for (const { N, expected } of vectors.expected_max_of_N_std_normals_approx) {
      close(expectedMaximumApproximation(N), expected, `N=${N}`)
    }
  })

  it('probabilistic and deflated Sharpe ratio, lengths of record and back-test', () => {
    for (const { T, target, expected, ...rest } of vectors.psr) {
      close(probabilisticSharpe({ ...rest, observations: T }, target), expected, 'psr')
    }
    for (const { T, N, sharpe_std, sr0, expected, ...rest } of vectors.dsr) {
      const found = deflatedSharpe({ ...rest, observations: T, sharpeDeviation: sharpe_std, trials: N })
      close(found.threshold, sr0, 'sr0')
      close(found.probability, expected, 'dsr')
    }
    for (const { target, prob, expected_observations, ...rest } of vectors.minTRL) {
      close(minimumTrackRecord(rest, target, prob), expected_observations, 'minTRL')
    }
    for (const { N, sharpe_IS, expected_years, upper_bound } of vectors.minBTL) {
      close(minimumBacktestLength(N, sharpe_IS).years, expected_years, 'minBTL')
      close(minimumBacktestLength(N, sharpe_IS).bound, upper_bound, 'minBTL bound')
    }
    for (const { matrix, best, expected } of vectors.dsr_on_matrices) {
      const rows = matrixOf(matrix),
        found = deflatedSharpeOfBest(rows)
      for (const [k, sharpe] of expected.sharpe_by_variant.entries()) {
        close(sharpeRecord(rows.map(row => row[k]!)).sharpe, sharpe, `sharpe ${k}`)
      }
      expect(found.best).toBe(best)
      close(found.skew, expected.skew_biased, 'skew')
      close(found.kurtosis, expected.kurt_biased, 'kurtosis')
      close(found.threshold, expected.sr0, 'sr0')
      close(probabilisticSharpe(found, 0), expected.psr0_biased_moments, 'psr')
      close(found.probability, expected.dsr_biased_moments, 'dsr')
    }
  })

  it('Reality Check and SPA on the given bootstrap rows', () => {
    for (const { matrix, indices, mean_block, expected } of vectors.reality_check_spa) {
      const rows = matrixOf(matrix),
        resampling = { indices: table(indices), meanBlock: mean_block }
      const check = realityCheck(rows, resampling),
        spa = superiorPredictiveAbility(rows, resampling)
      close(check.statistic, expected.reality_check_stat, matrix)
      close(check.p, expected.reality_check_p, matrix)
      close(spa.statistic, expected.spa_stat, matrix)
      expected.omega_hac.forEach((omega, k) => close(spa.omega[k]!, omega, `${matrix} omega ${k}`))
      for (const key of ['lower', 'consistent', 'upper'] as const) {
        close(spa.p[key], expected.spa_p_studentised[key], `${matrix} ${key}`)
      }
    }
  })
})
