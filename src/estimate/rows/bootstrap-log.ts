import type { SumOf } from '../../moments/cell-sums.ts'
import type { Resampled } from '../../stats/poisson-bootstrap.ts'
import { poissonMultiplicities, summariseReplicates } from '../../stats/poisson-bootstrap.ts'
import type { CustomerTotals } from './customer-totals.ts'
import { customerTotals } from './customer-totals.ts'
import type { LogEstimator } from './log-estimates.ts'
import { influenceOf, logEstimators } from './log-estimates.ts'
import type { LoggedArrays } from './logged-arrays.ts'
import { checkLevel, checkLambda, LogError, weightedRows } from './logged-arrays.ts'

export interface BootstrapOptions {
  /** At least 2; 1,000 when absent. Percentile intervals need hundreds. */
  readonly replicates?: number
  /** An unsigned 32-bit number; 1 when absent. */
  readonly seed?: number
  readonly lambda?: number
  readonly level?: number
}

/**
 * Cluster bootstrap, a check on the intervals of `evaluateLog`: in every replicate each customer counts a Poisson(1)
 * number of times, fixed by her code, the replicate and the seed. So the result depends neither on the order of the
 * rows nor on how the work is shared out. Without customers a row is one, by its place.
 *
 * Where events are few its percentile intervals are too narrow, as the normal ones are; it is no substitute for the
 * default intervals.
 *
 * @param log  arrays of length n, as for `evaluateLog`
 * @returns per estimator, in the unit of the reward; null where it cannot be computed
 * @throws {LogError} as `evaluateLog`, and for fewer than 2 replicates or a seed outside 0 … 2³² − 1
 *
 * Chamandy, Muralidharan, Najmi & Naidu, "Estimating uncertainty for massive data streams", Google 2012.
 */
export function bootstrapLog(
  log: LoggedArrays,
  options: BootstrapOptions = {},
): Readonly<Record<LogEstimator, Resampled | null>> {
  const { lambda = null, replicates = 1_000, seed = 1, level = 0.95 } = options
  checkLambda(lambda)
  checkLevel(level)
  if (!(Number.isInteger(replicates) && replicates >= 2)) {
    throw new LogError(`A bootstrap of ${replicates} replicates is none; give a whole number from 2 on.`)
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new LogError(`The seed is ${seed}; it is a whole number from 0 to ${2 ** 32 - 1}.`)
  }
  const rows = weightedRows(log),
    totals = customerTotals(rows, lambda)
  const names = logEstimators.filter(name => influenceOf(name, rows, totals.sumOf, lambda) !== null)
  const values = resample([totals], keysOf(log, rows.customer, rows.customers), replicates, seed, ([sumOf]) =>
    names.map(name => influenceOf(name, rows, sumOf!, lambda)?.value ?? null),
  )
  return Object.fromEntries(
    logEstimators.map(name => {
      const index = names.indexOf(name)
      return [
        name,
        index < 0
          ? null
          : summariseReplicates(
              values.map(of => of[index]!),
              level,
            ),
      ]
    }),
  ) as Record<LogEstimator, Resampled | null>
}

/** A customer's own code, so that her multiplicities do not depend on who comes before her. */
function keysOf(log: LoggedArrays, customer: Int32Array | null, customers: number): Uint32Array {
  const keys = Uint32Array.from({ length: customers }, (_, c) => c)
  if (customer !== null) for (let i = 0; i < customer.length; i++) keys[customer[i]!] = log.customer![i]!
  return keys
}

/**
 * Statistics of every replicate, from weighted sums of customers' totals.
 *
 * @param totals  of several variables' sources with the same customers, e.g. of two policies
 * @param keys  by customer
 * @param statistics  given, for each of `totals`, its sums in the replicate; only sums of one variable can be asked for
 */
export function resample(
  totals: readonly CustomerTotals[],
  keys: Uint32Array,
  replicates: number,
  seed: number,
  statistics: (sums: readonly SumOf[]) => readonly (number | null)[],
): readonly (readonly (number | null)[])[] {
  const times = new Uint8Array(keys.length)
  return Array.from({ length: replicates }, (_, replicate) => {
    poissonMultiplicities(keys, replicate, seed, times)
    return statistics(
      totals.map(({ of }): SumOf => variable => {
        if (variable === undefined) throw new RangeError('a replicate has sums of one variable only')
        const values = of(variable)
        let sum = 0
        for (let c = 0; c < values.length; c++) sum += times[c]! * values[c]!
        return sum
      }),
    )
  })
}
