import { difference, type GroupSums, prefixAt, totals } from './group-sums.ts'
import type { Strategy } from './percentiles.ts'

/** Rows of each arm. */
export type Arms = Readonly<Record<'treated' | 'control', number>>

/**
 * Uplift among the best k: difference of the arms' means among the ⌊k·n⌋ rows with the best scores (`overall`), or
 * among the ⌊k·n_T⌋ best treated and the ⌊k·n_C⌋ best controls (`by_group`). A k from 1 on is a number of rows. A group
 * of equal scores that lies across the cut counts in proportion.
 *
 * scikit-uplift 0.5.1, `uplift_at_k`.
 *
 * @param arms  rows of each arm in the whole history; a half-sample's sums are cut at the same shares
 * @returns null where an arm has no rows above the cut
 */
export function topUplift(sums: GroupSums, k: number, strategy: Strategy, arms: Arms): number | null {
  const all = totals(sums), cut = (n: number) => k < 1 ? Math.floor(n * k) : Math.min(n, k)
  if (strategy === 'overall') return difference(prefixAt(sums, 'rows', [cut(all.rows)])[0]!)
  const treated = prefixAt(sums, 'treated', [cut(arms.treated) * all.treated / arms.treated])[0]!
  const control = prefixAt(sums, 'control', [cut(arms.control) * all.control / arms.control])[0]!
  return difference({ ...treated, control: control.control, controlOutcome: control.controlOutcome })
}
