// What a policy does on the rows of a block: matches, weights, rules; written for the compiler as row-loops.ts is.

/** w = π(a|x) / π₀(a|x) of the logged action; `explored` is ε/|A| by `shareAt`, `stay` = 1 − ε. */
export function weigh(
  rows: number,
  chosen: Uint8Array,
  logged: Uint8Array,
  propensity: Float64Array,
  stay: number,
  explored: Float64Array,
  shareAt: Int32Array,
  w: Float64Array,
): void {
  for (let k = 0; k < rows; k++) {
    w[k] = (explored[shareAt[k]!]! + (chosen[k] === logged[k] ? stay : 0)) / propensity[k]!
  }
}

/** Lists the rows whose logged action is the chosen one. Returns how many. */
export function listMatches(rows: number, chosen: Uint8Array, logged: Uint8Array, matches: Int32Array): number {
  let found = 0
  for (let k = 0; k < rows; k++) {
    matches[found] = k
    found += chosen[k] === logged[k] ? 1 : 0
  }
  return found
}

/** What a match adds to w = ε·u + (1 − ε)/π₀, and to w²; u = 1/(|A|π₀). By place in the list. */
export function findGains(
  listed: number,
  list: Int32Array,
  inverse: Float64Array,
  uniform: Float64Array,
  stay: number,
  exploration: number,
  gain: Float64Array,
  squareGain: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!,
      more = stay * inverse[k]!
    gain[x] = more
    squareGain[x] = more * (more + 2 * exploration * uniform[k]!)
  }
}

export function keepExtremes(
  rows: number,
  at: Int32Array,
  w: Float64Array,
  largest: Float64Array,
  negSmallest: Float64Array,
): void {
  for (let k = 0; k < rows; k++) {
    const x = w[k]!,
      c = at[k]!
    if (x > largest[c]!) largest[c] = x
    if (-x > negSmallest[c]!) negSmallest[c] = -x
  }
}

/** Probability on actions never logged in the segment: (1 − ε) for the rule's, ε · `share` for exploration. */
export function addUnsupported(
  listed: number,
  list: Int32Array,
  at: Int32Array,
  chosen: Uint8Array,
  stay: number,
  exploration: number,
  segmentAction: Float64Array,
  actionsAt: Int32Array,
  share: Float64Array,
  setAt: Int32Array,
  into: Float64Array,
): void {
  for (let x = 0; x < listed; x++) {
    const k = list[x]!
    into[at[k]!]! += stay * segmentAction[actionsAt[k]! + chosen[k]!]! + exploration * share[setAt[k]!]!
  }
}

/** Counts weights by `weightBin`, for rows whose class is at most `limit`; `maturity` null counts all. */
export function countWeights(
  rows: number,
  w: Float64Array,
  maturity: Uint8Array | null,
  limit: number,
  into: Int32Array,
  first: number,
): void {
  if (maturity === null) {
    const half = rows >> 1
    for (let k = 0, l = half; k < half; k++, l++) {
      into[first + weightBin(w[k]!)]!++
      into[first + weightBin(w[l]!)]!++
    }
    if (2 * half < rows) into[first + weightBin(w[rows - 1]!)]!++
  } else {
    for (let k = 0; k < rows; k++) if (maturity[k]! <= limit) into[first + weightBin(w[k]!)]!++
  }
}

/** Index of the first edge of `weightBins` (0, 1/64, 1/32 … 256, ∞) that is at least w, without searching. */
export function weightBin(w: number): number {
  if (w === 0) return 0
  // w ≤ 2^(b − 7) exactly when ceil(64 w) − 1 has at most b − 1 binary digits.
  return w > 256 ? 16 : 33 - Math.clz32(Math.ceil(w * 64) - 1)
}

export function countRules(rows: number, rule: Int16Array, into: Int32Array, first: number): void {
  for (let k = 0; k < rows; k++) into[first + rule[k]!]!++
}
