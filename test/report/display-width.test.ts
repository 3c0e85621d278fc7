// Goal: columns of Chinese and Latin text stand straight in a terminal.

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { align, cut, displayWidth, flow, wrap } from '../../src/report/display-width.ts'

it('counts a Chinese character as two columns and a combining mark as none', () => {
  expect(displayWidth('转化 rate')).toBe(9)
  expect(displayWidth('（限额以内）')).toBe(12)
  expect(displayWidth('e\u0301−0.5 …·▲')).toBe(9)
})

it('fills to the width, on either side', () => {
  expect(align('转化', 6, 'left') + '|').toBe('转化  |')
  expect(align('转化', 6, 'right') + '|').toBe('  转化|')
})

const words = fc
  .array(fc.constantFrom('evidence', 'a', '转化率', '，', '31 %', 'deposit-maturity@a1b2', '。', '区间[−0.5,'), {
    maxLength: 30,
  })
  .map(w => w.join(' '))

it('wraps to the width and loses nothing but spaces', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 40 }), (text, width) => {
      const lines = wrap(text, width)
      expect(Math.max(0, ...lines.map(displayWidth))).toBeLessThanOrEqual(width + 2) // closing punctuation may hang
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }),
  )
})

it('never opens a line with closing punctuation', () => {
  expect(wrap('区间不含零，方向符合银行的期望。', 10)).toEqual(['区间不含', '零，方向符', '合银行的期', '望。'])
})

it('breaks a long name after a hyphen or before its version', () => {
  expect(wrap('gentle-reminder@589d', 16)).toEqual(['gentle-reminder', '@589d'])
})

it('keeps parts whole when it can', () => {
  expect(flow(['match 31 %', 'largest weight 14.2', 'unsupported 0.0 %'], ' · ', 36)).toEqual([
    'match 31 % · largest weight 14.2',
    'unsupported 0.0 %',
  ])
})

it('cuts with an ellipsis inside the width', () => {
  expect(cut('定期存款到期一周内', 9)).toBe('定期存款…')
  expect(displayWidth(cut('定期存款到期一周内', 8))).toBeLessThanOrEqual(8)
})
