// Sums by month and block of customers. A block holds the customers whose hash begins alike, so blocks share no
// customer, are alike in distribution, and merge by addition between any shards. Resampling blocks resamples customers.

import type { SumPlan } from './sum-plan.ts'

export interface HashBlockLayout {
  readonly length: number
  /** Places a group of sums occupies: month × block, and one place more for decisions not counted, which is 0. */
  readonly places: number
  /**
   * Where a group begins: decisions mature for a maturity, and Σ D (shifted, as in Moments) of a column and policy,
   * which throws a RangeError for a column the plan does not sum by blocks.
   */
  readonly decisions: (maturity: number) => number
  readonly D: (column: number, policy: number) => number
}

/** `length` is 0 when the plan asks for no blocks. */
export function hashBlockLayout(plan: SumPlan): HashBlockLayout {
  const { count, columns } = plan.hashBlocks ?? { count: 0, columns: [] }
  const places = plan.hashBlocks === undefined ? 0 : plan.months * count + 1
  const maturities = plan.maturities.length,
    policies = plan.policies.length
  return {
    length: places * (maturities + columns.length * policies),
    places,
    decisions: maturity => places * maturity,
    D: (column, policy) => {
      const k = columns.indexOf(column)
      if (k < 0) throw new RangeError(`the plan does not sum column ${column} by blocks of customers`)
      return places * (maturities + k * policies + policy)
    },
  }
}

/** Which of `blocks` a customer belongs to: the leading bits of customerHash, so that folds (remainders) are mixed. */
export const hashBlock = (customerHash: number, blocks: number): number => Math.floor((customerHash / 2 ** 32) * blocks)
