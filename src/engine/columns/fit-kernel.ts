// The first pass over one chunk of rows: counts and sums per fold × stratum × action.

import type { Columns } from '../../history/columns.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import { emptyFitSums } from '../../moments/fit-sums.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { checkColumns } from './check-columns.ts'
import type { Rows } from './chunks.ts'

/** Rows per block: their cells are found once and used for every column while they are in the cache. */
const BLOCK_ROWS = 4096

/** One column's sums by cell, and its range as [max of −r, max of r]. */
interface ColumnFit {
  readonly matured: Float64Array
  readonly outcome: Float64Array
  readonly range: Float64Array
}

export function fitKernel(plan: SumPlan, columns: Columns): (chunk: Rows) => FitSums {
  checkColumns(plan, columns, null)
  const cells = new Int32Array(BLOCK_ROWS)
  return chunk => {
    const sums = emptyFitSums(plan)
    const fits = plan.columns.map((): ColumnFit => ({
      matured: new Float64Array(sums.count.length),
      outcome: new Float64Array(sums.count.length),
      range: new Float64Array(2).fill(-Infinity),
    }))
    for (let from = chunk.from; from < chunk.to; from += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, chunk.to - from)
      findCells(plan, columns, from, rows, cells)
      for (let k = 0; k < rows; k++) sums.count[cells[k]!]! += 1
      for (const [o, { name, maturity }] of plan.columns.entries()) {
        const values = columns.outcomes[name]!,
          cut = plan.maturities[maturity] ?? Infinity
        const block = { from, rows, cells, time: columns.time, cut }
        if (values instanceof Uint8Array) addFlags(block, values, fits[o]!)
        else addAmounts(block, values, fits[o]!)
      }
    }
    fits.forEach((fit, o) => {
      for (let cell = 0; cell < sums.count.length; cell++) {
        sums.matured[cell * fits.length + o] = fit.matured[cell]!
        sums.outcome[cell * fits.length + o] = fit.outcome[cell]!
      }
      sums.negMin[o] = fit.range[0]!
      sums.max[o] = fit.range[1]!
    })
    return sums
  }
}

function findCells(
  plan: SumPlan,
  { customerHash, stratum, action }: Columns,
  from: number,
  rows: number,
  cells: Int32Array,
): void {
  const { folds, strata } = plan,
    actions = plan.actions.length
  for (let k = 0; k < rows; k++) {
    cells[k] = ((customerHash[from + k]! % folds) * strata + stratum[from + k]!) * actions + action[from + k]!
  }
}

/** Rows of the history from `from` on, with the cells they belong to; those later than `cut` have not matured. */
interface FitBlock {
  readonly from: number
  readonly rows: number
  readonly cells: Int32Array
  readonly time: Float64Array
  readonly cut: number
}

// Twice the same loop: each sees one kind of array, which is what makes it fast. `!(time > cut)` keeps rows without
// time.

function addFlags(
  { from, rows, cells, time, cut }: FitBlock,
  values: Uint8Array,
  { matured, outcome, range }: ColumnFit,
): void {
  let negMin = range[0]!,
    max = range[1]!
  for (let k = 0; k < rows; k++) {
    if (time[from + k]! > cut) continue
    const r = values[from + k]!,
      cell = cells[k]!
    matured[cell]! += 1
    outcome[cell]! += r
    if (r > max) max = r
    if (-r > negMin) negMin = -r
  }
  range[0] = negMin
  range[1] = max
}

function addAmounts(
  { from, rows, cells, time, cut }: FitBlock,
  values: Float64Array,
  { matured, outcome, range }: ColumnFit,
): void {
  let negMin = range[0]!,
    max = range[1]!
  for (let k = 0; k < rows; k++) {
    if (time[from + k]! > cut) continue
    const r = values[from + k]!,
      cell = cells[k]!
    matured[cell]! += 1
    outcome[cell]! += r
    if (r > max) max = r
    if (-r > negMin) negMin = -r
  }
  range[0] = negMin
  range[1] = max
}
