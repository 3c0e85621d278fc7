// Where sums stand within a cell, by their names.

import type {
  ActionSum,
  MaturitySum,
  PairSum,
  PolicyMaximum,
  PolicyPairSum,
  PolicySum,
  RatioPairSum,
  RatioSum,
  SeriesSum,
  SeriesThirdSum,
} from './sums.ts'

/** Offsets by the name of a sum. A champion has no pairs, a rate no third order. */
type Places<Always extends string, Sometimes extends string = never> = Readonly<
  Record<Always, number> & Partial<Record<Sometimes, number>>
>
export type MaturityPlaces = Places<MaturitySum>
export type PolicyPlaces = Places<PolicySum, PolicyPairSum>
export type ActionPlaces = Places<ActionSum>
export type SeriesPlaces = Places<SeriesSum, SeriesThirdSum | PairSum>
export type RatioPlaces = Places<RatioSum, RatioPairSum>
export type MaximumPlaces = Places<PolicyMaximum>

/** Offsets within a cell. */
export interface CellPlaces {
  /** [maturity] and [maturity][policy]. */
  readonly maturities: readonly MaturityPlaces[]
  readonly policies: readonly (readonly PolicyPlaces[])[]
  /** [column][policy] and [ratio][policy]. */
  readonly series: readonly (readonly SeriesPlaces[])[]
  readonly ratios: readonly (readonly RatioPlaces[])[]
}
