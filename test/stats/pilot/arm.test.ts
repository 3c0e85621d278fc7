import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { armFromColumns, armFromSummary, armFromSums, armOfRate, mergeArms } from '../../../src/stats/pilot/arm.ts'

const one = (...x: number[]) => armFromColumns([x])
const columns = (values: number[]) => [values, values.map((v, i) => v * (i % 3))]
/** Arms in which nothing varied before the pilot. */
const flat = (y: number[]) => armFromColumns([y, y.map(() => 7)])

describe('arms', () => {
  const column = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 20 })
  it('merge to the arm of all units, from rows as from sums', () => {
    fc.assert(
      fc.property(column, column, (x, y) => {
        const whole = armFromColumns(columns(x).map((part, k) => [...part, ...columns(y)[k]!]))
        const merged = mergeArms(armFromColumns(columns(x)), armFromColumns(columns(y)))
        const all = columns(x).map((part, k) => [...part, ...columns(y)[k]!])
        const total = (f: (i: number) => number) => all[0]!.reduce((sum, _, i) => sum + f(i), 0)
        const sums = armFromSums(
          all[0]!.length,
          all.map(c => total(i => c[i]!)),
          all.map(c => all.map(d => total(i => c[i]! * d[i]!))),
        )
        for (const arm of [merged, sums]) {
          expect(arm.n).toBe(whole.n)
          for (const r of [0, 1]) {
            expect(arm.mean[r]).toBeCloseTo(whole.mean[r]!, 9)
            for (const s of [0, 1]) expect(arm.centred[r]![s]).toBeCloseTo(whole.centred[r]![s]!, 6)
          }
        }
      }),
      { numRuns: 30 },
    )
  })
  it('refuse values that are none', () => {
    expect(() => one(1, NaN)).toThrow(RangeError)
    expect(() => one()).toThrow(RangeError)
    expect(() => armFromColumns([[1, 2], [1]])).toThrow(RangeError)
    expect(() => armFromSums(0, [0], [[0]])).toThrow(RangeError)
    expect(() => armFromSummary(5, NaN, 1)).toThrow(RangeError)
    expect(() => armOfRate(5, 3)).toThrow(RangeError)
    expect(() => mergeArms(one(1, 2), flat([1, 2]))).toThrow('same columns')
  })
})
