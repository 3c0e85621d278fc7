/**
 * Holm's step-down procedure: which of m hypotheses are rejected with a family-wise error of at most `alpha`,
 * whatever their dependence.
 *
 * @param p  m p-values
 * @returns m booleans in the order of `p`
 * @throws RangeError when one is no probability
 *
 * Holm, "A simple sequentially rejective multiple test procedure", 1979.
 */
export function holm(p: readonly number[], alpha: number): boolean[] {
  const bad = p.find(one => !(one >= 0 && one <= 1))
  if (bad !== undefined) throw new RangeError(`A p-value lies between 0 and 1, not ${bad}.`)
  const rejected = p.map(() => false)
  const ascending = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!)
  for (const [rank, i] of ascending.entries()) {
    if (!(p[i]! <= alpha / (p.length - rank))) break
    rejected[i] = true
  }
  return rejected
}
