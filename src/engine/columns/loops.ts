// The loops over the rows of a block that concern one array at a time. Each is small, without branches where it can be,
// and reads and writes typed arrays only: that is what the compiler turns into good machine code. k counts rows within
// the block. Which rows are listed is as good as random to the processor: lists grow by `+(condition)`, which is compiled
// without a branch, as `condition ? 1 : 0` is not.

import type { Listed } from './wide-loops.ts'

/**
 * Calls a loop from the one place all loops are called from. V8 inlines a function where it knows what is called, and a
 * loop compiled as a part of what calls it is slower code: the second pass took a seventh longer with its loops inlined.
 */
export function outOfLine<A extends readonly unknown[]>(loop: (...args: A) => void, ...args: A): void {
  loop(...args)
}

export function addOnes(rows: number, at: Int32Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += 1
}

export function addValues(rows: number, at: Int32Array, values: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += values[k]!
}

/** Copies a column's block and lists the rows with an outcome other than 0. */
export function readFlags(rows: number, values: Uint8Array, from: number, raw: Float64Array, nonzero: Listed): void {
  const { list } = nonzero
  let found = 0
  for (let k = 0; k < rows; k++) {
    const x = values[from + k]!
    raw[k] = x
    list[found] = k
    found += +(x !== 0)
  }
  nonzero.count = found
}

/** The same for amounts: apart, so that each loop sees one kind of array only. */
export function readAmounts(
  rows: number,
  values: Float64Array,
  from: number,
  raw: Float64Array,
  nonzero: Listed,
): void {
  const { list } = nonzero
  let found = 0
  for (let k = 0; k < rows; k++) {
    const x = values[from + k]!
    raw[k] = x
    list[found] = k
    found += +(x !== 0)
  }
  nonzero.count = found
}

/** A number within a record by slot: `into[slot × record + target]`. */
export interface InRecord {
  readonly into: Float64Array
  readonly record: number
  readonly target: number
}

/** w·r over the listed rows, w by row. */
export function addProducts(
  { list, count }: Listed,
  at: Int32Array,
  w: Float64Array,
  r: Float64Array,
  { into, record, target }: InRecord,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    into[at[k]! * record + target]! += w[k]! * r[k]!
  }
}

/** Where w²r and w²r² are added up, by cell. */
export interface SquaredSums {
  readonly w2r: Float64Array
  readonly w2r2: Float64Array
}

/** w²r and w²r² over the listed rows, w by row. */
export function addSquares(
  { list, count }: Listed,
  at: Int32Array,
  w: Float64Array,
  r: Float64Array,
  into: SquaredSums,
): void {
  const { w2r, w2r2 } = into
  for (let x = 0; x < count; x++) {
    const k = list[x]!,
      c = at[k]!,
      term = w[k]! * w[k]! * r[k]!
    w2r[c]! += term
    w2r2[c]! += term * r[k]!
  }
}

/** The same with w² given by place in the list. */
export function addSquareGains(
  { list, count }: Listed,
  at: Int32Array,
  gain: Float64Array,
  r: Float64Array,
  into: SquaredSums,
): void {
  const { w2r, w2r2 } = into
  for (let x = 0; x < count; x++) {
    const k = list[x]!,
      c = at[k]!,
      term = gain[x]! * r[k]!
    w2r[c]! += term
    w2r2[c]! += term * r[k]!
  }
}

/** Adds the totals of slots into those of the customers they belong to. */
export function addByCustomer(slots: number, customerOfSlot: Int32Array, from: Float64Array, into: Float64Array): void {
  for (let s = 0; s < slots; s++) into[customerOfSlot[s]!]! += from[s]!
}
