// Half-samples of the customers, drawn in blocks, so that a replicate costs the same however long the history is.

import { rng } from '../stats/rng.ts'
import { emptyGroupSums, type GroupSums, groupSumNames } from './group-sums.ts'
import { BLOCKS, type Ranking } from './ranking.ts'

/** Replicates read the curves at about this many places; their spread does not need more. */
export const PLACES = 512

/** Fewer blocks with customers in them give no error worth printing. */
export const LEAST_BLOCKS = 30

/** Columns of sums, one entry per place; `rows` says how many rows stand behind them. */
type Sums = { readonly rows: Float64Array }

/** Sums by place in a ranking and block of customers; one entry for each pair that has rows. */
export interface HalfSampleBlocks<S extends Sums> {
  readonly rows: number
  readonly places: number
  readonly place: Uint16Array
  readonly block: Uint16Array
  readonly sums: S
}

/** A place is one or several whole groups of equal scores, at least 1/512 of the rows. */
export function blockSums({ groupEnd, treatment, outcome, weight, block, rows }: Ranking): HalfSampleBlocks<GroupSums> {
  const most = Math.min(rows, BLOCKS * PLACES),
    entries = { place: new Uint16Array(most), block: new Uint16Array(most) }
  const sums = emptyGroupSums(most),
    open = emptyGroupSums(BLOCKS)
  let size = 0,
    places = 0,
    from = 0
  for (let g = 0; g < groupEnd.length; g++) {
    const to = groupEnd[g]!
    if (to - from < rows / PLACES && g < groupEnd.length - 1) continue
    for (let i = from; i < to; i++) {
      const b = block[i]!,
        w = weight === null ? 1 : weight[i]!
      open.rows[b]! += 1
      if (treatment[i] === 1) {
        open.treated[b]! += w
        open.treatedOutcome[b]! += w * outcome[i]!
      } else {
        open.control[b]! += w
        open.controlOutcome[b]! += w * outcome[i]!
      }
    }
    for (let b = 0; b < BLOCKS; b++) {
      if (open.rows[b] === 0) continue
      entries.place[size] = places
      entries.block[size] = b
      for (const name of groupSumNames) {
        sums[name][size] = open[name][b]!
        open[name][b] = 0
      }
      size++
    }
    places++
    from = to
  }
  const used = groupSumNames.map(name => [name, sums[name].subarray(0, size)] as const)
  return {
    rows,
    places,
    place: entries.place.subarray(0, size),
    block: entries.block.subarray(0, size),
    sums: Object.fromEntries(used) as Record<keyof GroupSums, Float64Array>,
  }
}

/** Numbers of the blocks that have rows, ascending. */
export const blocksOf = ({ block }: HalfSampleBlocks<Sums>): readonly number[] =>
  [...new Set(block)].sort((a, b) => a - b)

/**
 * Standard errors from half-samples: half of the blocks are drawn without replacement, again and again, and the spread
 * of a figure over the draws is its error in the whole sample (given n values, the variance of the mean of n/2 of them
 * is that of a mean of n). With an odd number of blocks it is scaled by √(m/(G − m)).
 *
 * Sums of a half-sample are scaled to all rows, so that areas, which grow with the rows, keep their size.
 *
 * grf's `boot_grf` (half-samples of clusters); Yadlowsky et al. 2021, arXiv 2111.07966, section 3, for AUTOC and QINI.
 *
 * @param figures  as many numbers each time; NaN where one cannot be computed
 * @param seed  of the draws; the same seed gives the same errors
 * @returns null where a figure could not be computed in some half-sample
 */
export function halfSampleErrors<S extends Sums>(
  all: HalfSampleBlocks<S>,
  replicates: number,
  seed: number,
  figures: (half: S) => readonly number[],
): readonly (number | null)[] {
  const blocks = [...blocksOf(all)],
    G = blocks.length,
    half = Math.floor(G / 2),
    uniform = rng(`${seed}/half-samples`)
  const names = Object.keys(all.sums) as (keyof S)[],
    drawn = new Uint8Array(BLOCKS)
  const columns = names.map(name => ({ from: all.sums[name] as Float64Array, to: new Float64Array(all.places) }))
  const sums = Object.fromEntries(columns.map(({ to }, c) => [names[c]!, to])) as S
  const mean: number[] = [],
    squares: number[] = []
  for (let r = 1; r <= replicates; r++) {
    drawn.fill(0)
    for (let k = 0; k < half; k++) {
      const pick = k + Math.floor(uniform() * (G - k)),
        block = blocks[pick]!
      blocks[pick] = blocks[k]!
      blocks[k] = block
      drawn[block] = 1
    }
    addDrawn(all, drawn, columns)
    // Welford's running mean and squares: figures may be large and their spread small.
    figures(sums).forEach((value, f) => {
      const before = mean[f] ?? 0,
        off = value - before
      mean[f] = before + off / r
      squares[f] = (squares[f] ?? 0) + off * (value - mean[f]!)
    })
  }
  const odd = Math.sqrt(half / (G - half))
  return squares.map(s => (Number.isFinite(s) ? odd * Math.sqrt(s / (replicates - 1)) : null))
}

interface Column {
  readonly from: Float64Array
  readonly to: Float64Array
}

/** Sums by place over the drawn blocks, scaled to all rows. */
function addDrawn(
  { rows, place, block, sums }: HalfSampleBlocks<Sums>,
  drawn: Uint8Array,
  columns: readonly Column[],
): void {
  let kept = 0
  for (let e = 0; e < place.length; e++) kept += drawn[block[e]!]! * sums.rows[e]!
  const scale = rows / kept
  for (const { from, to } of columns) {
    to.fill(0)
    // Multiplying by 0 or 1 is faster than branching on what is drawn at random.
    for (let e = 0; e < place.length; e++) to[place[e]!]! += drawn[block[e]!]! * from[e]!
    for (let p = 0; p < to.length; p++) to[p]! *= scale
  }
}
