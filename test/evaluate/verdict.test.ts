import { describe, expect, it } from 'vitest'
import type { Measured } from '../../src/estimate/measure.ts'
import type { Evidence } from '../../src/evaluate/verdict.ts'
import { pValue, verdict } from '../../src/evaluate/verdict.ts'
import { resultOf, run, without } from './run-small.ts'
import { callAbove, smallHistory } from './small-history.ts'

const z = 1.959963984540054
const measured = (value: number, standardError: number): Measured => ({
  influence: { value, psi: {} },
  standardError,
  skewness: null,
  interval: by => [value - by * standardError, value + by * standardError],
})
const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  direction: 'higher',
  refusals: [],
  dr: measured(3, 1),
  snips: measured(2, 1),
  bounds: [0, 0],
  unsupportedShare: 0,
  ceiling: null,
  ...more,
})
const refused = (code: 'support' | 'few-events') => [{ code, message: { en: '', zh: '' } }]

describe('verdict', () => {
  it('better in the outcome’s direction, worse against it', () => {
    expect(verdict(evidence(), true, z)).toBe('better')
    expect(verdict(evidence({ direction: 'lower' }), true, z)).toBe('worse')
    const falling = { dr: measured(-3, 1), snips: measured(-2, 1) }
    expect(verdict(evidence({ direction: 'lower', ...falling }), true, z)).toBe('better')
  })

  it('unclear when not significant, or when SNIPS points the other way or nowhere', () => {
    expect(verdict(evidence(), false, z)).toBe('unclear')
    expect(verdict(evidence({ snips: measured(-0.1, 1) }), true, z)).toBe('unclear')
    expect(verdict(evidence({ snips: measured(0, 1) }), true, z)).toBe('unclear')
    expect(verdict(evidence({ snips: null }), true, z)).toBe('unclear')
  })

  it('unclear when unsupported actions could undo it: low end 1.04', () => {
    expect(verdict(evidence({ bounds: [-1.03, 1] }), true, z)).toBe('better')
    expect(verdict(evidence({ bounds: [-1.05, 1] }), true, z)).toBe('unclear')
  })

  it('no verdict when refused, but within limit with few events', () => {
    const ceiling = { upper: 0.1, limit: 0.2 }
    expect(verdict(evidence({ refusals: refused('support'), ceiling }), true, z)).toBe('no verdict')
    expect(verdict(evidence({ refusals: refused('few-events'), ceiling }), true, z)).toBe('within limit')
    expect(verdict(evidence({ refusals: refused('few-events') }), true, z)).toBe('no verdict')
  })

  it('within limit below the ceiling unless something stronger is known', () => {
    const ceiling = { upper: 0.1, limit: 0.2 }
    expect(verdict(evidence({ ceiling }), false, z)).toBe('within limit')
    expect(verdict(evidence({ ceiling: { upper: 0.2, limit: 0.2 } }), false, z)).toBe('unclear')
    expect(verdict(evidence({ ceiling, direction: 'lower' }), true, z)).toBe('worse')
  })
})

describe('p-value by inversion', () => {
  it('is the usual one for a normal interval', () => {
    expect(pValue(measured(z, 1))).toBeCloseTo(0.05, 9)
    expect(pValue(measured(-3, 1))).toBeCloseTo(0.0026997960632601866, 12)
    expect(pValue(measured(0, 1))).toBe(1)
  })

  it('is 1 without an interval, and keeps digits in the tail', () => {
    expect(pValue({ ...measured(5, 1), interval: () => null })).toBe(1)
    expect(pValue(measured(20, 1)) / 5.507248237212471e-89).toBeCloseTo(1, 6)
  })
})

describe('verdicts of a whole back-test', () => {
  const columns = smallHistory({ seed: 2, customers: 400, rate: 0.1, lift: 1.5 })
  // Calls and texts sell here; holding everybody does not.
  const strategies = [{ ...callAbove(0, 0.5, 'all-held'), rules: [] }, callAbove(10, 0.3, 'calls')]

  it('finds the harmful strategy worse and not the other way round', () => {
    const evaluation = run(columns, { strategies, champion: 'calls' })
    expect(resultOf(evaluation, 1, 'bought').verdict).toBe('worse')
    expect(resultOf(evaluation, 2, 'bought').verdict).toBeNull()
  })

  it('judges parts only after Holm: an interval may exclude 0 without a verdict', () => {
    const evaluation = run(columns, { strategies, champion: 'calls', parts: true })
    let excluded = 0,
      judged = 0
    for (const { cell, difference, verdict: given, refusals } of evaluation.results) {
      if (cell.kind === 'all' || refusals.length > 0 || !difference?.dr?.interval) continue
      const [low, high] = difference.dr.interval
      const isVerdict = given === 'better' || given === 'worse'
      if (low > 0 || high < 0) excluded++
      if (isVerdict) judged++
      if (isVerdict) expect(low > 0 || high < 0).toBe(true)
    }
    expect(judged).toBeGreaterThan(0)
    expect(judged).toBeLessThan(excluded)
  })

  it('notes a difference that unsupported actions could undo', () => {
    // Calls are unknown in segment `first`, a quarter of what the strategy does: too much to be outweighed.
    const blind = without(columns, i => columns.segment[i] === 0 && columns.action[i] === 1)
    const evaluation = run(blind, { strategies, champion: 'all-held', limits: { supportLimit: 0.5 } })
    const result = resultOf(evaluation, 2, 'bought')
    const [low] = result.difference!.dr!.interval!
    expect(low).toBeGreaterThan(0)
    expect(result.verdict).toBe('unclear')
    expect(result.notes.map(({ code }) => code)).toContain('support')
  })
})
