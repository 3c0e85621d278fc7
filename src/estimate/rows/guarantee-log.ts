import { empiricalBernstein } from '../../stats/empirical-bernstein.ts'
import type { Interval } from '../../stats/wilson.ts'
import { customerTotals } from './customer-totals.ts'
import type { LoggedArrays, WeightedRows } from './logged-arrays.ts'
import { checkLevel, LogError, weightedRows } from './logged-arrays.ts'

export interface GuaranteeOptions {
  /** The largest weight there can be: π's largest probability over the smallest propensity the log's maker allowed. */
  readonly maxWeight: number
  /** Smallest and largest reward there can be; [0, 1] when absent. */
  readonly rewardRange?: readonly [number, number]
  readonly level?: number
}

/**
 * An interval of IPS that is guaranteed at any sample size and for any distribution, by the empirical Bernstein bound
 * on customers' totals of w·(r − least reward). It covers practically always, and is 2 to 96 times as wide as the
 * default interval. What it needs has to be known beforehand: the largest weight and reward possible, not the largest
 * seen. A customer is taken to have at most as many decisions as the one with most has here.
 *
 * @param log  arrays of length n, as for `evaluateLog`
 * @returns limits of the value per decision, in the unit of the reward, no further than the reward's own range
 * @throws {LogError} when a weight or reward is larger than was declared, or below two customers
 *
 * Maurer & Pontil, "Empirical Bernstein bounds and sample variance penalization", COLT 2009, theorem 4.
 */
export function guaranteeLog(log: LoggedArrays, options: GuaranteeOptions): Interval {
  return rowGuarantee(weightedRows(log), options)
}

export function rowGuarantee(rows: WeightedRows, options: GuaranteeOptions): Interval {
  const { maxWeight, rewardRange: [least, most] = [0, 1], level = 0.95 } = options
  checkLevel(level)
  if (!(maxWeight > 0 && Number.isFinite(maxWeight))) throw new LogError(`No weight can be at most ${maxWeight}.`)
  if (!(least < most && Number.isFinite(most - least))) {
    throw new LogError(`No reward lies between ${least} and ${most}. Declare [smallest, largest].`)
  }
  const heavy = rows.w.findIndex(w => w > maxWeight),
    odd = rows.reward.findIndex(r => r < least || r > most)
  if (heavy >= 0) {
    throw new LogError(
      `Decision ${heavy} has weight ${rows.w[heavy]}, above the largest declared, ${maxWeight}. ` +
        'Declare what the log allows: the largest target probability over the smallest propensity.',
    )
  }
  if (odd >= 0) throw new LogError(`reward[${odd}] is ${rows.reward[odd]}, outside the declared ${least} to ${most}.`)
  if (rows.customers < 2) throw new LogError('A guarantee needs at least two customers.')

  const lifted = customerTotals({ ...rows, reward: rows.reward.map(r => r - least) }, null)
  const totals = lifted.of('R'),
    decisions = lifted.of('N'),
    customers = totals.length
  const mean = lifted.sumOf('R') / customers
  const variance = totals.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (customers - 1)
  const largest = decisions.reduce((a, b) => Math.max(a, b), 0) * maxWeight * (most - least)
  const perDecision = customers / rows.reward.length
  const [low, high] = empiricalBernstein(mean, variance, customers, largest, level)
  return [Math.max(least, least + low * perDecision), Math.min(most, least + high * perDecision)]
}
