// Typed looks into the reference files of other programs; test/reference/README.md says where they come from.

import { expect } from 'vitest'
import { readReference } from '../../reference.ts'

/** One part of stats_vectors.json. */
export const statsVectors = <T>(part: string): T =>
  (JSON.parse(readReference('stats/stats_vectors.json')) as Record<string, T>)[part]!

/** Equal to `tolerance` relative; 0 only to 1e-12. */
export function expectClose(value: number, expected: number, tolerance = 1e-9, what = ''): void {
  const error = value === expected ? 0 : Math.abs(value - expected) / Math.max(Math.abs(expected), 1e-3)
  expect(error, `${what}: ${value} instead of ${expected}`).toBeLessThan(tolerance)
}

/** Both ends equal to `tolerance` relative to the larger. */
export function expectInterval(
  value: readonly [number, number] | null,
  expected: readonly number[],
  tolerance = 1e-9,
): void {
  const scale = Math.max(...expected.map(Math.abs))
  for (const end of [0, 1] as const) {
    expect(Math.abs(value![end] - expected[end]!) / scale, `${value} instead of ${expected}`).toBeLessThan(tolerance)
  }
}
