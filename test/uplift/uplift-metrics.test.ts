// Goal: every metric of a few customers can be worked out by hand, and what cannot be computed is absent with a reason.

import { describe, expect, it } from 'vitest'
import type { UpliftRows } from '../../src/uplift/ranking.ts'
import { UpliftError } from '../../src/uplift/uplift-error.ts'
import { upliftMetrics } from '../../src/uplift/uplift-metrics.ts'

// Best first: a treated responder, a control without response, a treated without, a control with, two more pairs.
const eight: UpliftRows = {
  score: [8, 7, 6, 5, 4, 3, 2, 1],
  treatment: [1, 0, 1, 0, 1, 0, 1, 0],
  outcome: [1, 0, 1, 0, 0, 0, 1, 1],
}

describe('eight customers, all scores different', () => {
  const { areas, effect, rows, treated, control, distinctScores } = upliftMetrics(eight, { replicates: 0 })

  it('counts the arms, and takes Welch’s error of the effect', () => {
    expect([rows, treated, control, distinctScores]).toEqual([8, 4, 4, 8])
    // 3/4 − 1/4; s² = 4/3·p(1 − p) = 1/4 in both arms, over 4 rows each
    expect(effect).toMatchObject({ value: 0.5, standardError: expect.closeTo(Math.sqrt(1 / 8), 12) as number })
  })
  it('scikit-uplift’s Qini', () => {
    // Y_T − Y_C·N_T/N_C after each row: 1, 1, 2, 2, 2, 2, 3, 3 − 1·4/4 = 2
    // Trapezoids of width 1: (0+1)/2 + 1 + 1.5 + 2 + 2 + 2 + 2.5 + 2.5 = 14; chord 8·2/2 = 8
    // Perfect: the 3 treated responders first, 0 → 3 over 3 rows, 3 over 4 rows, then 3 → 2: 4.5 + 12 + 2.5 = 19
    expect(areas.scikitQini).toMatchObject({
      area: 14,
      chord: 8,
      perfect: 19,
      excess: 6,
      variant: 'scikit-uplift qini',
    })
    expect(areas.scikitQini.normalised).toBeCloseTo(6 / 11, 12)
    // Without negative effects: up to the gain of 2 in 2 rows and level from there, 2 + 2·6 = 14
    expect(areas.scikitQiniNoNegative.normalised).toBeCloseTo(6 / 6, 12)
    expect(areas.scikitQiniNoNegative.perfect).toBe(14)
  })
  it('scikit-uplift’s AUUC', () => {
    // (Y_T/N_T − Y_C/N_C)·k: 1, 2, 3, 4, 2/3·5, 2/3·6 = 4, 3/4·7 = 21/4, (3/4 − 1/4)·8 = 4
    const heights = [0, 1, 2, 3, 4, 10 / 3, 4, 21 / 4, 4]
    const area = heights.slice(1).reduce((sum, h, i) => sum + (h + heights[i]!) / 2, 0)
    // Perfect by that program: 3 treated responders, 3 controls without, 1 treated without, 1 control with: heights at
    // 3, 6, 7, 8 rows are 3, 6, 3/4·7, 4
    const perfect = 4.5 + 13.5 + (6 + 5.25) / 2 + (5.25 + 4) / 2
    expect(areas.scikitAuuc.area).toBeCloseTo(area, 12)
    expect(areas.scikitAuuc.normalised).toBeCloseTo((area - 16) / (perfect - 16), 12)
  })
  it('causalml’s Qini and AUUC', () => {
    // No control after row 1: the Qini curve is drawn straight from 0 to its value 1 at row 2, the lift from 0 to 1.
    const qini = [0, 0.5, 1, 2, 2, 2, 2, 3, 2],
      gain = [0, 0.5 * 1, 2, 3, 4, 10 / 3, 4, 21 / 4, 4]
    const [meanQini, meanGain] = [qini, gain].map(of => of.reduce((a, b) => a + b, 0) / 9)
    expect(areas.causalmlQini.excess).toBeCloseTo(meanQini! - 1, 12)
    expect(areas.causalmlQini.normalised).toBeCloseTo((meanQini! - 1) / 2, 12)
    expect(areas.causalmlAuuc.area).toBeCloseTo(meanGain!, 12)
    expect(areas.causalmlAuuc.normalised).toBeCloseTo(meanGain! / 4, 12)
  })
  it('grf’s AUTOC and QINI', () => {
    // Γ − ATE = ±2(y − mean of the arm): +0.5, +0.5, +0.5, +0.5, −1.5, +0.5, +0.5, −1.5; TOC(i/8) = its running mean
    const toc = [0.5, 1, 1.5, 2, 0.5, 1, 1.5, 0].map((sum, i) => sum / (i + 1))
    expect(areas.grfAutoc.area).toBeCloseTo(toc.reduce((a, b) => a + b) / 8, 12)
    expect(areas.grfQini.area).toBeCloseTo(toc.reduce((sum, t, i) => sum + (t * (i + 1)) / 8, 0) / 8, 12)
    expect(areas.grfAutoc.normalised).toBeCloseTo(areas.grfAutoc.area / 0.5, 12)
  })
})

describe('equal scores', () => {
  const tied: UpliftRows = { ...eight, score: [2, 2, 2, 2, 1, 1, 1, 1] }
  const metrics = upliftMetrics(tied, { replicates: 0, k: [0.25, 0.5, 6], bins: 2 })

  it('are one point of scikit-uplift’s curves', () => {
    // (0, 0), (4, 2), (8, 2): 4 + 8
    expect(metrics.distinctScores).toBe(2)
    expect(metrics.areas.scikitQini.area).toBe(12)
  })
  it('are as good as one another under a cut', () => {
    const [quarter, , , , six] = metrics.topUplift // overall and by group for each k
    expect(quarter!.value).toBe(1) // half of the first four: one treated, who responds, and one control, who does not
    expect(six!.value).toBeCloseTo(2.5 / 3 - 0.5 / 3, 12) // and half of the last four
  })
  it('are shared out between percentiles', () => {
    const thirds = upliftMetrics(tied, { replicates: 0, bins: 3 }).percentiles.overall // 3, 3 and 2 rows
    expect(thirds.map(p => [p.from, p.to, p.treated.rows, p.control.rows])).toEqual([
      [0, 33, 1.5, 1.5],
      [33, 67, 1.5, 1.5],
      [67, 100, 1, 1],
    ])
    expect(thirds[1]!.uplift).toBeCloseTo((0.5 + 0.5) / 1.5 - 0.5 / 1.5, 12)
  })
  it('give the excess 0 when all scores are equal, and a chord for a curve', () => {
    const { areas, curves } = upliftMetrics({ ...eight, score: new Float64Array(8) }, { replicates: 0 })
    for (const name of ['scikitQini', 'scikitAuuc', 'grfAutoc', 'grfQini'] as const) expect(areas[name].excess).toBe(0)
    expect(curves.qini.map(p => p.value - p.chord).every(d => Math.abs(d) < 1e-12)).toBe(true)
  })
})

describe('percentiles', () => {
  it('have means, binomial errors and a weighted average', () => {
    const { percentiles, weightedAverage } = upliftMetrics(eight, { replicates: 0, bins: 2 })
    const [first, second] = percentiles.overall
    expect(first).toMatchObject({ uplift: 1, standardError: 0 })
    expect(second).toMatchObject({ uplift: 0, treated: { rows: 2, mean: 0.5 } })
    expect(second!.standardError).toBeCloseTo(Math.sqrt(0.25 / 2 + 0.25 / 2), 12)
    expect(weightedAverage.overall).toBe(0.5)
  })
  it('lack what an empty arm leaves unknown', () => {
    const { percentiles, weightedAverage } = upliftMetrics(eight, { replicates: 0, bins: 8 })
    const empty = { rows: 0, mean: null, standardError: null }
    expect(percentiles.overall[0]).toMatchObject({ control: empty, uplift: null })
    expect(weightedAverage).toEqual({ overall: null, by_group: null })
  })
})

describe('what cannot be computed is absent with its reason', () => {
  it('near an effect of zero nothing is divided by it', () => {
    const flat = upliftMetrics({ ...eight, outcome: [1, 0, 0, 1, 0, 0, 0, 0] }, { replicates: 0 })
    expect(flat.effect.value).toBe(0)
    for (const name of ['causalmlQini', 'causalmlAuuc', 'grfAutoc', 'grfQini', 'scikitQiniNoNegative'] as const) {
      expect(flat.areas[name].normalised).toBeNull()
      expect(flat.areas[name].reason).toEqual({ code: 'effect-near-zero' })
    }
    expect(flat.areas.scikitQini.normalised).not.toBeNull()
  })
  it('a continuous outcome has no perfect ranking', () => {
    const { areas } = upliftMetrics({ ...eight, outcome: [9, 0, 7, 0, 2, 1, 8, 3] }, { replicates: 0 })
    expect(areas.scikitQini).toMatchObject({ normalised: null, perfect: null, area: expect.any(Number) as number })
    expect(areas.scikitQini.reason).toEqual({ code: 'no-perfect-ranking' })
    expect(areas.grfQini.normalised).not.toBeNull()
  })
  it('without any response there is no room above the chord', () => {
    const nobody = upliftMetrics({ ...eight, outcome: new Float64Array(8) }, { replicates: 0 })
    expect(nobody.areas.scikitQini.reason).toEqual({ code: 'no-room' })
  })
  it('eight customers have no interval', () => {
    const { areas, noIntervals, topUplift, curves } = upliftMetrics(eight)
    expect(noIntervals).toEqual({ code: 'few-customers', floor: 30 })
    expect(areas.grfQini.interval).toBeNull()
    expect(topUplift[4]).toMatchObject({ value: expect.any(Number) as number, interval: null, reason: noIntervals })
    expect(curves.toc[50]!.low).toBeNull()
  })
})

describe('what is refused', () => {
  it.each([
    ['a NaN score', { ...eight, score: [8, 7, NaN, 5, 4, 3, 2, 1] }, /score of row 2 is NaN.*score such rows/],
    ['a treatment of 2', { ...eight, treatment: [1, 0, 2, 0, 1, 0, 1, 0] }, /treatment of row 2 is 2/],
    ['an unknown outcome', { ...eight, outcome: [1, 0, 1, 0, 0, 0, Infinity, 1] }, /outcome of row 6 is Infinity/],
    ['an impossible propensity', { ...eight, propensity: [1, 0.5, 0, 1, 1, 1, 1, 1] }, /propensity of row 2 is 0/],
    ['a propensity without a reciprocal', { ...eight, propensity: [1, 1, 5e-324, 1, 1, 1, 1, 1] }, /row 2 is 5e-324/],
    ['half a customer', { ...eight, customer: [1, 2, 2.5, 3, 4, 5, 6, 7] }, /customer of row 2 is 2.5/],
    ['columns of unequal length', { ...eight, outcome: [1] }, /outcome has 1 rows and score 8/],
    ['no controls', { ...eight, treatment: new Uint8Array(8).fill(1) }, /All 8 rows are treated/],
    ['a column that is missing', { score: [1], treatment: [1] } as never, /outcome is missing/],
    ['rows that are missing', null as never, /score is missing/],
    ['no rows', { score: [], treatment: [], outcome: [] }, /no rows/],
  ])('%s', (_, rows: UpliftRows, message) => {
    expect(() => upliftMetrics(rows)).toThrow(UpliftError)
    expect(() => upliftMetrics(rows)).toThrow(message)
  })
  const settings = [{ k: [0] }, { k: [1.5] }, { k: [8] }, { bins: 0 }, { replicates: 1 }, { seed: -1 }, { level: 95 }]
  it.each(settings)('the setting %o', options => {
    expect(() => upliftMetrics(eight, options)).toThrow(UpliftError)
  })
})
