// Goal: ranking power is the share of pairs ranked rightly, ties counted half, with an error that holds.

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { auc, meanPlacement, nullAucError, placements } from '../../src/stats/auc.ts'
import { normalDraws, rng } from '../../src/stats/rng.ts'

it('counts pairs: scores 1 2 2 3 with events at the last two win 3 of 4 pairs and tie one', () => {
  expect(auc(Float64Array.of(1, 2, 2, 3), Uint8Array.of(0, 0, 1, 1))).toBe(3.5 / 4)
})
it('is 1 for perfect, 0 for reversed, ½ for constant scores, and absent without pairs', () => {
  expect(auc(Float64Array.of(1, 2, 3), Uint8Array.of(0, 0, 1))).toBe(1)
  expect(auc(Float64Array.of(3, 2, 1), Uint8Array.of(0, 0, 1))).toBe(0)
  expect(auc(Float64Array.of(7, 7, 7), Uint8Array.of(0, 0, 1))).toBe(0.5)
  expect(auc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNull()
  expect(auc(new Float64Array(0), new Uint8Array(0))).toBeNull()
})
it('refuses a missing score', () => {
  expect(() => auc(Float64Array.of(1, NaN), Uint8Array.of(0, 1))).toThrow('row 1 is NaN')
  expect(() => auc(Float64Array.of(1), Uint8Array.of(0, 1))).toThrow('1 scores for 2 outcomes')
})
it('is the count over all pairs and the mean placement of either kind, and does not mind a monotone change', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 2, maxLength: 60 })
  fc.assert(
    fc.property(pairs, rows => {
      const score = Float64Array.from(rows, ([s]) => s),
        event = Uint8Array.from(rows, ([, e]) => Number(e))
      const events = rows.filter(([, e]) => e),
        others = rows.filter(([, e]) => !e)
      const value = auc(score, event)
      if (events.length === 0 || others.length === 0) {
        expect(value).toBeNull()
        return
      }
      const won = events
        .flatMap(([a]) => others.map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)))
        .reduce<number>((sum, one) => sum + one, 0)
      expect(value).toBeCloseTo(won / events.length / others.length, 12)
      expect(
        auc(
          score.map(s => Math.exp(s) - 3),
          event,
        ),
      ).toBe(value)
      const placed = placements(score, event),
        mean = (kind: number) => {
          const own = placed.filter((_, i) => event[i] === kind)
          return own.reduce((a, b) => a + b, 0) / own.length
        }
      expect(mean(1)).toBeCloseTo(value!, 12)
      expect(mean(0)).toBeCloseTo(value!, 12)
    }),
  )
})
it('has an error that is the spread between samples', () => {
  const uniform = rng(4),
    normal = normalDraws(uniform),
    values: number[] = [],
    errors: number[] = []
  for (let k = 0; k < 400; k++) {
    const event = Uint8Array.from({ length: 120 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    const score = Float64Array.from(event, e => normal() + e)
    const { value, standardError } = meanPlacement(placements(score, event), event)
    values.push(value)
    errors.push(standardError)
  }
  const mean = values.reduce((a, b) => a + b, 0) / 400
  const spread = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / 399)
  // The spread of 400 samples is itself known to 3.5 %.
  expect(Math.abs(errors.reduce((a, b) => a + b, 0) / 400 / spread - 1)).toBeLessThan(0.1)
  expect(mean).toBeCloseTo(0.7602, 2) // Φ(1/√2)
})
it('knows its error when the score says nothing: 10 events among 30', () => {
  expect(nullAucError(10, 20)).toBeCloseTo(Math.sqrt(31 / 2400), 12)
  expect(nullAucError(0, 20)).toBe(Infinity)
})
