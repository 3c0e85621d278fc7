// Counts of what rules propose, by cell and action; written for the compiler as row-loops.ts is.

/** @param at  place of each row's cell, see `Grouping.cellAt` */
export function countActions(
  rows: number,
  at: Int32Array,
  action: Uint8Array,
  actions: number,
  into: Int32Array,
): void {
  for (let k = 0; k < rows; k++) into[at[k]! * actions + action[k]!]! += 1
}

export function countActionsListed(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  action: Uint8Array,
  actions: number,
  into: Int32Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!
    into[at[k]! * actions + action[k]!]! += 1
  }
}
