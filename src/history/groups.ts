// Segments and strata as columns: each customer belongs to the first group whose condition holds, or to `other`.

import { compileRules } from '../strategy/compile-js.ts'
import type { FeatureColumn } from '../strategy/feature-column.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Segment } from './dataset.ts'

export const groupIds = (groups: readonly Segment[]): readonly string[] => [...groups.map(({ id }) => id), 'other']

/** Whether two lists put everybody in the same places: one column serves both. */
export const sameConditions = (a: readonly Segment[], b: readonly Segment[]): boolean =>
  a === b || canonicalJson(a.map(group => group.if)) === canonicalJson(b.map(group => group.if))

/** Writes the group of every row; `codes` may lie on shared memory. */
export function writeGroupCodes(
  groups: readonly Segment[],
  features: Readonly<Record<string, FeatureColumn>>,
  codes: Uint16Array,
): void {
  const block = new Int16Array(65_536)
  const assign = compileRules(groups, {}, features)
  for (let from = 0; from < codes.length; from += block.length) {
    const to = Math.min(codes.length, from + block.length)
    assign(from, to, block)
    codes.set(block.subarray(0, to - from), from)
  }
}
