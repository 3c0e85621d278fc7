// A history in memory: one typed array per column, on SharedArrayBuffer so that workers read it without copying.

import type { FeatureColumn } from '../strategy/feature-column.ts'
import type { Segment } from './dataset.ts'

/**
 * Rows are in canonical order: by customer hash, customer, time, decision id. So one customer's rows are
 * contiguous and in time order, and any cut between customers is a cut by customer hash.
 */
export interface Columns {
  readonly rows: number
  readonly customers: number
  /** Dense customer number, 0 … customers − 1, ascending. */
  readonly customer: Int32Array
  /** 32 bits of a stable hash of the customer key; folds are `customerHash % K`. */
  readonly customerHash: Uint32Array
  /** Milliseconds since 1970; NaN in a history without time. */
  readonly time: Float64Array
  /** Index into `months`; all 0 and `months` = [''] in a history without time. */
  readonly month: Uint16Array
  readonly months: readonly string[] // '2025-01', ascending
  /** Index into `strata`: the cells support, outcome model and modelled propensities are computed in. */
  readonly stratum: Uint16Array
  readonly strata: readonly string[] // their ids, the last is 'other'
  /** Index into `segments`, which people look at; the array is `stratum` itself where they are the strata. */
  readonly segment: Uint16Array
  readonly segments: readonly string[] // their ids, the last is 'other'
  /** Index into the dataset's actions. */
  readonly action: Uint8Array
  /** Per-decision lists of allowed actions, dictionary-coded; null when every action was always allowed. */
  readonly allowed: { readonly set: Uint16Array; readonly sets: readonly (readonly number[])[] } | null
  /**
   * The same by name, for strategies that keep to narrower lists than the history's, as a contact policy makes them of
   * each decision at its own time. `hold` is in every set.
   */
  readonly allowedBy?: Readonly<
    Record<string, { readonly set: Uint16Array; readonly sets: readonly (readonly number[])[] }>
  >
  /** π₀(a|x) of the logged action, logged or by design; null when it has to be modelled. */
  readonly propensity: Float64Array | null
  readonly features: Readonly<Record<string, FeatureColumn>>
  /** By column name (`outcomeColumns`): rates as 0/1 in Uint8Array, everything else Float64Array without NaN. */
  readonly outcomes: Readonly<Record<string, Uint8Array | Float64Array>>
}

/** Which columns to bring into memory, by catalogue and outcome name. What segments and strata read is added. */
export interface ColumnNeeds {
  readonly features: readonly string[]
  readonly outcomes: readonly string[]
  /** What people look at; the data set's segments when absent. */
  readonly segments?: readonly Segment[]
  /** Bytes the columns may take; by default a share of the memory available now. */
  readonly memoryBudgetBytes?: number
}
