import { difference, type GroupSums, type Prefix, prefixAt } from './group-sums.ts'
import type { RankedBy } from './percentiles.ts'

/** In the order figures of both are kept in. */
export const strategies: readonly RankedBy[] = ['overall', 'by_group']

/** Rows of each arm. */
export type Arms = Readonly<Record<'treated' | 'control', number>>

/**
 * Uplift among the best k, for each k overall and by group: difference of the arms' means among the ⌊k·n⌋ rows with the
 * best scores (`overall`), or among the ⌊k·n_T⌋ best treated and the ⌊k·n_C⌋ best controls (`by_group`). A k from 1 on
 * is a number of rows. A group of equal scores that lies across the cut counts in proportion.
 *
 * scikit-uplift 0.5.1, `uplift_at_k`.
 *
 * @param all  sums over all groups
 * @param arms  rows of each arm in the whole history; a half-sample's sums are cut at the same shares
 * @returns [k][strategy] flat, in the order of `strategies`; null where an arm has no rows above the cut
 */
export function topUplift(sums: GroupSums, all: Prefix, ks: readonly number[], arms: Arms): readonly (number | null)[] {
  const at = (axis: 'rows' | 'treated' | 'control', n: number) => {
    const cuts = ks.map(k => ((k < 1 ? Math.floor(n * k) : Math.min(n, k)) * all[axis]) / n)
    const ascending = cuts.toSorted((a, b) => a - b),
      found = prefixAt(sums, axis, ascending)
    return cuts.map(cut => found[ascending.indexOf(cut)]!)
  }
  const overall = at('rows', arms.treated + arms.control),
    treated = at('treated', arms.treated)
  const control = at('control', arms.control)
  return ks.flatMap((_, i) => [
    difference(overall[i]!),
    difference({ ...treated[i]!, control: control[i]!.control, controlOutcome: control[i]!.controlOutcome }),
  ])
}
