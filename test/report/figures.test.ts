// Goal: numbers are printed in the unit people think in, with no more digits than the data can tell.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalsFor, figuresOf, fixed, percent } from '../../src/report/figures.ts'
import { exampleEvaluation } from './example.ts'

const outcome = (name: string) => exampleEvaluation().outcomes.find(o => o.name === name)!

describe('figures of', () => {
  it('a rate: per cent, its difference in percentage points', () => {
    const f = figuresOf(outcome('conversion'), [0.00128], 'en')
    expect([
      f.unit,
      f.value(0.0184),
      f.difference(0.0077),
      f.differenceInterval([0.0052, 0.0102]),
      f.interval([0.0162, 0.0207]),
    ]).toEqual(['rate', '1.84 %', '+0.77 pp', '[+0.52, +1.02]', '[1.62, 2.07]'])
  })
  it('a rare event: per 10,000', () => {
    const f = figuresOf(outcome('complaint'), [0.00013], 'zh')
    expect([f.unit, f.value(0.00112), f.difference(-0.00014)]).toEqual(['每万次', '11.2', '−1.4'])
  })
  it('an amount: its currency, in Chinese by its name', () => {
    expect(figuresOf(outcome('margin'), [0.43], 'en').unit).toBe('CNY')
    expect(figuresOf(outcome('margin'), [0.43], 'zh').unit).toBe('元')
    expect(figuresOf(outcome('margin'), [13], 'en').value(1234.6)).toBe('1,235')
  })
})

it('prints a real minus sign and never −0', () => {
  expect(fixed(-1.25, 1)).toBe('−1.3')
  expect(fixed(-0.001, 2)).toBe('0.00')
  expect(fixed(-0, 0)).toBe('0')
  expect(figuresOf(outcome('conversion'), [0.001], 'en').difference(-0.000004)).toBe('0.00 pp')
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.integer({ min: 0, max: 6 }),
      (x, d) => !fixed(x, d).includes('-') && !/^[+−]0[.0]*$/.test(fixed(x, d, 'exceptZero')),
    ),
  )
})

it('gives the decimals of the Particle Data Group’s rule: two digits of an error of 10–35, else one', () => {
  expect([0.128, 0.43, 1.2, 26, 0.026, 0.0358].map(se => decimalsFor([se], 0))).toEqual([2, 1, 1, 0, 3, 2])
  expect(decimalsFor([], 2)).toBe(2)
  expect(decimalsFor([0, NaN], 1)).toBe(1)
})

it('does not print a small share as none', () => {
  expect([0, 0.0001, 0.05, 0.083, 0.31, 0.95].map(percent)).toEqual(['0 %', '< 0.1 %', '5 %', '8.3 %', '31 %', '95 %'])
})
