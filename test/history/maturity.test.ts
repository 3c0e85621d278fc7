import { describe, expect, it } from 'vitest'
import { HistoryError } from '../../src/history/history-error.ts'
import { matureRows, maturityCut } from '../../src/history/maturity.ts'

describe('maturity', () => {
  it('is a horizon before the end of observation, and asked of nothing known at once or without time', () => {
    expect(maturityCut('2025-03-31T12:00:00', 30)).toBe(Date.UTC(2025, 2, 1, 12))
    expect(maturityCut('2025-03-31', 0)).toBeNull()
    expect(maturityCut(null, 30)).toBeNull()
    expect(() => maturityCut('yesterday', 30)).toThrow(HistoryError)
    expect(() => maturityCut('yesterday', 30)).toThrow('yesterday')
  })
  it('keeps decisions up to the cut and those without a time, in order; null when that is all of them', () => {
    const columns = { rows: 5, time: Float64Array.of(3, 1, NaN, 2, 4) }
    expect([...matureRows(columns, 2)!]).toEqual([1, 2, 3])
    expect(matureRows(columns, 4)).toBeNull()
    expect(matureRows(columns, null)).toBeNull()
    expect(matureRows(columns, -1)).toEqual(Int32Array.of(2))
  })
})
