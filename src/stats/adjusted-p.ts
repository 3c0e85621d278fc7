// Adjusted p-values: comparing them with any α gives the decisions of the procedure at that α.

/**
 * Holm's adjusted p-values: max over the smaller ones of (m − rank)·p, at most 1. Family-wise error, any dependence.
 *
 * @param p  m p-values in [0, 1], in any order
 * @returns m adjusted p-values in the order of `p`
 * @throws RangeError when one is no probability
 *
 * Holm, "A simple sequentially rejective multiple test procedure", 1979.
 */
export function holmAdjusted(p: readonly number[]): number[] {
  const order = ascending(p),
    adjusted = p.map(() => 1)
  let largest = 0
  for (const [rank, i] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[i]!))
    adjusted[i] = largest
  }
  return adjusted
}

/**
 * Benjamini and Hochberg's adjusted p-values: min over the larger ones of m·p/rank. They bound the expected share of
 * false discoveries among the rejected, for independent or positively dependent tests.
 *
 * @param p  m p-values in [0, 1], in any order
 * @returns m adjusted p-values in the order of `p`
 * @throws RangeError when one is no probability
 *
 * Benjamini & Hochberg, "Controlling the false discovery rate", JRSS B 1995.
 */
export function benjaminiHochbergAdjusted(p: readonly number[]): number[] {
  const order = ascending(p),
    adjusted = p.map(() => 1)
  let smallest = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!
    smallest = Math.min(smallest, (p.length * p[i]!) / rank)
    adjusted[i] = smallest
  }
  return adjusted
}

/**
 * Which of m hypotheses Benjamini and Hochberg's step-up procedure rejects at false discovery rate `alpha`.
 *
 * @param p  m p-values in [0, 1], in any order
 * @param alpha  in (0, 1)
 * @returns m booleans in the order of `p`
 * @throws RangeError when one is no probability
 *
 * Benjamini & Hochberg, "Controlling the false discovery rate", JRSS B 1995.
 */
export function benjaminiHochberg(p: readonly number[], alpha: number): boolean[] {
  const order = ascending(p)
  // The steps compare p with rank·α/m as they are written, so that p = α itself is rejected whatever the rounding.
  const last = order.findLastIndex((i, rank) => p[i]! <= ((rank + 1) * alpha) / p.length)
  const rejected = p.map(() => false)
  for (const i of order.slice(0, last + 1)) rejected[i] = true
  return rejected
}

function ascending(p: readonly number[]): number[] {
  const bad = p.find(one => !(one >= 0 && one <= 1))
  if (bad !== undefined) throw new RangeError(`A p-value lies between 0 and 1, not ${bad}.`)
  return p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!)
}
