import { describe, it } from 'vitest'
import { sequenceCriticalZ, sequenceRho } from '../../../src/stats/pilot/confidence-sequence.ts'
import { runningPower, unitsMissing } from '../../../src/stats/pilot/running-power.ts'
import { sampleRatioTest } from '../../../src/stats/pilot/sample-ratio.ts'
import {
  minimalDetectableEffect,
  powerForMeans,
  powerForRates,
  sampleSizeForMeans,
  sampleSizeForRates,
} from '../../../src/stats/pilot/sample-size.ts'
import { readReference } from '../../reference.ts'
import { growthbook } from './growthbook.ts'
import { expectClose, statsVectors } from './vectors.ts'

type Numbers = Record<string, number>

describe('planning by statsmodels', () => {
  it('rates', () => {
    type Size = Numbers & { expected: Numbers }
    for (const one of statsVectors<{ cases: Size[] }>('sample_size_proportions').cases) {
      const plan = { alpha: one['alpha']!, power: one['power']!, ratio: one['ratio_treat_over_control']! }
      const n = sampleSizeForRates(one['p_control']!, one['p_treatment']!, plan)
      expectClose(n.cohensH, one.expected['cohens_h']!)
      expectClose(n.arcsine, one.expected['n_control_arcsine']!, 1e-6)
      expectClose(n.unpooled, one.expected['n_control_unpooled_closed_form']!)
      expectClose(n.pooled, one.expected['n_control_pooled_null_fleiss']!)
    }
    for (const one of statsVectors<Numbers[]>('power_proportions')) {
      const [p, d, n, ratio] = [one['p_control']!, one['diff']!, one['n_control']!, one['ratio']!]
      // statsmodels' first sample, with the n the file calls n_control, is the one whose rate is p_control + diff.
      expectClose(powerForRates(p + d, p, n, ratio, one['alpha']!), one['expected_power']!)
    }
  })
  it('means', () => {
    type Size = Numbers & { expected: Numbers }
    for (const one of statsVectors<{ cases: Size[] }>('sample_size_means').cases) {
      const plan = { alpha: one['alpha']!, power: one['power']!, ratio: one['ratio_treat_over_control']! }
      const n = sampleSizeForMeans(one['effect_size_d']!, plan)
      expectClose(n.t, one.expected['n_control_t']!, 1e-6)
      expectClose(n.z, one.expected['n_control_z']!, 1e-6)
      expectClose(n.closed, one.expected['n_control_closed_form']!)
    }
    for (const one of statsVectors<Size[]>('power_means')) {
      const power = powerForMeans(one['d']!, one['n_control']!, one['ratio']!, one['alpha']!)
      expectClose(power.t, one.expected['t']!)
      expectClose(power.z, one.expected['z']!)
    }
    for (const one of statsVectors<Numbers[]>('mde')) {
      const [sd, a, b] = [one['sd']!, one['n_control']!, one['n_treatment']!]
      expectClose(minimalDetectableEffect(sd, a, b, one['alpha']!, one['power']!), one['expected_mde']!)
    }
  })
})

describe('planning by GrowthBook', () => {
  it('power midway and units missing', () => {
    type Config = Numbers & { sequential: boolean; p_value_corrected: boolean }
    type Case = { config: Config; moments: Numbers; expected: Numbers & { additional_users: number | null } }
    for (const { config, moments, expected } of growthbook<Case[]>('mid_experiment_power')) {
      const effect = {
        value: moments['point_estimate']!,
        standardError: moments['standard_error']!,
        degreesOfFreedom: NaN,
        n: moments['pairwise_sample_size']!,
        relative: true,
      }
      const plan = {
        smallestEffect: config['target_mde']!,
        alpha: config['alpha']!,
        power: config['target_power']!,
        comparisons: (config['num_variations']! - 1) * config['num_goal_metrics']!,
        outcomes: config['num_goal_metrics']!,
        tightestAt: config.sequential ? config['sequential_tuning_parameter']! : null,
      }
      expectClose(runningPower(effect, plan, 0), expected['power_at_scaling_0']!)
      expectClose(runningPower(effect, plan, 1), expected['power_at_scaling_1']!)
      const missing = unitsMissing(effect, plan)!
      expectClose(missing.factor, expected['scaling_factor']!, 1e-4)
      expectClose(missing.units, expected.additional_users ?? 0, 1e-4)
    }
  })
  it('sample ratios', () => {
    for (const one of growthbook<{ users: number[]; weights: number[]; expected_p: number }[]>('srm')) {
      expectClose(sampleRatioTest(one.users, one.weights).p, one.expected_p)
    }
  })
  it('critical values of the confidence sequence', () => {
    const file: Record<string, Numbers[]> = JSON.parse(readReference('stats/simulation_operating_characteristics.json'))
    for (const { tuning, n_total: n, z } of file['gbstats_sequential_critical_z_alpha05']!) {
      expectClose(sequenceCriticalZ(n!, sequenceRho(0.95, 'two-sided', tuning!), 0.05, 'two-sided'), z!)
    }
  })
})
