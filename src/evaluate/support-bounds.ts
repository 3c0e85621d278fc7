import type { CellSums } from '../moments/cell-sums.ts'
import type { FitSums } from '../moments/fit-sums.ts'
import type { Interval } from '../stats/wilson.ts'
import type { OutcomeSeries } from './outcome-series.ts'

/**
 * How far a policy's DR value could lie from its estimate, whatever had happened at the actions history does not know:
 *
 *     V_supported + s·[min r, max r] − V        V_supported = V − mean unsupported part of v̂
 *
 * with s the mean probability of such actions and r bounded by [0, 1] for a rate, else by what was observed.
 *
 * @returns [low, high] to be added to the estimate; [0, 0] when s = 0
 *
 * Manski, "Nonparametric bounds on treatment effects", 1990.
 */
export function supportBounds(
  sums: CellSums,
  series: OutcomeSeries,
  policy: number,
  value: number,
  fitSums: FitSums,
  shift: Float64Array,
): Interval {
  const n = sums.maturity(series.maturity, 'N')
  const s = sums.policy(series.maturity, policy, 'unsupported') / n
  if (s === 0) return [0, 0]
  const displaced = (column: number): Interval => {
    const predicted = sums.series(column, policy, 'u') / n + shift[column]! * s
    const isRate = sums.plan.columns[column]!.measure === 'rate'
    const low = isRate ? 0 : -fitSums.negMin[column]!,
      high = isRate ? 1 : fitSums.max[column]!
    return [s * low - predicted, s * high - predicted]
  }
  if (series.of.kind === 'column') return displaced(series.of.column)

  // Corners of numerator × denominator; a denominator that could be 0 bounds nothing.
  const { numerator, denominator } = series.of
  const part = (column: number) => sums.series(column, policy, 'D') / n + shift[column]!
  const [top, bottom] = [numerator, denominator].map(column => displaced(column).map(by => part(column) + by))
  if (bottom![0]! <= 0) return [-Infinity, Infinity]
  const corners = top!.flatMap(a => bottom!.map(b => a / b - value))
  return [Math.min(...corners), Math.max(...corners)]
}
