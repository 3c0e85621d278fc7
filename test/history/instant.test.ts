import { describe, expect, it } from 'vitest'
import { parseInstant, sqlInstant } from '../../src/history/instant.ts'

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
  ])('%s, in UTC where no zone is written', (text, ms) => expect(parseInstant(text)).toBe(ms))

  it.each([
    '',
    'soon',
    '2025',
    '2025-12',
    '12/31/2025',
    '31 December 2025',
    '2025-02-29',
    '2025-02-30T10:00Z',
    '2025-13-01',
    '2025-12-31T24:61',
    '2025-12-31T10:00 PST',
    '2025-12-31Z',
  ])('none: “%s”', text => expect(parseInstant(text)).toBeNull())
})

it('is written for SQL as it is read', () => {
  expect(sqlInstant(at(2025, 11, 31, 23, 59, 58, 250))).toBe('2025-12-31 23:59:58.250')
  expect(parseInstant(sqlInstant(at(2025, 11, 31, 23)))).toBe(at(2025, 11, 31, 23))
})
