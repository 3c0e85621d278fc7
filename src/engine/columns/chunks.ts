// How the rows of a history are cut into pieces of work. The cut depends on the rows alone, never on the number of
// workers, so that sums added up chunk by chunk have the same bits whoever computed them.

import type { Columns } from '../../history/columns.ts'

/** Enough pieces that a slow worker does not leave the others idle, few enough that merging costs nothing. */
const MOST_CHUNKS = 64
/** A chunk of fewer rows would spend its time on starting. */
const LEAST_ROWS = 32_768

export interface Rows {
  readonly from: number
  readonly to: number
}

/** Cuts all rows at borders between customers. A customer larger than a chunk stays whole. */
export function cutChunks(columns: Pick<Columns, 'rows' | 'customer'>): readonly Rows[] {
  const wanted = Math.min(MOST_CHUNKS, Math.ceil(columns.rows / LEAST_ROWS))
  const chunks: Rows[] = []
  let from = 0
  for (let c = 1; c <= wanted; c++) {
    const to = customerBorder(columns, Math.max(from, Math.round((columns.rows / wanted) * c)), columns.rows)
    if (to > from) chunks.push({ from, to })
    from = to
  }
  return chunks
}

/** The first row at or after `row` that begins another customer; `end` when there is none before it. */
export function customerBorder(columns: Pick<Columns, 'customer'>, row: number, end: number): number {
  const { customer } = columns
  let border = row
  while (border > 0 && border < end && customer[border] === customer[border - 1]) border++
  return Math.min(border, end)
}
