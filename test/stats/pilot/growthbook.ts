// GrowthBook's statistics as they stand in growthbook_vectors.json, turned into arms.

import { armFromSums } from '../../../src/stats/pilot/arm.ts'
import type { Arm, ColumnKind } from '../../../src/stats/pilot/arm.ts'
import { readReference } from '../../reference.ts'

interface Column {
  readonly type: string
  readonly sum: number
  readonly sum_squares?: number
}
export interface Statistic extends Column {
  readonly n: number
  readonly post_statistic: Column
  readonly pre_statistic: Column
  readonly post_pre_sum_of_products: number
  readonly m_statistic: Column
  readonly d_statistic: Column
  readonly m_d_sum_of_products: number
  readonly m_statistic_post: Column
  readonly d_statistic_post: Column
  readonly m_statistic_pre: Column
  readonly d_statistic_pre: Column
  readonly m_post_m_pre_sum_of_products: number
  readonly d_post_d_pre_sum_of_products: number
  readonly m_pre_d_pre_sum_of_products: number
  readonly m_post_d_post_sum_of_products: number
  readonly m_post_d_pre_sum_of_products: number
  readonly m_pre_d_post_sum_of_products: number
}

export interface Case {
  readonly name: string
  readonly test: string
  readonly config: {
    readonly difference_type: 'absolute' | 'relative' | 'scaled'
    readonly alpha: number
    readonly post_stratify?: boolean
    readonly sequential_tuning_parameter?: number
    readonly traffic_percentage?: number
    readonly phase_length_days?: number
    readonly total_users?: number
  }
  readonly stats: readonly { readonly a: Statistic; readonly b: Statistic }[]
  readonly expected: {
    readonly expected: number
    readonly ci: readonly [number | '-Infinity', number | 'Infinity']
    readonly uplift: { readonly stddev: number }
    readonly errorMessage: string | null
    readonly pValue: number
    readonly dof: number
    readonly t: number
    readonly rho?: number
    readonly theta?: number
    readonly pValue_via_survival_function?: number
  }
}

export const growthbook = <T>(part: string): T => JSON.parse(readReference('stats/growthbook_vectors.json'))[part]

/** Columns in the order of src/stats/pilot/metric.ts. */
export function armOf(s: Statistic): Arm {
  switch (s.type) {
    case 'RatioStatistic':
      return arm(s.n, [s.m_statistic, s.d_statistic], [[0, 1, s.m_d_sum_of_products]])
    case 'RegressionAdjustedStatistic':
      return arm(s.n, [s.post_statistic, s.pre_statistic], [[0, 1, s.post_pre_sum_of_products]])
    case 'RegressionAdjustedRatioStatistic':
      return arm(
        s.n,
        [s.m_statistic_post, s.d_statistic_post, s.m_statistic_pre, s.d_statistic_pre],
        [
          [0, 1, s.m_post_d_post_sum_of_products],
          [0, 2, s.m_post_m_pre_sum_of_products],
          [0, 3, s.m_post_d_pre_sum_of_products],
          [1, 2, s.m_pre_d_post_sum_of_products],
          [1, 3, s.d_post_d_pre_sum_of_products],
          [2, 3, s.m_pre_d_pre_sum_of_products],
        ],
      )
    default:
      return arm(s.n, [s], [])
  }
}

function arm(n: number, columns: readonly Column[], products: readonly (readonly [number, number, number])[]): Arm {
  const matrix = columns.map(() => columns.map(() => 0))
  for (const [i, column] of columns.entries()) matrix[i]![i] = column.sum_squares ?? column.sum
  for (const [i, j, product] of products) matrix[i]![j] = matrix[j]![i] = product
  const kinds = columns.map((column): ColumnKind => (column.type === 'ProportionStatistic' ? 'rate' : 'mean'))
  return armFromSums(
    n,
    columns.map(column => column.sum),
    matrix,
    kinds,
  )
}
