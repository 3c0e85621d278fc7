// A plan says what to sum, as plain JSON: an engine needs the plan and the columns, and nothing else.

import type { Columns } from '../history/columns.ts'
import type { AllowedActions } from '../strategy/compile-js.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { BacktestError } from './backtest-error.ts'

/** What is evaluated: a strategy, or what the log actually did (weights 1, no model). */
export type Policy =
  | { readonly kind: 'logged' }
  | {
      readonly kind: 'strategy'
      readonly strategy: Strategy
      /** Name of the list in `Columns.allowedBy` that says what it may do on each row; `Columns.allowed` when absent. */
      readonly allowed?: string
    }

/**
 * What a policy may do on each row; one object for policies that may do the same. Null: everything.
 *
 * @throws {BacktestError} for a list the columns do not have
 */
export function allowedFor(policy: Policy, columns: Pick<Columns, 'allowed' | 'allowedBy'>): AllowedActions | null {
  if (policy.kind === 'logged' || policy.allowed === undefined) return columns.allowed
  const allowed = columns.allowedBy?.[policy.allowed]
  if (allowed === undefined) {
    throw new BacktestError(
      `“${policy.strategy.id}” is to keep to what “${policy.allowed}” allows, and the history has no such list. ` +
        `It has ${Object.keys(columns.allowedBy ?? {}).join(', ') || 'none'}.`,
    )
  }
  return allowed
}

/**
 * One numeric column to be summed. Rates and the two parts of a ratio need no third-order sums (their intervals are
 * Wilson's and Fieller's); means do (Hall's skewness). What is subtracted before summing stands in `Fitted.shift`.
 */
export interface PlannedColumn {
  readonly name: string // key of Columns.outcomes
  readonly measure: 'rate' | 'mean' | 'part'
  /** Index into `maturities`: which decisions are old enough for this column. */
  readonly maturity: number
}

export interface SumPlan {
  readonly policies: readonly Policy[]
  /** Index into `policies`: every other policy is compared with it, on the same rows. */
  readonly champion: number
  readonly columns: readonly PlannedColumn[]
  /** Pairs of indices into `columns`, [numerator, denominator], for ratio outcomes. */
  readonly ratios: readonly (readonly [number, number])[]
  /**
   * Decisions strictly later than the cut (ms since 1970) are unmatured for that maturity; null keeps all. The first is
   * the most permissive: what is told of a policy rather than of an outcome (diagnostics, weights) is told over it.
   */
  readonly maturities: readonly (number | null)[]
  readonly actions: readonly string[] // action keys, as in Columns.action
  /** Number of strata: what support, outcome model and modelled propensities are tables of. */
  readonly strata: number
  readonly segments: number
  readonly months: number
  /** Which marginals to accumulate beside the whole. Each is accumulated directly, never added up from others. */
  readonly by: { readonly segment: boolean; readonly month: boolean }
  /** K of the cross-fitting; the fold of a row is customerHash % K. */
  readonly folds: number
  /** False sums each row as a customer of its own: cheaper, for benchmarks and for logs without customers. */
  readonly clustered: boolean
  /** Outcome model off: only weights are summed (IPS, SNIPS). */
  readonly model: boolean
  /**
   * With it, D of some columns (indices into `columns`) is also summed by month and by so many blocks of customers, cut
   * by customerHash (`hashBlockLayout`): what many variants are compared by. Needs the outcome model.
   */
  readonly hashBlocks?: { readonly count: number; readonly columns: readonly number[] }
  /** Only the whole's sums are kept; they have the bits of a plan that keeps its parts. */
  readonly wholeOnly?: boolean
}

/** Cells of the plan in order: the whole, the segments, the months. */
export function cellCount(plan: SumPlan): number {
  if (plan.wholeOnly === true) return 1
  return 1 + (plan.by.segment ? plan.segments : 0) + (plan.by.month ? plan.months : 0)
}
