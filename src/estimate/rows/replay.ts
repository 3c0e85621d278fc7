import { twoSidedZ } from '../../stats/normal.ts'
import type { Interval } from '../../stats/wilson.ts'
import type { Refusal } from '../refusal.ts'
import { fewEvents, noOverlap, oneCustomer } from '../refusals.ts'
import { fewOneSidedAmounts, rowsWithoutInterval } from './amount-refusals.ts'
import { customerTotals } from './customer-totals.ts'
import { rowEstimate } from './log-estimates.ts'
import type { LoggedArrays, WeightedRows } from './logged-arrays.ts'
import { weightedRows } from './logged-arrays.ts'

/** A value with the reasons to show it as refused, if any. `n` decisions agree with the log. */
export interface Replay {
  readonly value: number | null
  readonly standardError: number | null
  readonly interval: Interval | null
  readonly n: number
  readonly refusals: readonly Refusal[]
}

/** Propensities further apart than this, relative, are not one number printed twice. */
const UNIFORM = 1e-9

/**
 * Replay: the mean reward over the decisions where a deterministic policy would have done what was done:
 *
 *     V = mean of r over rows with π(a|x) = 1        ψ = r − V on those rows
 *
 * Right only when the log chose uniformly at random: otherwise the rows that agree are not like the rest, and the
 * value is marked refused.
 *
 * @param log  arrays of length n, as for `evaluateLog`
 * @returns in the unit of the reward; `value` null, with the reason, for a stochastic policy or without agreement
 * @throws {LogError} as `evaluateLog`
 *
 * Li, Chu, Langford & Wang, "Unbiased offline evaluation of contextual-bandit-based news article recommendation
 * algorithms", WSDM 2011.
 */
export function replay(log: LoggedArrays, level = 0.95): Replay {
  const rows = weightedRows(log),
    z = twoSidedZ(level)
  return (
    replayRows(log, rows, z) ?? {
      value: null,
      standardError: null,
      interval: null,
      n: 0,
      refusals: [{ code: 'stochastic' }],
    }
  )
}

/** Null for a stochastic policy. `log` has passed the checks that `rows` came from. */
export function replayRows({ target, propensity }: LoggedArrays, rows: WeightedRows, z: number): Replay | null {
  const n = rows.reward.length,
    agreeing: number[] = []
  let least = 1,
    most = 0
  for (let i = 0; i < n; i++) {
    const probability = target[i]!
    if (probability !== 0 && probability < 1 - UNIFORM) return null // 1 but for rounding is 1
    if (probability !== 0) agreeing.push(i)
    least = Math.min(least, propensity[i]!)
    most = Math.max(most, propensity[i]!)
  }
  const refusals = most - least > UNIFORM * most ? [{ code: 'not-uniform' as const, least, most }] : []
  const absent = (why: Refusal): Replay => ({
    value: null,
    standardError: null,
    interval: null,
    n: agreeing.length,
    refusals: [...refusals, why],
  })
  if (agreeing.length === 0) return absent(noOverlap(n, 'strategy'))

  const reward = Float64Array.from(agreeing, i => rows.reward[i]!)
  const same = weightedRows({
    reward,
    propensity: new Float64Array(reward.length).fill(1),
    target: new Float64Array(reward.length).fill(1),
    ...(rows.customer && { customer: agreeing.map(i => rows.customer![i]!) }),
  })
  const totals = customerTotals(same, null),
    decisions = reward.length
  const value = totals.sumOf('R') / decisions
  const isRate = rows.reward.every(r => r === 0 || r === 1)
  const customers = decisions ** 2 / totals.sumOf('N', 'N')
  const measured = rowEstimate({ value, psi: { R: 1 / decisions, N: -value / decisions } }, totals, isRate, {
    decisions,
    customers,
  })
  if (measured === null) return { ...absent(oneCustomer), value }
  const events = totals.sumOf('R')
  const few = isRate
    ? fewEvents(events, decisions - events, 'strategy')
    : fewOneSidedAmounts(reward, events ** 2 / reward.reduce((sum, r) => sum + r * r, 0), 'strategy')
  return {
    value,
    standardError: measured.standardError,
    interval: measured.interval(z),
    n: decisions,
    refusals: [...refusals, ...(few === null ? [] : [few]), ...rowsWithoutInterval(measured, z, { figure: 'replay' })],
  }
}
