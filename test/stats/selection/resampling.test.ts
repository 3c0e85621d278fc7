import { describe, expect, it } from 'vitest'
import { stationaryIndices } from '../../../src/stats/selection/resampling.ts'

describe('the stationary bootstrap', () => {
  it('draws runs of the given mean length that go on from the first row after the last', () => {
    const [rows] = stationaryIndices(50_000, 1, 6, 'runs')
    let runs = 1
    for (let i = 1; i < rows!.length; i++) runs += Number(rows![i] !== (rows![i - 1]! + 1) % 50_000)
    expect(50_000 / runs).toBeGreaterThan(5.8)
    expect(50_000 / runs).toBeLessThan(6.2)
  })
  it('draws the same rows from the same seed, and other ones from another', () => {
    expect(stationaryIndices(9, 3, 2, 7)).toEqual(stationaryIndices(9, 3, 2, 7))
    expect(stationaryIndices(9, 3, 2, 8)).not.toEqual(stationaryIndices(9, 3, 2, 7))
  })
})
