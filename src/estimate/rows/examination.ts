// What is fetched apart from the sums, on request: the tail of the weights, how values move with λ, and two checks on
// the intervals. None of it can be merged from parts of a history.

import { PARETO_K_LIMIT } from '../../stats/pareto-k.ts'
import type { Resampled } from '../../stats/poisson-bootstrap.ts'
import type { Estimate } from '../estimate.ts'

export interface ExamineRequest {
  /** λ ≥ 0 of the estimators that clip or shrink weights, in the order they are shown. */
  readonly lambdas?: readonly number[]
  /** Replicates of the cluster bootstrap. */
  readonly bootstrap?: number
  /** The largest weight there can be, for the guarantee. */
  readonly maxWeight?: number
  /** Values by ridge regressions on every feature, beside those by cell means. */
  readonly ridge?: boolean
}

export interface Examination {
  readonly lambdas: readonly number[]
  readonly bootstrap: number | null
  readonly maxWeight: number | null
  /** Every strategy's, over the whole history; `logged` has weights of 1 and nothing to examine. */
  readonly policies: readonly PolicyExamination[]
}

export interface PolicyExamination {
  readonly policy: number
  /** Null when the weights of the tail are tied. */
  readonly paretoK: number | null
  /** Exact, by share. Over decisions mature for the most permissive outcome, as the diagnostics are. */
  readonly weightQuantiles: Readonly<Record<string, number>>
  /** Empty when only weights were asked for. */
  readonly outcomes: readonly OutcomeExamination[]
}

export interface OutcomeExamination {
  readonly outcome: string
  readonly sndr: Estimate | null
  /** DM, DR and its difference from the champion with the ridge outcome model in place of the cell means. */
  readonly ridge: RidgeEstimates | null
  /** One entry per λ. */
  readonly sweep: readonly SweepPoint[]
  readonly bootstrap: Bootstrap | null
  /** Interval of IPS that holds for any distribution; of rates only. */
  readonly guarantee: readonly [number, number] | null
}

export interface SweepPoint {
  readonly lambda: number
  /** Share of the total weight above λ: what clipping takes away. */
  readonly clippedShare: number
  readonly clippedIps: Estimate | null
  readonly clippedDr: Estimate | null
  readonly switchDr: Estimate | null
  readonly dros: Estimate | null
}

export interface RidgeEstimates {
  readonly dm: Estimate | null
  readonly dr: Estimate | null
  /** Null for the champion. */
  readonly difference: Estimate | null
}

export interface Bootstrap {
  readonly value: { readonly dr: Resampled | null; readonly snips: Resampled | null }
  /** Policy − champion, each replicate's; null for the champion. */
  readonly difference: { readonly dr: Resampled | null; readonly snips: Resampled | null } | null
}

/** Pareto-k of the weights from which on their errors are not to be relied on. */
export const HEAVY_TAIL = PARETO_K_LIMIT

/** Whether the tail of the weights is too heavy for errors to be relied on. */
export const isHeavyTailed = (paretoK: number | null): boolean => paretoK !== null && paretoK >= HEAVY_TAIL
