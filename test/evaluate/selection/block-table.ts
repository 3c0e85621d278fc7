// Goal: histories as sums by month and block, drawn directly: variants that share most of their noise, as variants do.

import type { BlockTable } from '../../../src/evaluate/selection/block-lifts.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'

export interface Drawn {
  readonly seed: number
  readonly variants: number
  readonly months?: number
  readonly blocks?: number
  /** Correlation of two variants' lifts. */
  readonly correlation?: number
  /** True lift of each variant over the whole, in standard errors. */
  readonly lifts?: readonly number[]
}

const PER_CELL = 10 // decisions

export function drawnTable({
  seed,
  variants,
  months = 12,
  blocks = 512,
  correlation = 0.3,
  lifts = [],
}: Drawn): BlockTable {
  const normal = normalDraws(rng(`${seed}/table`)),
    cells = months * blocks
  const common = Float64Array.from({ length: cells }, normal)
  const decisions = new Float64Array(cells).fill(PER_CELL)
  // The mean of all cells has an error of 1/(PER_CELL √cells), so a lift of one error adds 1/√cells to every cell.
  const sums = (lift: number) =>
    common.map(
      shared => Math.sqrt(correlation) * shared + Math.sqrt(1 - correlation) * normal() + lift / Math.sqrt(cells),
    )
  return {
    months,
    blocks,
    sign: 1,
    decisions,
    champion: { numerator: new Float64Array(cells), denominator: null },
    variants: Array.from({ length: variants }, (_, k) => ({ numerator: sums(lifts[k] ?? 0), denominator: null })),
  }
}
