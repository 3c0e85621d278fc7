// A matrix that is read block by block, so that it need not stand in memory as a whole.

export interface DesignMatrix {
  readonly rows: number
  readonly columns: number
  /** Writes rows `from` … `to` − 1 into `into`, row-major. */
  readonly read: (from: number, to: number, into: Float64Array) => void
}

/** Mean and standard deviation of each column; a constant column has deviation 1. */
export interface ColumnScales {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/** Rows per block: their columns stay in the cache while they are used. */
const BLOCK_ROWS = 512

/**
 * A matrix as `fitLogit` takes it, over the values as they are: nothing is copied.
 *
 * @param values  rows × columns, row-major
 * @param columns  whole number ≥ 0
 * @param rows    needed only when there is no column
 * @throws RangeError when the values are not rows × columns
 */
export function denseMatrix(values: Float64Array, columns: number, rows = values.length / columns): DesignMatrix {
  if (!Number.isInteger(rows) || rows * columns !== values.length) {
    throw new RangeError(`${values.length} values do not fill rows of ${columns} columns.`)
  }
  return { rows, columns, read: (from, to, into) => into.set(values.subarray(from * columns, to * columns)) }
}

/** Rows of a matrix, centred and scaled, a 1 before their columns: `values` is count × (1 + columns), row-major. */
export interface RowBlock {
  readonly count: number
  /** Numbers of the rows. */
  readonly row: Int32Array
  readonly values: Float64Array
}

/**
 * Calls `use` with block after block of rows; the arrays are used again for the next one.
 *
 * @param include  rows to visit: not 0; all when absent
 */
export function forEachBlock(
  x: DesignMatrix,
  { mean, deviation }: ColumnScales,
  include: Uint8Array | undefined,
  use: (block: RowBlock) => void,
): void {
  const { rows, columns } = x,
    width = columns + 1
  const raw = new Float64Array(BLOCK_ROWS * columns)
  const row = new Int32Array(BLOCK_ROWS),
    values = new Float64Array(BLOCK_ROWS * width)
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const to = Math.min(rows, from + BLOCK_ROWS)
    x.read(from, to, raw)
    let count = 0
    for (let i = from; i < to; i++) {
      if (include !== undefined && include[i] === 0) continue
      const at = (i - from) * columns,
        into = count * width
      values[into] = 1
      for (let j = 0; j < columns; j++) values[into + 1 + j] = (raw[at + j]! - mean[j]!) / deviation[j]!
      row[count++] = i
    }
    if (count > 0) use({ count, row, values })
  }
}

/** @throws RangeError for a value that is not finite */
export function columnScales(x: DesignMatrix, include?: Uint8Array): ColumnScales {
  const { columns } = x,
    mean = new Float64Array(columns),
    squares = new Float64Array(columns)
  const asIs = { mean: new Float64Array(columns), deviation: new Float64Array(columns).fill(1) }
  let n = 0
  forEachBlock(x, asIs, include, ({ count, values }) => {
    for (let b = 0; b < count; b++) {
      n++
      for (let j = 0; j < columns; j++) {
        // Welford's running mean and squares
        const value = values[b * (columns + 1) + 1 + j]!,
          off = value - mean[j]!
        mean[j]! += off / n
        squares[j]! += off * (value - mean[j]!)
      }
    }
  })
  const deviation = squares.map(s => Math.sqrt(s / Math.max(1, n)) || 1)
  const bad = squares.findIndex(s => !Number.isFinite(s))
  if (bad >= 0) throw new RangeError(`Column ${bad} of the matrix holds a value that is not a finite number.`)
  return { mean, deviation }
}
