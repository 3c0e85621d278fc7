// The first pass over one chunk of rows: counts and sums per fold × stratum × action.

import type { Columns } from '../../history/columns.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import { emptyFitSums } from '../../moments/fit-sums.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { checkColumns } from './check-columns.ts'
import type { Rows } from './chunks.ts'
import { maturityClasses, type MaturityClasses } from './maturity-classes.ts'

/** Rows per block: their cells are found once and used for every column while they are in the cache. */
const BLOCK_ROWS = 4096

/** The rows of a block that have matured for one class: numbers within the block, and the cells they belong to. */
interface MatureRows {
  readonly row: Int32Array
  readonly cell: Int32Array
  count: number
}

/** One column's sums by cell, and its range. */
interface ColumnFit {
  readonly outcome: Float64Array
  negMin: number
  max: number
}

export function fitKernel(plan: SumPlan, columns: Columns): (chunk: Rows) => FitSums {
  checkColumns(plan, columns, null)
  const classes = maturityClasses(plan, columns)
  const cells = new Int32Array(BLOCK_ROWS),
    everyRow = Int32Array.from(cells.keys())
  const mature = classes.cuts.map((cut): MatureRows =>
    cut === Infinity
      ? { row: everyRow, cell: cells, count: 0 }
      : { row: new Int32Array(BLOCK_ROWS), cell: new Int32Array(BLOCK_ROWS), count: 0 },
  )
  const classOf = plan.columns.map(({ maturity }) => classes.ofMaturity[maturity]!)
  return chunk => {
    const sums = emptyFitSums(plan)
    const matured = classes.cuts.map(() => new Float64Array(sums.count.length))
    const fits = plan.columns.map((): ColumnFit => ({
      outcome: new Float64Array(sums.count.length),
      negMin: -Infinity,
      max: -Infinity,
    }))
    for (let from = chunk.from; from < chunk.to; from += BLOCK_ROWS) {
      const to = Math.min(from + BLOCK_ROWS, chunk.to)
      findCells(plan, columns, from, to - from, cells)
      countCells(to - from, cells, sums.count)
      for (const [c, rows] of mature.entries()) {
        findMature(classes, c, columns.time.subarray(from, to), cells, rows)
        countCells(rows.count, rows.cell, matured[c]!)
      }
      for (const [o, { name }] of plan.columns.entries()) {
        const values = columns.outcomes[name]!,
          rows = mature[classOf[o]!]!
        if (values instanceof Uint8Array) addFlags(rows, values.subarray(from, to), fits[o]!)
        else addAmounts(rows, values.subarray(from, to), fits[o]!)
      }
    }
    for (const [o, { outcome, negMin, max }] of fits.entries()) {
      for (let cell = 0; cell < sums.count.length; cell++) {
        sums.matured[cell * fits.length + o] = matured[classOf[o]!]![cell]!
        sums.outcome[cell * fits.length + o] = outcome[cell]!
      }
      sums.negMin[o] = negMin
      sums.max[o] = max
    }
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
  let hash = -1,
    first = 0 // of the fold of that hash: a customer's rows stand together, and dividing takes longer than all else here
  for (let k = 0; k < rows; k++) {
    if (customerHash[from + k]! !== hash) {
      hash = customerHash[from + k]!
      first = (hash % folds) * strata
    }
    cells[k] = (first + stratum[from + k]!) * actions + action[from + k]!
  }
}

function countCells(rows: number, cells: Int32Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[cells[k]!]! += 1
}

/** Where all rows are mature they are listed already. A row without time (NaN) always is. */
function findMature(
  { cuts }: MaturityClasses,
  c: number,
  time: Float64Array,
  cells: Int32Array,
  into: MatureRows,
): void {
  const cut = cuts[c]!,
    rows = time.length
  if (cut === Infinity) {
    into.count = rows
    return
  }
  const { row, cell } = into
  let found = 0
  for (let k = 0; k < rows; k++) {
    row[found] = k
    cell[found] = cells[k]!
    found += +!(time[k]! > cut)
  }
  into.count = found
}

/** Most rows have none; only the others are added up. */
function addFlags({ row, cell, count }: MatureRows, values: Uint8Array, fit: ColumnFit): void {
  const { outcome } = fit
  let { negMin, max } = fit,
    zeros = 0
  for (let x = 0; x < count; x++) {
    const r = values[row[x]!]!
    if (r === 0) {
      zeros++
      continue
    }
    outcome[cell[x]!]! += r
    if (r > max) max = r
    if (-r > negMin) negMin = -r
  }
  fit.negMin = zeros > 0 ? Math.max(negMin, -0) : negMin
  fit.max = zeros > 0 ? Math.max(max, 0) : max
}

function addAmounts({ row, cell, count }: MatureRows, values: Float64Array, fit: ColumnFit): void {
  const { outcome } = fit
  let { negMin, max } = fit
  for (let x = 0; x < count; x++) {
    const r = values[row[x]!]!
    outcome[cell[x]!]! += r
    if (r > max) max = r
    if (-r > negMin) negMin = -r
  }
  fit.negMin = negMin
  fit.max = max
}
