import { describe, expect, it } from 'vitest'
import { sweepVariants } from '../../../src/evaluate/selection/variants.ts'
import { strategyHash, withParams } from '../../../src/strategy/stored.ts'
import depositMaturity from '../../../strategies/demo-bank/deposit-maturity.ts'

const values = (strategies: readonly { params: Readonly<Record<string, { default: number }>> }[], name: string) =>
  strategies.map(({ params }) => params[name]!.default)

const grid = (points: Record<string, number[]>) => () =>
  sweepVariants(depositMaturity, { kind: 'grid', values: points })

describe('the variants of a sweep', () => {
  it('of a grid are all combinations, other parameters as they were', () => {
    const points = { horizonDays: [7, 14], quietDays: [0, 7, 30] }
    const found = grid(points)()
    expect(values(found, 'horizonDays')).toEqual([7, 7, 7, 14, 14, 14])
    expect(values(found, 'quietDays')).toEqual([0, 7, 30, 0, 7, 30])
    expect(new Set(values(found, 'minBalance'))).toEqual(new Set([10_000]))
    expect(strategyHash(found[1]!)).toBe(strategyHash(withParams(depositMaturity, { horizonDays: 7, quietDays: 7 })))
  })
  it('drawn twice from one seed are the same, and lie within the ranges on round numbers', () => {
    for (const kind of ['random', 'lhs'] as const) {
      const draw = (seed: number) => sweepVariants(depositMaturity, { kind, count: 40, seed })
      const drawn = draw(7)
      expect(draw(7).map(strategyHash)).toEqual(drawn.map(strategyHash))
      expect(draw(8).map(strategyHash)).not.toEqual(drawn.map(strategyHash))
      for (const days of values(drawn, 'horizonDays')) {
        expect(days).toBeGreaterThanOrEqual(3)
        expect(days).toBeLessThanOrEqual(45)
        expect(Number.isInteger(days)).toBe(true)
      }
      for (const balance of values(drawn, 'minBalance')) expect(balance % 1_000).toBe(0) // of a range of a million
    }
  })
  it('of a Latin hypercube have one value in each equal part of a range', () => {
    const drawn = sweepVariants(depositMaturity, { kind: 'lhs', count: 50, seed: 1, vary: ['minBalance'] })
    const parts = values(drawn, 'minBalance').map(value => Math.min(49, Math.floor(value / 20_000)))
    expect(drawn.length).toBe(50)
    expect(new Set(parts).size).toBeGreaterThanOrEqual(48) // rounding may move a value across a border
  })
  it('that round to the same point are one', () => {
    const drawn = sweepVariants(depositMaturity, { kind: 'random', count: 300, seed: 1, vary: ['activeLogins'] })
    expect(drawn.length).toBeLessThanOrEqual(30)
    expect(new Set(drawn.map(strategyHash)).size).toBe(drawn.length)
  })
  it('with a fractional range have three digits of its width', () => {
    const strategy = { ...depositMaturity, params: { share: { default: 0.5, min: 0, max: 1, unit: '' } } }
    for (const share of values(sweepVariants(strategy, { kind: 'random', count: 20, seed: 2 }), 'share')) {
      expect(String(share).length).toBeLessThanOrEqual(5)
    }
  })
  it('are refused with the nearest name, a value outside its range, too many, or none', () => {
    expect(grid({ horizonDay: [7] })).toThrow('horizonDays')
    expect(grid({ horizonDays: [90] })).toThrow('outside 3 to 45 days')
    expect(grid({})).toThrow('no parameter to vary')
    expect(() => sweepVariants(depositMaturity, { kind: 'random', count: 5_001, seed: 1 })).toThrow('from 1 to 5000')
  })
})
