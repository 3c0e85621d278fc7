// Decisions a ranking is measured on, with their features as one dense matrix.

import type { DesignMatrix } from '../../stats/design-matrix.ts'
import type { Columns } from '../columns.ts'
import { featureMatrix, type Term } from '../feature-matrix.ts'

/** Multiplications all fits together may take: some seconds. */
const MOST_WORK = 5e9
const LEAST_ROWS = 10_000
const MOST_ROWS = 100_000

export interface RankingSample {
  readonly rows: number
  readonly events: number
  /** 1 where the outcome happened. */
  readonly event: Uint8Array
  /** customerHash of each decision. */
  readonly hash: Uint32Array
  /** ms since 1970, NaN without times. */
  readonly time: Float64Array
  /** Row of the history each stands for. */
  readonly row: Int32Array
  readonly terms: readonly Term[]
  /** The matrix without the columns of some features. */
  readonly without: (features: ReadonlySet<string>) => SomeColumns
  /** Column of the matrix, by number. */
  readonly column: (term: number) => Float64Array
}

export interface SomeColumns {
  readonly x: DesignMatrix
  /** Numbers of its columns in the whole matrix. */
  readonly kept: readonly number[]
}

/**
 * All decisions whose outcome is known, or as many as the fits can bear: then every event as far as half of them, and
 * others by chance. That leaves ranking power as it is, which compares events with others and does not mind how many
 * there are of each.
 *
 * @param event  1 where the outcome happened, length rows
 * @param cut  ms since 1970; later decisions are too young
 * @param models  how many logits will be fitted
 */
export function rankingSample(columns: Columns, event: Uint8Array, cut: number, models: number): RankingSample {
  const whole = featureMatrix(columns.features, columns.rows),
    width = whole.columns
  // A fit takes about five steps of rows × width²/2, on half of the rows.
  const affordable = Math.floor(MOST_WORK / ((((models * 5) / 2) * (width + 1) ** 2) / 2))
  const most = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, affordable))
  const row = chooseRows(columns, event, cut, most),
    rows = row.length
  const values = new Float64Array(rows * width),
    one = new Float64Array(width)
  row.forEach((i, k) => {
    whole.read(i, i + 1, one)
    values.set(one, k * width)
  })
  const chosen = Uint8Array.from(row, i => event[i]!)
  return {
    rows,
    row,
    event: chosen,
    events: chosen.reduce((sum, e) => sum + e, 0),
    hash: Uint32Array.from(row, i => columns.customerHash[i]!),
    time: Float64Array.from(row, i => columns.time[i]!),
    terms: whole.terms,
    column: term => Float64Array.from({ length: rows }, (_, k) => values[k * width + term]!),
    without: features => {
      const kept = [...whole.terms.keys()].filter(t => !features.has(whole.terms[t]!.feature))
      const read: DesignMatrix['read'] = (from, to, into) => copy(values, width, kept, from, to, into)
      return { kept, x: { rows, columns: kept.length, read } }
    },
  }
}

function copy(
  values: Float64Array,
  width: number,
  kept: readonly number[],
  from: number,
  to: number,
  into: Float64Array,
): void {
  for (let k = from, at = 0; k < to; k++) for (const t of kept) into[at++] = values[k * width + t]!
}

function chooseRows({ rows, customerHash, time }: Columns, event: Uint8Array, cut: number, most: number): Int32Array {
  let events = 0,
    others = 0
  for (let i = 0; i < rows; i++) {
    if (time[i]! > cut) continue
    if (event[i] === 1) events++
    else others++
  }
  const wanted = Math.min(events, Math.max(most / 2, most - others))
  const shares = [(most - wanted) / others, wanted / events],
    found: number[] = []
  for (let i = 0; i < rows; i++) {
    if (time[i]! > cut) continue
    // A draw that is the same every time; the row's number tells decisions of one customer apart.
    const draw = Math.imul(customerHash[i]! ^ Math.imul(i, 0x85ebca6b), 0x9e3779b1) >>> 0
    if (draw < shares[event[i]!]! * 2 ** 32) found.push(i)
  }
  return Int32Array.from(found)
}
