// Outcome totals of a group of columns by slot: one record a slot, R, V and D of one column after the other. What a
// product of a column's totals needs of a customer stands together.

/** R, V and D. */
export const PER_COLUMN = 3
export const R = 0
export const V = 1
export const D = 2

/** Where column j of a group has one of its totals within a record. */
export const targetOf = (j: number, total: typeof R | typeof V | typeof D): number => PER_COLUMN * j + total

/** Numbers in a record. */
export const recordLength = ({ columns }: { readonly columns: readonly number[] }): number =>
  PER_COLUMN * columns.length

/**
 * Puts a policy's totals together from its own sums and those exploration shares. Before: V = Σ q̂(x, rule's action), D
 * and R = what matches add. After, as in moments/sums.ts:
 *
 *     v̂ = (1 − ε)·q̂(x, rule's action) + ε·mean of q̂ over A        D = V + Σ w·e        R = Σ w·r
 *
 * @param shared  Σ of u·r, of the mean of q̂, and of u·e; u·r is 0 for columns without a shift, whose R is whole already
 */
export function completeRecords(
  columns: number,
  stay: number,
  exploration: number,
  shared: Float64Array,
  own: Float64Array,
): void {
  for (let i = 0, at = 0; i < columns; i++, at += PER_COLUMN) {
    const v = stay * own[at + V]! + exploration * shared[at + V]!
    own[at + R] = own[at + R]! + exploration * shared[at + R]!
    own[at + V] = v
    own[at + D] = v + own[at + D]! + exploration * shared[at + D]!
  }
}
