import { describe, expect, it } from 'vitest'
import type { BlockTable } from '../../../src/evaluate/selection/block-lifts.ts'
import { joinTables, liftOver, matureMonths, zOf } from '../../../src/evaluate/selection/block-lifts.ts'
import { deflateLift } from '../../../src/evaluate/selection/deflate.ts'
import { gate } from '../../../src/evaluate/selection/gate.ts'
import { periodDiagnostics } from '../../../src/evaluate/selection/period-diagnostics.ts'
import { walkForward } from '../../../src/evaluate/selection/walk-forward.ts'
import { expectedMaximum } from '../../../src/stats/selection/expected-maximum.ts'
import { drawnTable } from './block-table.ts'

/** Two months × two blocks; sums of the champion and of each variant. */
const table = (decisions: number[], champion: number[], ...variants: number[][]): BlockTable => ({
  months: 2,
  blocks: 2,
  sign: 1,
  decisions: Float64Array.from(decisions),
  champion: { numerator: Float64Array.from(champion), denominator: null },
  variants: variants.map(sums => ({ numerator: Float64Array.from(sums), denominator: null })),
})

describe('a lift by blocks of customers', () => {
  it('matches a hand-worked example', () => {
    // Over both months: n = 3, 5; D_k − D_c = 4, 4. Δ = 8/8 = 1, ψ = (4 − 3)/8, (4 − 5)/8, SE = √(2/1 · 2/64) = 1/4.
    const lift = liftOver(table([1, 2, 2, 3], [1, 1, 1, 1], [3, 2, 3, 4]), 0, [0, 1])!
    expect(lift.value).toBe(1)
    expect([...lift.psi]).toEqual([1 / 8, -1 / 8])
    expect(lift.standardError).toBe(1 / 4)
    expect(zOf(lift)).toBe(4)
  })
  it('of a ratio matches a hand-worked example', () => {
    // Champion 4/8 = 1/2, ψ = (1 − 2)/8, (3 − 2)/8; variant 6/8, ψ = (4 − 4.5)/8 and (2 − 1.5)/8 with 6 and 2 below.
    const ratio: BlockTable = {
      months: 1,
      blocks: 2,
      sign: -1,
      decisions: Float64Array.of(10, 10),
      champion: { numerator: Float64Array.of(1, 3), denominator: Float64Array.of(4, 4) },
      variants: [{ numerator: Float64Array.of(4, 2), denominator: Float64Array.of(6, 2) }],
    }
    const lift = liftOver(ratio, 0, [0])!
    expect(lift.value).toBe(-0.25) // less is better
    expect([...lift.psi]).toEqual([-(-0.5 + 1) / 8, -(0.5 - 1) / 8])
    const unanswered = { ...ratio.champion, denominator: Float64Array.of(0, 0) }
    expect(liftOver({ ...ratio, champion: unanswered }, 0, [0])).toBeNull()
  })
  it('of the champion itself is 0 without an error, and absent without decisions', () => {
    expect(liftOver(table([1, 2, 2, 3], [1, 7, 1, 1], [1, 7, 1, 1]), 0, [0, 1])).toMatchObject({
      value: 0,
      standardError: 0,
    })
    expect(liftOver(table([0, 0, 2, 3], [0, 0, 1, 1], [0, 0, 2, 2]), 0, [0])).toBeNull()
    expect(matureMonths(table([0, 0, 2, 3], [0, 0, 1, 1]))).toEqual([1])
  })
  it('is the same whatever variants stand beside it', () => {
    const whole = drawnTable({ seed: 1, variants: 3 })
    const part = (k: number) => ({ ...whole, variants: [whole.variants[k]!] })
    expect(joinTables([part(0), part(1), part(2)])).toEqual(whole)
  })
})

describe('walk-forward', () => {
  it('chooses on the earlier month and measures on the later one', () => {
    // Month 0: the first variant leads (lifts 2 and 1 with some spread); month 1: it loses 1 per decision.
    const months = table([1, 1, 2, 2], [0, 0, 0, 0], [2.5, 1.5, -2.5, -1.5], [1.9, 0.1, 4, 5])
    const { steps, promised, measured, degradation } = walkForward(months, [0, 1], 1)!
    expect(steps).toMatchObject([{ chosenOn: [0], measuredOn: [1], variant: 0, promised: 2, measured: -1 }])
    expect([promised, measured, degradation]).toEqual([2, -1, 1.5])
  })
  it('never chooses on months it measures on, and uses every later month once', () => {
    const { steps } = walkForward(drawnTable({ seed: 3, variants: 5, months: 11 }), [0, 1, 2, 3, 4], 3)!
    for (const { chosenOn, measuredOn } of steps) expect(Math.max(...chosenOn)).toBeLessThan(Math.min(...measuredOn))
    expect(steps.flatMap(({ measuredOn }) => measuredOn)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
  it('loses all of its promise on noise, and little of a real lift', () => {
    let noise = 0,
      real = 0
    for (let seed = 0; seed < 40; seed++) {
      noise += walkForward(drawnTable({ seed, variants: 20 }), [...Array(20).keys()], 3)!.measured
      const lifted = walkForward(drawnTable({ seed, variants: 20, lifts: [12] }), [...Array(20).keys()], 3)!
      real += lifted.measured / lifted.promised
    }
    // One history's error is 1/(10 √(0.75 · 12 · 512)) = 0.0015.
    expect(Math.abs(noise / 40)).toBeLessThan((4 * 0.0015) / Math.sqrt(40))
    expect(real / 40).toBeGreaterThan(0.9)
  })
  it('needs a month more than steps, and a variant that differs', () => {
    expect(walkForward(drawnTable({ seed: 1, variants: 2, months: 3 }), [0, 1], 3)).toBeNull()
    expect(walkForward(table([1, 1, 1, 1], [1, 2, 3, 4], [1, 2, 3, 4]), [0], 1)).toBeNull()
  })
})

describe('the deflated lift', () => {
  it('matches a hand-worked example', () => {
    // z = 3, 1, −1: spread 2; the best of 3 is expected at 2 · 3/(2√π)
    const deflated = deflateLift(6, 2, [3, 1, -1], 3)!
    expect(deflated.deviation).toBe(2)
    expect(deflated.deflatedZ).toBeCloseTo(3 - 3 / Math.sqrt(Math.PI), 12)
    expect(deflated.deflatedLift).toBeCloseTo(2 * deflated.deflatedZ, 12)
  })
  it('is smaller the more was tried, and the lift itself for the only one', () => {
    expect(deflateLift(6, 2, [3], 1)).toMatchObject({ z: 3, deflatedZ: 3, deflatedLift: 6 })
    expect(deflateLift(6, 2, [3, 1], 100)!.deflatedZ).toBeLessThan(deflateLift(6, 2, [3, 1], 2)!.deflatedZ)
    expect(deflateLift(6, 2, [3, 1], 100)!.expectedMaximum).toBe(expectedMaximum(100))
  })
  it('is absent when there is nothing to read the spread off', () => {
    expect(deflateLift(6, 2, [3], 5)).toBeNull()
    expect(() => deflateLift(6, 0, [3], 5)).toThrow(RangeError)
  })
})

describe('diagnostics by month', () => {
  it('are absent below 48 months', () => {
    const short = drawnTable({ seed: 1, variants: 3, months: 47, blocks: 16 })
    expect(periodDiagnostics(short, [0, 1, 2], 1, 100)).toBeNull()
  })
  it('find skill, and its absence, from 48 on', () => {
    const skilled = drawnTable({ seed: 2, variants: 6, months: 48, blocks: 16, lifts: [8] })
    const found = periodDiagnostics(skilled, [0, 1, 2, 3, 4, 5], 1, 400)!
    expect(found.pbo).toBeLessThan(0.05)
    expect(found.spaP).toBeLessThan(0.01)
    let pbo = 0
    for (let seed = 0; seed < 20; seed++) {
      const noise = drawnTable({ seed, variants: 6, months: 48, blocks: 16 })
      pbo += periodDiagnostics(noise, [0, 1, 2, 3, 4, 5], 1, 100)!.pbo / 20
    }
    expect(pbo).toBeGreaterThan(0.3)
    expect(pbo).toBeLessThan(0.75)
  })
})

describe('the gate', () => {
  const walked = walkForward(drawnTable({ seed: 1, variants: 2, lifts: [20] }), [0, 1], 3)!
  const evidence = { chosen: { adjustedP: 0.01, refusals: [] }, walkForward: walked, steps: 3, months: 12, level: 0.95 }

  it('passes what is neither luck nor of the past', () => {
    expect(gate(evidence)).toEqual({ status: 'passed', reasons: [] })
  })
  it('does not pass what may be luck, or did not hold, and says so', () => {
    const luck = gate({ ...evidence, chosen: { adjustedP: 0.2, refusals: [] } })
    expect(luck.status).toBe('not passed')
    expect(luck.reasons).toEqual([{ code: 'chance', p: 0.2, limit: expect.closeTo(0.05) as number }])
    const lost = gate({ ...evidence, walkForward: { ...walked, measured: -1 } })
    expect(lost.status).toBe('not passed')
    expect(lost.reasons).toEqual([{ code: 'did-not-hold' }])
  })
  it('gives no verdict on what history cannot answer', () => {
    const short = gate({ ...evidence, walkForward: null, months: 1 })
    expect(short.status).toBe('no verdict')
    expect(short.reasons).toEqual([{ code: 'few-months', steps: 3, months: 1 }])
    // Months enough, but nothing to choose among on the first of them.
    expect(gate({ ...evidence, walkForward: null }).reasons).toEqual([{ code: 'nothing-to-choose' }])
    expect(gate({ ...evidence, chosen: null }).reasons).toEqual([{ code: 'nothing-differs' }])
    const refusals = [{ code: 'support' as const, who: 'strategy' as const, share: 0.2, limit: 0.05 }]
    expect(gate({ ...evidence, chosen: { adjustedP: 0, refusals } })).toEqual({
      status: 'no verdict',
      reasons: refusals,
    })
  })
})
