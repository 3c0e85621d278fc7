// Goal: every condition of statistics.md under which history supports no verdict refuses, and says so in both languages
// with its values; and the conditions do not fire on a sound history.

import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../src/estimate/refusal.ts'
import type { Result } from '../../src/evaluate/evaluation.ts'
import { refusalSentence } from '../../src/report/refusal-sentences.ts'
import { codes, resultOf, run, without } from './run-small.ts'
import { callAbove, smallDataset, smallHistory } from './small-history.ts'

const columns = smallHistory({ seed: 21, customers: 300 })
const strategies = [callAbove(60, 0.3)]
/** The same history with one outcome column changed. */
const withOutcome = (name: string, change: (r: number, i: number) => number) => {
  const values = columns.outcomes[name]!
  return { ...columns, outcomes: { ...columns.outcomes, [name]: values.map((r, i) => change(r, i)) } }
}
const both = (refusal: Refusal) => ({ en: refusalSentence(refusal, 'en'), zh: refusalSentence(refusal, 'zh') })
const messageOf = (result: Result, code: string) => both(result.refusals.find(refusal => refusal.code === code)!)

describe('refusals', () => {
  it('none on a sound history', () => {
    for (const result of run(columns, { strategies }).results) expect(codes(result), result.outcome).toEqual([])
  })

  it('support: actions the segment has never seen', () => {
    // Calls disappear from segment `first`; the strategy would still make them.
    const blind = without(columns, i => columns.segment[i] === 0 && columns.action[i] === 1)
    const result = resultOf(run(blind, { strategies: [callAbove(10, 0.3)] }), 1, 'bought')
    expect(codes(result)).toContain('support')
    expect(result.verdict).toBe('no verdict')
    expect(result.estimates.dr).not.toBeNull() // the figures stay
    expect(messageOf(result, 'support').en).toMatch(/^\d+\.\d % of what this strategy would do/)
    expect(messageOf(result, 'support').zh).toMatch(/\d+\.\d %/)
    // The strategy explores already: the way out must not tell it to.
    expect(messageOf(result, 'support').en).toContain('or wait until exploration has logged the others')
  })

  it('effective sample: below the floor', () => {
    const result = resultOf(run(columns, { strategies, limits: { essFloor: 250 } }), 1, 'bought')
    expect(codes(result)).toEqual(['effective-sample'])
    expect(messageOf(result, 'effective-sample').en).toContain('at least 250')
  })

  it('effective sample of the champion counts as well', () => {
    const sparse = without(columns, i => columns.customer[i]! >= 40)
    const result = resultOf(run(sparse, { strategies }), 1, 'bought')
    expect(result.refusals.filter(({ code }) => code === 'effective-sample').length).toBe(2)
    expect(result.refusals.some(refusal => both(refusal).en.includes('history as logged'))).toBe(true)
  })

  it('concentration and mean weight: one customer with a wrong propensity', () => {
    const wrong = {
      ...columns,
      propensity: columns.propensity!.map((p, i) => (columns.customer[i] === 7 ? p / 400 : p)),
    }
    expect(codes(resultOf(run(wrong, { strategies }), 1, 'bought'))).toContain('concentration')
  })

  it('mean weight: propensities that are all too large', () => {
    const wrong = { ...columns, propensity: columns.propensity!.map(p => Math.min(1, 1.5 * p)) }
    const result = resultOf(run(wrong, { strategies }), 1, 'bought')
    expect(codes(result)).toEqual(['mean-weight'])
    expect(messageOf(result, 'mean-weight').en).toContain('should be 1.000')
  })

  it('maturity: nothing old enough yet', () => {
    const result = resultOf(run(columns, { strategies, observedUntil: '2025-01-10T00:00:00Z' }), 1, 'margin')
    expect(codes(result)).toEqual(['maturity'])
    expect(result.estimates).toEqual({ dr: null, snips: null, ips: null, dm: null })
    expect(result.verdict).toBe('no verdict')
    expect(messageOf(result, 'maturity').zh).toContain('20 天')
  })

  it('few events: no verdict, but figures', () => {
    const rare = withOutcome('bought', (r, i) => (i < 100 ? r : 0))
    const result = resultOf(run(rare, { strategies }), 1, 'bought')
    expect(new Set(codes(result))).toEqual(new Set(['few-events']))
    expect(result.estimates.dr!.interval).not.toBeNull()
  })

  it('few non-events count as few events do', () => {
    const common = withOutcome('bought', (_, i) => (i % 100 === 0 ? 0 : 1))
    const result = resultOf(run(common, { strategies }), 1, 'bought')
    expect(codes(result)).toContain('few-events')
    expect(messageOf(result, 'few-events').en).toContain('non-events')
  })

  it('denominator: too few answered', () => {
    const silent = columns.outcomes['satisfaction.den']!.map((r, i) => (i % 40 === 0 ? r : 0))
    const points = columns.outcomes['satisfaction.num']!.map((r, i) => (i % 40 === 0 ? r : 0))
    const answers = { 'satisfaction.den': silent, 'satisfaction.num': points }
    const mute = { ...columns, outcomes: { ...columns.outcomes, ...answers } }
    expect(codes(resultOf(run(mute, { strategies }), 1, 'satisfaction'))).toContain('denominator')
  })

  it('denominator 0: no ratio at all', () => {
    const result = resultOf(
      run(
        withOutcome('satisfaction.den', () => 0),
        { strategies },
      ),
      1,
      'satisfaction',
    )
    expect(codes(result)).toContain('not-computable')
    expect(result.estimates.snips).toBeNull()
  })

  it('skewness: one amount decides the difference', () => {
    const skewed = withOutcome('margin', (r, i) => (i === 4 ? 1e6 : r))
    const result = resultOf(run(skewed, { strategies }), 1, 'margin')
    expect(codes(result)).toContain('skewness')
    expect(result.difference!.dr!.interval).toBeNull()
    expect(result.difference!.dr!.standardError).toBeGreaterThan(0)
  })

  it('few amounts other than 0: no verdict on their mean, whichever sign they have, unless signs cancel', () => {
    const rare = (sign: number) => withOutcome('margin', (r, i) => (i % 40 === 0 ? sign * (1 + Math.abs(r)) : 0))
    for (const sign of [1, -1]) {
      const result = resultOf(run(rare(sign), { strategies }), 1, 'margin')
      expect(codes(result)).toContain('few-amounts')
      expect(result.verdict).toBe('no verdict')
    }
    const refund = withOutcome('margin', (r, i) => (i % 40 === 0 ? 1 + Math.abs(r) : i === 1 ? -0.01 : 0))
    expect(codes(resultOf(run(refund, { strategies }), 1, 'margin'))).toContain('few-amounts')
    const signed = withOutcome('margin', (r, i) => (i % 2 === 0 ? 1 + Math.abs(r) : -1 - Math.abs(r)))
    expect(codes(resultOf(run(signed, { strategies }), 1, 'margin'))).not.toContain('few-amounts')
  })

  it('an amount that never varies has no interval', () => {
    const constant = withOutcome('margin', () => 0)
    const result = resultOf(run(constant, { strategies }), 1, 'margin')
    expect(codes(result)).toEqual(['not-computable'])
    expect(result.difference!.dr!.interval).toBeNull()
  })

  it('no overlap: no decision could have been the strategy’s', () => {
    const held = without(columns, i => columns.action[i] !== 0)
    const everybody = { op: 'all' as const, of: [] }
    const callEverybody = {
      ...callAbove(0, 0),
      rules: [{ title: 'all', if: everybody, then: { channel: 'call' as const, offer: 'loan' } }],
    }
    const result = resultOf(run(held, { strategies: [callEverybody] }), 1, 'bought')
    expect(codes(result)).toEqual(expect.arrayContaining(['support', 'effective-sample', 'not-computable']))
    expect(result.estimates.snips).toBeNull()
    expect(result.estimates.dr).toBeNull()
    expect(result.estimates.ips).toBeNull()
  })

  it('without an outcome model there is no DR and no verdict, but SNIPS', () => {
    const result = resultOf(run(columns, { strategies, model: false }), 1, 'bought')
    expect(codes(result)).toEqual(['not-computable'])
    expect(result.estimates.dr).toBeNull()
    expect(result.estimates.snips).not.toBeNull()
  })

  it('a part of the history without decisions is empty, not 0', () => {
    const half = without(columns, i => columns.month[i] === 2)
    const result = resultOf(run(half, { strategies, parts: true }), 1, 'bought', '2025-03')
    expect(result.decisions).toBe(0)
    expect(codes(result)).toEqual(['not-computable'])
    expect(result.estimates.dr).toBeNull()
  })

  it('a rate without any event has a one-sided limit of about 3 / n', () => {
    const none = withOutcome('bought', () => 0)
    const complaint = { ...smallDataset.outcomes.bought!, direction: 'lower' as const, ceiling: 0.05 }
    const adverse = { ...smallDataset, outcomes: { bought: complaint } }
    const evaluation = run(none, { strategies, dataset: adverse })
    const result = resultOf(evaluation, 1, 'bought')
    const { effectiveSampleSize } = evaluation.diagnostics[1]!
    expect(result.upperLimit).toBeCloseTo(1 - 0.05 ** (1 / effectiveSampleSize), 12)
    expect(result.verdict).toBe('within limit') // few events forbid better and worse, not this
    expect(resultOf(run(none, { strategies }), 1, 'bought').verdict).toBe('no verdict')
  })

  it('every message has both languages, a value or a reason, and a way out', () => {
    const blind = without(columns, i => columns.segment[i] === 0 && columns.action[i] === 1)
    const limits = { essFloor: 1e6 }
    for (const result of run(blind, { strategies: [callAbove(10, 0)], parts: true, limits }).results) {
      for (const refusal of [...result.refusals, ...result.notes]) {
        const message = both(refusal)
        expect(message.en).toMatch(/[.] .*(Use|Keep|Check|Come|Run|Compare|interval).*\.$/)
        expect(message.zh).toMatch(/。$/)
        expect(message.zh).not.toMatch(/[a-z]{6,}/) // no English left over
      }
    }
  })
})
