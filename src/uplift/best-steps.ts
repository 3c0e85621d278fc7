// What the next unit of money buys for each customer, from the best buy on.

import { rowOrder } from './row-order.ts'

/** Steps of all customers from nothing to a treatment or from one treatment to a dearer one. */
export interface Steps {
  /** Steps by predicted gain per cost, the best first. */
  readonly order: Uint32Array
  /** Place after each group of equal ratio in `order`. */
  readonly groupEnd: Uint32Array
  readonly row: Uint32Array
  /** What the step costs, and what it gains by the scores. */
  readonly cost: Float64Array
  readonly gain: Float64Array
}

/**
 * Each row's treatments on the upper left hull of (cost, predicted gain) from (0, 0), as steps. Along a hull the ratio
 * falls, so taking all steps in its order never takes a customer's second step before the first.
 *
 * Kellerer, Pferschy & Pisinger, "Knapsack problems", 2004, chapter 11 (LP-dominance).
 *
 * @param predicted  K columns of length n; treatments predicted not to help are never taken
 * @param cost  K columns, above 0
 * @param scores  K columns: what a treatment is found to gain
 */
export function bestSteps(
  predicted: readonly Float64Array[],
  cost: readonly Float64Array[],
  scores: readonly Float64Array[],
): Steps {
  const n = predicted[0]!.length,
    K = predicted.length,
    most = n * K
  const ratio = new Float64Array(most),
    costs = new Float64Array(most),
    gains = new Float64Array(most)
  const rows = new Uint32Array(most)
  let size = 0
  for (let i = 0; i < n; i++) {
    let before = -1
    for (const k of hull(i, predicted, cost)) {
      const more = (columns: readonly Float64Array[]) => columns[k]![i]! - (before < 0 ? 0 : columns[before]![i]!)
      costs[size] = more(cost)
      gains[size] = more(scores)
      ratio[size] = more(predicted) / costs[size]!
      rows[size++] = i
      before = k
    }
  }
  const used = (values: Float64Array) => values.subarray(0, size)
  const order = rowOrder(size, [
    { values: used(ratio), descending: true },
    { values: used(costs) },
    { values: used(gains) },
  ])
  const ends: number[] = []
  order.forEach((step, i) => {
    if (i === size - 1 || ratio[order[i + 1]!] !== ratio[step]) ends.push(i + 1)
  })
  return { order, groupEnd: Uint32Array.from(ends), row: rows, cost: used(costs), gain: used(gains) }
}

/** Treatments of row i on the hull, by rising cost. */
function hull(i: number, predicted: readonly Float64Array[], cost: readonly Float64Array[]): readonly number[] {
  const c = (k: number) => (k < 0 ? 0 : cost[k]![i]!),
    p = (k: number) => (k < 0 ? 0 : predicted[k]![i]!)
  const byCost = predicted.map((_, k) => k).sort((a, b) => c(a) - c(b) || p(b) - p(a) || a - b)
  const kept: number[] = []
  for (const k of byCost) {
    if (p(k) <= p(kept.at(-1) ?? -1)) continue // costs at least as much and helps no more
    while (kept.length > 0) {
      const top = kept.at(-1)!,
        under = kept.at(-2) ?? -1
      // The step to k beats the one before it: the treatment between them is never the best buy.
      if ((p(k) - p(top)) * (c(top) - c(under)) <= (p(top) - p(under)) * (c(k) - c(top))) break
      kept.pop()
    }
    kept.push(k)
  }
  return kept
}
