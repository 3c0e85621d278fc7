// All estimators over rows, each with its error and interval.

import type { SumOf } from '../../moments/cell-sums.ts'
import { meanInterval } from '../../stats/mean-interval.ts'
import type { Interval } from '../../stats/wilson.ts'
import { clippedDr } from '../clipped-dr.ts'
import { clippedIps } from '../clipped-ips.ts'
import { dm } from '../dm.ts'
import { dr } from '../dr.ts'
import { dros } from '../dros.ts'
import type { Influence } from '../influence.ts'
import { ips } from '../ips.ts'
import type { EffectiveSizes } from '../rate-interval.ts'
import { rateInterval } from '../rate-interval.ts'
import { sndr } from '../sndr.ts'
import { snips } from '../snips.ts'
import { switchDr } from '../switch-dr.ts'
import type { CustomerTotals } from './customer-totals.ts'
import { clusterCovariance, psiOf, psiSkewness } from './customer-totals.ts'
import type { WeightedRows } from './logged-arrays.ts'

export const logEstimators = [
  'ips',
  'snips',
  'dm',
  'dr',
  'sndr',
  'clippedIps',
  'clippedDr',
  'switchDr',
  'dros',
] as const
export type LogEstimator = (typeof logEstimators)[number]

/** In the unit of the reward. `n` decisions carry it. */
export interface LogEstimate {
  readonly value: number
  /** The plain cluster error; only the interval is widened. */
  readonly standardError: number
  /** Null where none can be given honestly: a mean too skewed, or one that never varied. */
  readonly interval: Interval | null
  readonly n: number
}

/** An estimate at any level, with what it is made of. */
export interface RowEstimate {
  readonly influence: Influence
  /** ψ_c/n by customer. */
  readonly psi: Float64Array
  readonly standardError: number
  readonly skewness: number
  readonly interval: (z: number) => Interval | null
}

/** Null for an estimator that lacks a model, a λ or any weight. */
export function influenceOf(
  name: LogEstimator,
  rows: WeightedRows,
  sumOf: SumOf,
  lambda: number | null,
): Influence | null {
  if (name === 'dm') return rows.qTarget === null ? null : dm(sumOf, 0)
  if (sumOf('W') === 0) return null
  if (name === 'ips') return ips(sumOf, 0)
  if (name === 'snips') return snips(sumOf, 0)
  if (name === 'clippedIps') return lambda === null ? null : clippedIps(sumOf, 0)
  if (rows.qLogged === null || rows.qTarget === null) return null
  if (name === 'dr') return dr(sumOf, 0)
  if (name === 'sndr') return sndr(sumOf, 0)
  if (lambda === null) return null
  if (name === 'clippedDr') return clippedDr(sumOf, 0)
  return name === 'switchDr' ? switchDr(sumOf, 0) : dros(sumOf, 0)
}

export function rowEstimate(
  influence: Influence | null,
  totals: CustomerTotals,
  isRate: boolean,
  ess: EffectiveSizes,
): RowEstimate | null {
  if (influence === null) return null
  const psi = psiOf(influence.psi, totals),
    variance = clusterCovariance(psi, psi)
  if (variance === null) return null
  const standardError = Math.sqrt(variance),
    skewness = psiSkewness(psi)
  const interval = (z: number) => {
    // DM has a value even where no logged decision could have been the policy's, but nothing to judge it by.
    if (isRate) return ess.decisions === 0 ? null : rateInterval(influence.value, standardError, ess, z)
    return standardError === 0 ? null : meanInterval(influence.value, standardError, skewness, z)
  }
  return { influence, psi, standardError, skewness, interval }
}

export const logEstimate = (of: RowEstimate | null, z: number, n: number): LogEstimate | null =>
  of && {
    value: of.influence.value,
    standardError: of.standardError,
    interval: of.interval(z),
    n,
  }
