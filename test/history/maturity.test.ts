import { describe, expect, it } from 'vitest'
import { HistoryError } from '../../src/history/history-error.ts'
import { matureRows, maturityCut, parseMoment } from '../../src/history/maturity.ts'

const at = (...parts: [number, number, number, number?, number?, number?, number?]) => Date.UTC(...parts)

describe('a moment', () => {
  it.each([
    ['2025-12-31', at(2025, 11, 31)],
    ['2025-12-31T23:59', at(2025, 11, 31, 23, 59)],
    ['2025-12-31 23:59:58', at(2025, 11, 31, 23, 59, 58)],
    ['2025-12-31T23:59:58.25Z', at(2025, 11, 31, 23, 59, 58, 250)],
    ['2025-12-31T23:59:58+08:00', at(2025, 11, 31, 15, 59, 58)],
    ['2025-12-31T23:59:58-0530', at(2026, 0, 1, 5, 29, 58)],
    ['2024-02-29', at(2024, 1, 29)],
  ])('%s, in UTC where no zone is written', (text, ms) => expect(parseMoment(text)).toBe(ms))

  it.each(['', 'soon', '2025', '2025-12', '12/31/2025', '31 December 2025', '2025-02-29', '2025-02-30T10:00Z',
    '2025-13-01', '2025-12-31T24:61', '2025-12-31T10:00 PST', '2025-12-31Z'])('none: “%s”', text =>
    expect(parseMoment(text)).toBeNull())
})

describe('maturity', () => {
  it('is a horizon before the end of observation, and asked of nothing known at once or without time', () => {
    expect(maturityCut('2025-03-31T12:00:00', 30)).toBe(at(2025, 2, 1, 12))
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
