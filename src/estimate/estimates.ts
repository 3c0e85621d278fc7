// All estimates of one policy on one outcome in one cell, read off the sums.

import type { CellSums } from '../moments/cell-sums.ts'
import type { SeriesOf } from '../moments/products.ts'
import { dm } from './dm.ts'
import { dr } from './dr.ts'
import { effectiveSizes } from './effective-sizes.ts'
import type { Estimates } from './estimate.ts'
import type { Influence } from './influence.ts'
import { ips } from './ips.ts'
import type { Measured } from './measure.ts'
import { measureMean, measureRate, measureRatio } from './measure.ts'
import { ratio } from './ratio.ts'
import { snips } from './snips.ts'

/** Where an outcome's sums stand, and which decisions are old enough for it. */
export interface SeriesAt {
  readonly of: SeriesOf
  readonly maturity: number
}

export type EstimatorName = keyof Estimates
export type MeasuredEstimates = Readonly<Record<EstimatorName, Measured | null>>

/**
 * Null for each estimate that cannot be computed: all when nothing matured or fewer than two customers; ips, snips
 * and dr when no logged decision could have been the policy's; dm for `logged`, which has no model; dm and dr without
 * a model.
 *
 * @param shift  Fitted.shift
 */
export function measureEstimates(
  sums: CellSums,
  series: SeriesAt,
  policy: number,
  shift: Float64Array,
): MeasuredEstimates {
  const { plan } = sums
  const measured = (name: EstimatorName): Measured | null => {
    if (sums.maturity(series.maturity, 'N') === 0) return null
    const influence = (column: number) => columnInfluence(sums, name, column, policy, shift[column]!)
    const sumOf = sums.sumOf(series.of, policy)
    if (series.of.kind === 'ratio') {
      const numerator = influence(series.of.numerator),
        denominator = influence(series.of.denominator)
      const both = numerator && denominator && ratio(numerator, denominator)
      return both && measureRatio(both, sumOf)
    }
    const own = influence(series.of.column)
    if (own === null) return null
    return plan.columns[series.of.column]!.measure === 'rate'
      ? measureRate(own, sumOf, effectiveSizes(sums, policy, series.maturity))
      : measureMean(own, sumOf)
  }
  return { dr: measured('dr'), snips: measured('snips'), ips: measured('ips'), dm: measured('dm') }
}

function columnInfluence(
  sums: CellSums,
  name: EstimatorName,
  column: number,
  policy: number,
  shift: number,
): Influence | null {
  const { plan } = sums
  const sumOf = sums.sumOf({ kind: 'column', column }, policy)
  const isLogged = plan.policies[policy]!.kind === 'logged'
  if (name === 'dm') return isLogged || !plan.model ? null : dm(sumOf, shift)
  if (sumOf('W') === 0) return null
  if (name === 'ips') return ips(sumOf, shift)
  if (name === 'snips') return snips(sumOf, shift)
  return isLogged || plan.model ? dr(sumOf, shift) : null
}
