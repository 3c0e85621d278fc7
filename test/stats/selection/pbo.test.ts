import { describe, expect, it } from 'vitest'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import { pbo } from '../../../src/stats/selection/pbo.ts'

const noise = (seed: number, rows: number, variants: number) => {
  const draw = normalDraws(rng(seed))
  return Array.from({ length: rows }, () => Array.from({ length: variants }, draw))
}

describe('the probability of back-test overfitting', () => {
  it('matches a hand-worked example', () => {
    // Four periods, two blocks: chosen on 0–1 (means 3, 1, 2) the first has rank 2 of 0, −1, 5 afterwards: ln(2/2).
    // Chosen on 2–3 the third has rank 2 before: ln(2/2). Both at the median, which counts as overfitted.
    const found = pbo(
      [
        [3, 1, 2],
        [3, 1, 2],
        [0, -1, 5],
        [0, -1, 5],
      ],
      2,
      { metric: 'mean' },
    )
    expect([...found.chosen]).toEqual([0, 2])
    expect([...found.logits]).toEqual([0, 0])
    expect(found.pbo).toBe(1)
    expect(found.probabilityOfLoss).toBe(0)
    // (3, 0) and (5, 2): a line through two points
    expect(found.degradation).toEqual({ slope: 1, intercept: -3, r2: 1, p: null })
  })
  it('is 0 for a variant that always leads, and 1 for ones that lead by turns', () => {
    const steady = noise(5, 24, 6).map(row => [...row, 9 + row[0]!])
    expect(pbo(steady, 6).pbo).toBe(0)
    const turns = noise(6, 24, 6).map((row, t) => row.map((x, k) => (k === Math.floor(t / 4) ? 3 + x / 9 : x / 9)))
    expect(pbo(turns, 6, { metric: 'mean' }).pbo).toBeGreaterThan(0.9)
  })
  it('does not depend on the unit, and drops from the start what fills no block', () => {
    const rows = noise(8, 26, 5),
      scaled = rows.map(row => row.map(x => 4 * x))
    expect(pbo(scaled, 8).logits).toEqual(pbo(rows, 8).logits)
    expect(pbo(rows, 8)).toEqual(pbo(rows.slice(2), 8))
  })
  it('shares ranks among ties: equal variants are at the median', () => {
    const rows = noise(9, 12, 1).map(([x]) => [x!, x!, x!])
    const found = pbo(rows, 4)
    expect([...found.logits]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...found.chosen]).toEqual([0, 0, 0, 0, 0, 0])
  })
  it('refuses odd blocks, missing values and ratios without a deviation', () => {
    expect(() => pbo(noise(1, 12, 3), 5)).toThrow('even')
    expect(() =>
      pbo(
        [
          [1, 2],
          [3, NaN],
        ],
        2,
        { metric: 'mean' },
      ),
    ).toThrow('Variant 1 has the value NaN in period 1')
    expect(() => pbo([[1, 2], [3]], 2, { metric: 'mean' })).toThrow('Period 1 has 1 values')
    expect(() =>
      pbo(
        [
          [1, 2],
          [1, 3],
          [1, 2],
          [1, 5],
        ],
        2,
      ),
    ).toThrow('Use the metric mean')
    expect(() => pbo([[1], [2], [1], [5]], 2)).toThrow('One variant')
  })
})
