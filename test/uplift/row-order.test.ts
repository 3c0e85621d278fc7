// Goal: rows come out in the order a comparison sort gives, for every number there is.

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowOrder } from '../../src/uplift/row-order.ts'

const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, 5e-324, -5e-324))

const by = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0)

it('orders like a stable sort by comparison, key after key', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.integer({ min: 0, max: 2 }), number), { maxLength: 60 }), rows => {
      const first = Float64Array.from(rows, row => row[0]),
        second = Uint8Array.from(rows, row => row[1])
      const third = Float64Array.from(rows, row => row[2])
      const order = rowOrder(rows.length, [{ values: second }, { values: first, descending: true }, { values: third }])
      const expected = rows
        .map((_, i) => i)
        .sort((a, b) => by(second[a]!, second[b]!) || by(first[b]!, first[a]!) || by(third[a]!, third[b]!))
      expect([...order]).toEqual(expected)
    }),
  )
})

it('orders thousands of rows by digits the same way, and marks where the first key changes', () => {
  // Numbers that agree in their upper halves, in all but the last bit, or entirely.
  const close = fc
    .tuple(fc.constantFrom(1, -1, 1e300, 0), fc.integer({ min: -9, max: 9 }))
    .map(([x, ulps]) => (x === 0 ? ulps * 5e-324 : x * (1 + ulps * 2 ** -52)))
  const values = fc.array(fc.oneof(number, close), { minLength: 2000, maxLength: 2000 })
  fc.assert(
    fc.property(
      values,
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2000, maxLength: 2000 }),
      fc.boolean(),
      (scores, arms, descending) => {
        const first = Float64Array.from(scores),
          second = Uint8Array.from(arms),
          differs = new Uint8Array(2000)
        const order = rowOrder(2000, [{ values: first, descending }, { values: second }], differs)
        const expected = scores
          .map((_, i) => i)
          .sort(
            (a, b) => (descending ? by(first[b]!, first[a]!) : by(first[a]!, first[b]!)) || by(second[a]!, second[b]!),
          )
        expect([...order]).toEqual(expected)
        expect([...differs]).toEqual(
          expected.map((row, i) => (i > 0 && first[row] !== first[expected[i - 1]!] ? 1 : 0)),
        )
      },
    ),
    { numRuns: 30 },
  )
})

it('leaves rows alone that are equal in every key, 0 and −0 among them', () => {
  expect([...rowOrder(3, [{ values: Float64Array.of(0, -0, 0), descending: true }])]).toEqual([0, 1, 2])
})
