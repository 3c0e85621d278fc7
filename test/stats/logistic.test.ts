// Goal: the logit finds the optimum of its likelihood, says when there is none, and agrees with worked and published
// cases.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cholesky, solveCholesky } from '../../src/stats/cholesky.ts'
import { denseMatrix } from '../../src/stats/design-matrix.ts'
import { fitLogit, logitProbabilities } from '../../src/stats/logistic.ts'
import type { Logit } from '../../src/stats/logistic.ts'
import { normalDraws, rng } from '../../src/stats/rng.ts'

const matrix = (rows: readonly (readonly number[])[]) => denseMatrix(Float64Array.from(rows.flat()), rows[0]!.length)
const repeat = <T>(value: T, n: number): T[] => Array.from({ length: n }, () => value)
function probabilities(model: Logit, row: readonly number[], allowed?: Uint8Array): number[] {
  const out = new Float64Array(model.classes)
  logitProbabilities(model, Float64Array.from(row), out, allowed)
  return [...out]
}

describe('worked by hand', () => {
  it('gives the log odds ratio of a 2 × 2 table: 3 of 10 without, 8 of 10 with', () => {
    const x = matrix([...repeat([0], 10), ...repeat([1], 10)])
    const y = Uint8Array.from([...repeat(1, 3), ...repeat(0, 7), ...repeat(1, 8), ...repeat(0, 2)])
    const { coefficients, logLikelihood } = fitLogit(x, y, 2)
    expect(coefficients[2]).toBeCloseTo(Math.log(3 / 7), 12)
    expect(coefficients[3]).toBeCloseTo(Math.log(8 / 2 / (3 / 7)), 12)
    expect([...coefficients.subarray(0, 2)]).toEqual([0, 0])
    expect(logLikelihood).toBeCloseTo(3 * Math.log(0.3) + 7 * Math.log(0.7) + 8 * Math.log(0.8) + 2 * Math.log(0.2), 12)
  })
  it('gives the shares of three classes in two groups back', () => {
    const x = matrix([...repeat([5], 10), ...repeat([7], 20)])
    const y = Uint8Array.from([0, 0, 1, 1, 1, 2, 2, 2, 2, 2, ...repeat(0, 12), ...repeat(1, 6), ...repeat(2, 2)])
    const model = fitLogit(x, y, 3)
    probabilities(model, [5]).forEach((p, k) => expect(p).toBeCloseTo([0.2, 0.3, 0.5][k]!, 12))
    probabilities(model, [7]).forEach((p, k) => expect(p).toBeCloseTo([0.6, 0.3, 0.1][k]!, 12))
  })
  it('with a ridge ends where Σ(y − p)x = λβ: six rows, by bisection', () => {
    // Two of three events at x = 1, one of three at −1: by symmetry the intercept is 0.
    const x = matrix([[1], [1], [1], [-1], [-1], [-1]])
    const { coefficients } = fitLogit(x, Uint8Array.of(1, 1, 0, 0, 0, 1), 2, { ridge: 0.5 })
    let low = 0,
      high = 5
    for (let k = 0; k < 80; k++) {
      const b = (low + high) / 2,
        slope = 4 - 6 / (1 + Math.exp(-b)) // 2 × (2 − 3p)
      if (slope > 0.5 * b) low = b
      else high = b
    }
    expect(coefficients[2]).toBeCloseTo(0, 12)
    expect(coefficients[3]).toBeCloseTo(low, 12)
  })
  it('leaves classes out of the choice of a row that could not have had them', () => {
    // Group A may be 0 or 1 (6 : 2), group B only 1 or 2 (3 : 9).
    const y = Uint8Array.from([...repeat(0, 6), ...repeat(1, 2), ...repeat(1, 3), ...repeat(2, 9)])
    const set = Uint16Array.from([...repeat(0, 8), ...repeat(1, 12)]),
      allowed = Uint8Array.of(1, 1, 0, 0, 1, 1)
    const model = fitLogit(denseMatrix(new Float64Array(0), 0, 20), y, 3, { choice: { set, allowed } })
    const rounded = (part: Uint8Array) => probabilities(model, [], part).map(p => Math.round(p * 1e9) / 1e9)
    expect(rounded(allowed.subarray(0, 3))).toEqual([0.75, 0.25, 0])
    expect(rounded(allowed.subarray(3))).toEqual([0, 0.25, 0.75])
  })
})

it('agrees with the published fit of Spector and Mazzeo’s grades (Greene, Econometric Analysis, table 17.1)', () => {
  const gpa = [
    2.66, 2.89, 3.28, 2.92, 4, 2.86, 2.76, 2.87, 3.03, 3.92, 2.63, 3.32, 3.57, 3.26, 3.53, 2.74, 2.75, 2.83, 3.12, 3.16,
    2.06, 3.62, 2.89, 3.51, 3.54, 2.83, 3.39, 2.67, 3.65, 4, 3.1, 2.39,
  ]
  const tuce = [
    20, 22, 24, 12, 21, 17, 17, 21, 25, 29, 20, 23, 23, 25, 26, 19, 25, 19, 23, 25, 22, 28, 14, 26, 24, 27, 17, 24, 21,
    23, 21, 19,
  ]
  const better = Uint8Array.from('00001000010001000001010011101101', Number)
  const rows = gpa.map((g, i) => [g, tuce[i]!, i >= 18 ? 1 : 0])
  const { coefficients, logLikelihood } = fitLogit(matrix(rows), better, 2)
  const published = [-13.0213, 2.8261, 0.0952, 2.3787]
  published.forEach((value, k) => expect(coefficients[4 + k]).toBeCloseTo(value, 4))
  expect(logLikelihood).toBeCloseTo(-12.8896, 4)
})

/** A confounded random problem: rows × columns, classes drawn from a true logit. */
function drawn(seed: number, rows: number, columns: number, classes: number) {
  const uniform = rng(seed),
    normal = normalDraws(uniform)
  const x = Float64Array.from(
    { length: rows * columns },
    (_, k) => normal() * 10 ** ((k % columns) % 4) + (k % columns) * 5,
  )
  const beta = Array.from({ length: classes * columns }, (_, k) => normal() / 2 / 10 ** ((k % columns) % 4))
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const odds = Array.from({ length: classes }, (__, k) =>
      Math.exp(
        beta.slice(k * columns, (k + 1) * columns).reduce((eta, b, j) => eta + b * (x[i * columns + j]! - j * 5), 0),
      ),
    )
    let left = uniform() * odds.reduce((a, b) => a + b, 0)
    return Math.max(
      0,
      odds.findIndex(o => (left -= o) < 0),
    )
  })
  return { x, y }
}

const small = (min: number, max: number) => fc.integer({ min, max })

it('ends where the penalised score is 0, which for a concave likelihood is the optimum', () => {
  fc.assert(
    fc.property(fc.nat(), small(1, 5), small(2, 4), fc.constantFrom(0.1, 3), (seed, columns, classes, ridge) => {
      const rows = 300,
        { x, y } = drawn(seed, rows, columns, classes)
      const include = Uint8Array.from({ length: rows }, (_, i) => (i % 3 === 1 ? 0 : 1))
      const model = fitLogit(denseMatrix(x, columns), y, classes, { ridge, include })
      const present = [...new Set(y.filter((_, i) => include[i] === 1))].sort((a, b) => a - b)
      for (const k of present.slice(1)) {
        for (let j = -1; j < columns; j++) {
          let score = 0,
            size = 0
          for (let i = 0; i < rows; i++) {
            if (include[i] === 0) continue
            const row = [...x.subarray(i * columns, (i + 1) * columns)],
              value = j < 0 ? 1 : row[j]!
            score += ((y[i] === k ? 1 : 0) - probabilities(model, row)[k]!) * value
            size += Math.abs(value)
          }
          const penalty = j < 0 ? 0 : ridge * model.coefficients[k * (columns + 1) + 1 + j]!
          expect(Math.abs(score - penalty)).toBeLessThan(1e-9 * size)
        }
      }
    }),
    { numRuns: 25 },
  )
})

it('ends at the same optimum from whatever start', () => {
  const { x, y } = drawn(3, 500, 3, 3)
  const cold = fitLogit(denseMatrix(x, 3), y, 3, { ridge: 1 })
  const other = fitLogit(denseMatrix(x, 3), y, 3, { ridge: 1, include: Uint8Array.from(y, (_, i) => i % 2) })
  const warm = fitLogit(denseMatrix(x, 3), y, 3, { ridge: 1, start: other.coefficients })
  warm.coefficients.forEach((b, k) => expect(b).toBeCloseTo(cold.coefficients[k]!, 10))
  expect(warm.iterations).toBeLessThanOrEqual(cold.iterations)
})

it('does not mind columns of very different size and position', () => {
  const { x, y } = drawn(5, 400, 2, 2)
  const moved = x.map((v, k) => (k % 2 === 0 ? v * 1e6 + 2e9 : v))
  const plain = fitLogit(denseMatrix(x, 2), y, 2).coefficients,
    far = fitLogit(denseMatrix(moved, 2), y, 2).coefficients
  expect(far[4]! * 1e6).toBeCloseTo(plain[4]!, 8)
  expect(far[5]).toBeCloseTo(plain[5]!, 8)
})

describe('refuses', () => {
  const x = matrix([[0], [1], [2], [3]])
  it('classes that a column tells apart without error, unless there is a ridge', () => {
    const y = Uint8Array.of(0, 0, 1, 1)
    expect(() => fitLogit(x, y, 2)).toThrow('ridge above 0')
    expect(fitLogit(x, y, 2, { ridge: 0.1 }).coefficients[3]).toBeGreaterThan(0)
  })
  it('columns that depend on each other, unless there is a ridge', () => {
    const twice = matrix([
        [0, 0],
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
      y = Uint8Array.of(0, 1, 0, 1)
    expect(() => fitLogit(twice, y, 2)).toThrow('depend on each other')
    expect(fitLogit(twice, y, 2, { ridge: 0.1 }).coefficients.every(Number.isFinite)).toBe(true)
  })
  it('a value that is no number, a class outside the list, a negative ridge, a length that does not fit', () => {
    expect(() => fitLogit(matrix([[NaN], [1]]), Uint8Array.of(0, 1), 2)).toThrow('Column 0')
    expect(() => fitLogit(x, Uint8Array.of(0, 1, 2, 0), 2)).toThrow('Row 2 has class 2')
    expect(() => fitLogit(x, Uint8Array.of(0, 1, 1, 0), 2, { ridge: -1 })).toThrow('ridge')
    expect(() => fitLogit(x, Uint8Array.of(0, 1), 2)).toThrow('2 classes for 4 rows')
  })
})

it('gives a class without rows the probability 0, and an only class 1', () => {
  const model = fitLogit(matrix([[0], [1], [2], [3]]), Uint8Array.of(0, 2, 0, 2), 3, { ridge: 1 })
  expect(probabilities(model, [1.5])[1]).toBe(0)
  expect(probabilities(fitLogit(matrix([[0], [1]]), Uint8Array.of(1, 1), 3), [0])).toEqual([0, 1, 0])
})

it('factors a matrix worked by hand, and refuses one that is not positive definite', () => {
  const a = Float64Array.of(4, 0, 0, 12, 37, 0, -16, -43, 98),
    b = Float64Array.of(-20, -43, 192)
  expect(cholesky(a, 3)).toBe(true)
  expect([a[0], a[3], a[4], a[6], a[7], a[8]]).toEqual([2, 6, 1, -8, 5, 3])
  solveCholesky(a, 3, b)
  ;[1, 2, 3].forEach((x, k) => expect(b[k]).toBeCloseTo(x, 9))
  expect(cholesky(Float64Array.of(1, 0, 1, 1), 2)).toBe(false)
})
