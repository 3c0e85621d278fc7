// Goal: rows come out in the order a comparison sort gives, for every number there is.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowOrder } from '../../../src/evaluate/uplift/row-order.ts'

const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, 5e-324, -5e-324))

const by = (a: number, b: number) => a < b ? -1 : a > b ? 1 : 0

it('orders like a stable sort by comparison, key after key', () => {
  fc.assert(fc.property(fc.array(fc.tuple(number, fc.integer({ min: 0, max: 2 }), number), { maxLength: 60 }), rows => {
    const first = Float64Array.from(rows, row => row[0]), second = Uint8Array.from(rows, row => row[1])
    const third = Float64Array.from(rows, row => row[2])
    const order = rowOrder(rows.length, [{ values: second }, { values: first, descending: true }, { values: third }])
    const expected = rows.map((_, i) => i).sort(
      (a, b) => by(second[a]!, second[b]!) || by(first[b]!, first[a]!) || by(third[a]!, third[b]!)
    )
    expect([...order]).toEqual(expected)
  }))
})

it('leaves rows alone that are equal in every key, 0 and −0 among them', () => {
  expect([...rowOrder(3, [{ values: Float64Array.of(0, -0, 0), descending: true }])]).toEqual([0, 1, 2])
})
