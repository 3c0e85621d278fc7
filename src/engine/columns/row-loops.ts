// The loops over the rows of a block. Each is small, without branches where it can be, and reads and writes typed
// arrays only: that is what the compiler turns into good machine code. k counts rows within the block.

export function addOnes(rows: number, at: Int32Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += 1
}

export function addValues(rows: number, at: Int32Array, values: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += values[k]!
}

export function addSquares(rows: number, at: Int32Array, values: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += values[k]! * values[k]!
}

export function addOnesListed(listed: number, list: Int32Array, at: Int32Array, into: Float64Array): void {
  for (let x = 0; x < listed; x++) into[at[list[x]!]!]! += 1
}

/** Copies a column's block, less its shift, and lists the rows with an outcome other than 0. Returns how many. */
export function readFlags(
  rows: number,
  values: Uint8Array,
  from: number,
  shift: number,
  raw: Float64Array,
  r: Float64Array,
  nonzero: Int32Array,
): number {
  let found = 0
  for (let k = 0; k < rows; k++) {
    const x = values[from + k]!
    raw[k] = x
    r[k] = x - shift
    nonzero[found] = k
    found += x === 0 ? 0 : 1
  }
  return found
}

/** The same for amounts: apart, so that each loop sees one kind of array only. */
export function readAmounts(
  rows: number,
  values: Float64Array,
  from: number,
  shift: number,
  raw: Float64Array,
  r: Float64Array,
  nonzero: Int32Array,
): number {
  let found = 0
  for (let k = 0; k < rows; k++) {
    const x = values[from + k]!
    raw[k] = x
    r[k] = x - shift
    nonzero[found] = k
    found += x === 0 ? 0 : 1
  }
  return found
}

/** e = r − q̂(x, a) for the logged action. */
export function residuals(
  rows: number,
  r: Float64Array,
  q: Float64Array,
  modelAt: Int32Array,
  logged: Uint8Array,
  e: Float64Array,
): void {
  for (let k = 0; k < rows; k++) e[k] = r[k]! - q[modelAt[k]! + logged[k]!]!
}

/** R += w·r over the listed rows. */
export function addListed(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  w: Float64Array,
  r: Float64Array,
  into: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!
    into[at[k]!]! += w[k]! * r[k]!
  }
}

export function addProducts(rows: number, at: Int32Array, w: Float64Array, r: Float64Array, into: Float64Array): void {
  for (let k = 0; k < rows; k++) into[at[k]!]! += w[k]! * r[k]!
}

/** `gain` of each listed row, by place in the list, times its value. */
export function addGains(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  gain: Float64Array,
  values: Float64Array,
  into: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!
    into[at[k]!]! += gain[x]! * values[k]!
  }
}

/** The same for r and r² at once. */
export function addSquareGains(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  gain: Float64Array,
  r: Float64Array,
  first: Float64Array,
  second: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!,
      c = at[k]!,
      term = gain[x]! * r[k]!
    first[c]! += term
    second[c]! += term * r[k]!
  }
}

/** w²r and w²r² over the listed rows, w by row. */
export function addSquaredWeights(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  w: Float64Array,
  r: Float64Array,
  w2r: Float64Array,
  w2r2: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!,
      c = at[k]!,
      term = w[k]! * w[k]! * r[k]!
    w2r[c]! += term
    w2r2[c]! += term * r[k]!
  }
}

/**
 * Adds `table[place]` of every row. Consecutive rows mostly add to the same slot, each waiting for the one before;
 * going through both halves of the block at once hides half of that wait (3.7 → 2.6 ns a row).
 */
export function addLookups(
  rows: number,
  at: Int32Array,
  place: Int32Array,
  table: Float64Array,
  into: Float64Array,
): void {
  const half = rows >> 1
  for (let k = 0, l = half; k < half; k++, l++) {
    into[at[k]!]! += table[place[k]!]!
    into[at[l]!]! += table[place[l]!]!
  }
  if (2 * half < rows) into[at[rows - 1]!]! += table[place[rows - 1]!]!
}

export function addPlaces(rows: number, base: Int32Array, chosen: Uint8Array, place: Int32Array): void {
  for (let k = 0; k < rows; k++) place[k] = base[k]! + chosen[k]!
}

/**
 * Puts a policy's totals together from its own sums and those all policies share. Before: V = Σ q̂(x, rule's action),
 * D and R = what matches add. After: as in moments/moments.ts; R only of columns with a shift, others have it already.
 */
export function completeSeries(
  slots: number,
  stay: number,
  exploration: number,
  mean: Float64Array,
  sharedE: Float64Array,
  V: Float64Array,
  D: Float64Array,
): void {
  for (let s = 0; s < slots; s++) {
    const v = stay * V[s]! + exploration * mean[s]!
    V[s] = v
    D[s] = v + D[s]! + exploration * sharedE[s]!
  }
}

export function addScaled(length: number, values: Float64Array, factor: number, into: Float64Array): void {
  for (let k = 0; k < length; k++) into[k]! += factor * values[k]!
}

/** The part of v̂ that rests on actions never logged in the segment. */
export function addUnsupportedModel(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  chosen: Uint8Array,
  q: Float64Array,
  modelAt: Int32Array,
  segmentAction: Float64Array,
  actionsAt: Int32Array,
  qMean: Float64Array,
  meanAt: Int32Array,
  stay: number,
  exploration: number,
  into: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!,
      a = chosen[k]!
    into[at[k]!]! += stay * segmentAction[actionsAt[k]! + a]! * q[modelAt[k]! + a]! + exploration * qMean[meanAt[k]!]!
  }
}

/** Adds the totals of slots into those of the customers they belong to. */
export function addByCustomer(slots: number, customerOfSlot: Int32Array, from: Float64Array, into: Float64Array): void {
  for (let s = 0; s < slots; s++) into[customerOfSlot[s]!]! += from[s]!
}
