// Uplift by percentile of the score and its weighted average, as scikit-uplift defines them.

import type { Interval } from '../stats/wilson.ts'
import { around } from './around.ts'
import type { Ranking } from './ranking.ts'

/** How customers are cut: all together by rank, or treated and controls each by their own rank. */
export type RankedBy = 'overall' | 'by_group'

/** One arm's part of a slice of the ranking. */
export interface ArmSlice {
  /** Rows of the arm (by weight); a fraction where a group of equal scores is cut. */
  readonly rows: number
  /** Null without rows. */
  readonly mean: number | null
  /** √(Σw²(y − mean)²)/Σw: √(p(1 − p)/n) for a 0/1 outcome without weights. */
  readonly standardError: number | null
}

export interface PercentileUplift {
  /** Per cent of the ranking from its best end, e.g. 0 to 10. */
  readonly from: number
  readonly to: number
  readonly treated: ArmSlice
  readonly control: ArmSlice
  /** Difference of the two means; null where an arm has no rows. */
  readonly uplift: number | null
  readonly standardError: number | null
  /** uplift ± z·error. */
  readonly interval: Interval | null
}

/**
 * The ranking in `bins` slices, whose sizes differ by one row at most, the larger ones first (numpy's `array_split`).
 * A group of equal scores that lies across a border is shared out in proportion.
 *
 * scikit-uplift 0.5.1, `uplift_by_percentile`.
 *
 * @param z  normal quantile of the intervals
 */
export function upliftByPercentile(
  ranking: Ranking,
  strategy: RankedBy,
  bins: number,
  z: number,
): readonly PercentileUplift[] {
  const [control, treated] = sliceSums(ranking, strategy, bins)
  return Array.from({ length: bins }, (_, b) => {
    const t = armSlice(treated, b),
      c = armSlice(control, b),
      known = t.mean !== null && c.mean !== null
    const uplift = known ? t.mean - c.mean : null
    // An arm that has a mean has an error.
    const standardError = known ? Math.hypot(t.standardError!, c.standardError!) : null
    return {
      from: roundHalfEven((b * 100) / bins),
      to: roundHalfEven(((b + 1) * 100) / bins),
      treated: t,
      control: c,
      uplift,
      standardError,
      interval: around(uplift, standardError, z),
    }
  })
}

/**
 * Σ n_T·uplift / Σ n_T over the percentiles, n_T treated rows in each: scikit-uplift's `weighted_average_uplift`. Null
 * when a percentile has no uplift.
 */
export function weightedAverage(percentiles: readonly PercentileUplift[]): number | null {
  let sum = 0,
    rows = 0
  for (const { treated, uplift } of percentiles) {
    if (uplift === null) return null
    sum += treated.rows * uplift
    rows += treated.rows
  }
  return sum / rows
}

/** Per slice of one arm: Σw, Σwy, Σw², Σw²(y − shift), Σw²(y − shift)². */
interface SliceSums {
  readonly shift: number
  readonly sums: Float64Array
}

const SUMS = 5

/** One arm's slices while they are filled, and how far along its axis the ranking has come. */
interface Slicing {
  readonly edges: readonly number[]
  readonly sums: Float64Array
  reached: number
  bin: number
}

function sliceSums(ranking: Ranking, strategy: RankedBy, bins: number): readonly [SliceSums, SliceSums] {
  const { groupEnd, treatment, outcome, weight, rows } = ranking,
    together = strategy === 'overall'
  // Squares are taken about a value the outcome has: about 0, large outcomes would lose their digits.
  const shift = outcome[0]!
  let treatedRows = 0
  for (let i = 0; i < rows; i++) treatedRows += treatment[i]!
  const [control, treated] = [rows - treatedRows, treatedRows].map((n): Slicing => ({
    edges: splitEdges(together ? rows : n, bins),
    sums: new Float64Array(bins * SUMS),
    reached: 0,
    bin: 0,
  })) as [Slicing, Slicing]
  const ofControl = new Float64Array(SUMS),
    ofTreated = new Float64Array(SUMS)
  let from = 0
  for (let g = 0; g < groupEnd.length; g++) {
    const to = groupEnd[g]!,
      rows = to - from
    for (let i = from; i < to; i++) {
      addRow(treatment[i] === 1 ? ofTreated : ofControl, weight === null ? 1 : weight[i]!, outcome[i]!, shift)
    }
    const wT = ofTreated[0]!,
      wC = ofControl[0]!
    if (wT > 0) shareOut(ofTreated, treated, together ? from : treated.reached, together ? rows : wT)
    if (wC > 0) shareOut(ofControl, control, together ? from : control.reached, together ? rows : wC)
    from = to
  }
  return [
    { shift, sums: control.sums },
    { shift, sums: treated.sums },
  ]
}

function addRow(sums: Float64Array, w: number, y: number, shift: number): void {
  const d = w * (y - shift)
  sums[0]! += w
  sums[1]! += w * y
  sums[2]! += w * w
  sums[3]! += w * d
  sums[4]! += d * d
}

/** Adds a group that reaches from `start` over `length` rows to the slices it lies in, and empties it. */
function shareOut(group: Float64Array, into: Slicing, start: number, length: number): void {
  const end = start + length
  into.reached = end
  for (;;) {
    const b = into.bin,
      edge = b === into.edges.length - 1 ? Infinity : into.edges[b]!
    const share = (Math.min(end, edge) - Math.max(start, b === 0 ? 0 : into.edges[b - 1]!)) / length
    if (share > 0) for (let k = 0; k < SUMS; k++) into.sums[b * SUMS + k]! += group[k]! * share
    if (end <= edge) break
    into.bin++
  }
  for (let k = 0; k < SUMS; k++) group[k] = 0
}

/** Ends of `bins` slices of n rows; the first n mod `bins` have one row more. */
function splitEdges(n: number, bins: number): readonly number[] {
  const size = Math.floor(n / bins),
    larger = n % bins
  return Array.from({ length: bins }, (_, b) => size * (b + 1) + Math.min(b + 1, larger))
}

function armSlice({ shift, sums }: SliceSums, bin: number): ArmSlice {
  const [w = 0, wy = 0, w2 = 0, w2d = 0, w2d2 = 0] = sums.subarray(bin * SUMS, (bin + 1) * SUMS)
  if (w <= 0) return { rows: 0, mean: null, standardError: null }
  const mean = wy / w,
    off = mean - shift
  return { rows: w, mean, standardError: Math.sqrt(Math.max(0, w2d2 - 2 * off * w2d + off * off * w2)) / w }
}

/** To the nearest whole number, halves to the even one, as Python rounds. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x),
    rest = x - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
