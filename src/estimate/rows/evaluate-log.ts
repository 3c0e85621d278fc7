// The estimators for people with their own arrays.

import { twoSidedZ } from '../../stats/normal.ts'
import type { Refusal } from '../refusal.ts'
import { defaultLimits, fewEvents, heavyTail, noOverlap, oneCustomer, weightRefusals } from '../refusals.ts'
import { fewOneSidedAmounts, rowsWithoutInterval } from './amount-refusals.ts'
import { customerTotals } from './customer-totals.ts'
import { isHeavyTailed } from './examination.ts'
import type { LogDiagnostics } from './log-diagnostics.ts'
import { logDiagnostics, logEffectiveSizes } from './log-diagnostics.ts'
import type { LogEstimate, LogEstimator, RowEstimate } from './log-estimates.ts'
import { influenceOf, logEstimate, logEstimators, rowEstimate } from './log-estimates.ts'
import type { LogSums } from './log-sums.ts'
import { logSums } from './log-sums.ts'
import type { LoggedArrays, WeightedRows } from './logged-arrays.ts'
import { checkLambda, checkLevel, weightedRows } from './logged-arrays.ts'
import type { Replay } from './replay.ts'
import { replayRows } from './replay.ts'

export interface LogOptions {
  /** λ ≥ 0 of the four estimators that clip or shrink weights; they are absent without it. ∞ clips nothing. */
  readonly lambda?: number
  /** Two-sided level of every interval; 0.95 when absent. */
  readonly level?: number
}

/** Null stands for an estimate that cannot be computed: without q̂, without a λ, or without any overlap. */
export type LogEvaluation = Readonly<Record<LogEstimator, LogEstimate | null>> & {
  /** The plain mean over rows where a deterministic policy agrees with the log; null for a stochastic policy. */
  readonly replay: Replay | null
  readonly diagnostics: LogDiagnostics
  /** What the figures can be worked out from by hand. */
  readonly sums: LogSums
  /** Every reason why these figures support no verdict; empty when they do. Figures stay, to be shown as refused. */
  readonly refusals: readonly Refusal[]
  /** What has to be said beside the figures but stands against no verdict. */
  readonly notes: readonly Refusal[]
}

/**
 * Value per decision of a policy from n decisions another policy made, by every estimator of `docs/statistics.md`:
 * IPS, SNIPS, DM, DR, SNDR and, with a λ, clipped IPS, clipped DR, Switch-DR and DRos. Values and errors are in the
 * unit of `reward`. Rewards that are all 0 or 1 are a rate and have Wilson's interval at the effective number of
 * trials, others are a mean and have Hall's at Student's quantile. Decisions of one customer are taken together in
 * every error.
 *
 * q̂ should be cross-fitted by customer: a model that has seen the decision's own reward makes every interval too
 * narrow. What is bias is in no interval: the model's for DM, clipping's for the estimators with a λ.
 *
 * @param log  arrays of length n, checked here
 * @returns every estimate with its error and interval in the unit of `reward`; null where it cannot be computed
 * @throws {LogError} for arrays of different lengths, values out of range or not finite, a λ or level that is none
 *
 * Each estimator names its source where it is defined (src/estimate/ips.ts, snips.ts, dr.ts, sndr.ts, clipped-ips.ts,
 * clipped-dr.ts, switch-dr.ts, dros.ts); the error is Liang & Zeger's, Biometrika 1986.
 */
export function evaluateLog(log: LoggedArrays, options: LogOptions = {}): LogEvaluation {
  const { lambda = null, level = 0.95 } = options
  checkLambda(lambda)
  checkLevel(level)
  const rows = weightedRows(log),
    n = rows.reward.length
  const totals = customerTotals(rows, lambda),
    diagnostics = logDiagnostics(rows, totals)
  const isRate = rows.reward.every(r => r === 0 || r === 1)
  const ess = logEffectiveSizes(rows, totals),
    z = twoSidedZ(level)
  const measured = Object.fromEntries(
    logEstimators.map(name => [name, rowEstimate(influenceOf(name, rows, totals.sumOf, lambda), totals, isRate, ess)]),
  ) as Record<LogEstimator, RowEstimate | null>
  const estimates = Object.fromEntries(logEstimators.map(name => [name, logEstimate(measured[name], z, n)])) as Record<
    LogEstimator,
    LogEstimate | null
  >
  return {
    ...estimates,
    replay: replayRows(log, rows, z),
    diagnostics,
    sums: logSums(rows),
    refusals: [
      ...rowRefusals(rows, diagnostics, isRate),
      ...rowsWithoutInterval(measured.dr, z, valueOf('dr')),
      ...rowsWithoutInterval(measured.snips, z, valueOf('snips')),
    ],
    notes: [
      ...(isHeavyTailed(diagnostics.paretoK) ? [heavyTail(diagnostics.paretoK!, WHO)] : []),
      ...(isRate ? logEstimators.flatMap(name => outsideRange(name, measured[name])) : []),
    ],
  }
}

const valueOf = (estimator: LogEstimator) => ({ figure: 'value', estimator, who: WHO }) as const

/** Whom these reasons are about. */
const WHO = 'strategy'

/** A rate no rate can be. */
function outsideRange(estimator: LogEstimator, of: RowEstimate | null): Refusal[] {
  const value = of?.influence.value ?? 0
  return value < 0 || value > 1 ? [{ code: 'outside-range', estimator, value }] : []
}

/** Reasons that lie in the weights and in how many events they met. */
function rowRefusals(rows: WeightedRows, of: LogDiagnostics, isRate: boolean): Refusal[] {
  const refusals = weightRefusals({ ...of, unsupportedShare: 0 }, WHO, defaultLimits)
  if (of.customers < 2) refusals.push(oneCustomer)
  else if (of.maxWeight === 0) refusals.push(noOverlap(of.decisions, WHO))
  else {
    const { events, others } = effectiveEvents(rows)
    const few = isRate ? fewEvents(events, others, WHO) : fewOneSidedAmounts(rows.reward, events, WHO)
    if (few !== null) refusals.push(few)
  }
  return refusals
}

/** (Σwr)²/Σw²r² and the same with 1 − r: how many equally weighted events and non-events would say as much. */
function effectiveEvents({ reward, w }: WeightedRows): { readonly events: number; readonly others: number } {
  const size = (r: (i: number) => number) => {
    let sum = 0,
      squares = 0
    for (let i = 0; i < w.length; i++) {
      const x = w[i]! * r(i)
      sum += x
      squares += x * x
    }
    return squares === 0 ? 0 : sum ** 2 / squares
  }
  return { events: size(i => reward[i]!), others: size(i => 1 - reward[i]!) }
}
