// Goal: the kernels compute what the plain row-by-row reference computes, on histories with every awkwardness.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitKernel } from '../../src/engine/columns/fit-kernel.ts'
import { canFuse } from '../../src/engine/columns/fused-kernel.ts'
import { momentsKernel } from '../../src/engine/columns/moments-kernel.ts'
import { fitPass, momentsPass } from '../../src/engine/columns/passes.ts'
import { weightBin } from '../../src/engine/columns/weight-loops.ts'
import { EngineError } from '../../src/engine/engine-error.ts'
import { emptyFitSums, mergeFitSums } from '../../src/moments/fit-sums.ts'
import type { Moments } from '../../src/moments/moments.ts'
import {
  emptyMoments,
  keptSums,
  maturitySums,
  mergeMoments,
  momentLayout,
  pairSums,
  policyPairSums,
  policySums,
  seriesSums,
  weightBins,
} from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { cellCount } from '../../src/moments/sum-plan.ts'
import { fitSumsFromRows } from '../estimate/naive-fit.ts'
import { momentsFromRows } from '../estimate/naive.ts'
import type { Case } from './random-history.ts'
import { randomCase, shapes } from './random-history.ts'

const parts = ['sums', 'maxima', 'weightHistogram', 'proposed', 'rules', 'hashBlocks'] as const

/** Largest difference in units of 1e-9 of the larger number; numbers below `floor` count as if they were `floor`. */
function distance(a: Float64Array, b: Float64Array, floor: number): number {
  expect(a.length).toBe(b.length)
  let worst = 0
  for (const [i, x] of a.entries()) {
    const y = b[i]!
    if (x !== y) worst = Math.max(worst, Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y), floor) / 1e-9)
  }
  return worst
}

function expectSame(actual: Moments, expected: Moments): void {
  // Sums that nearly cancel keep the absolute precision of their terms: the floor is a millionth of the largest sum.
  const floor =
    Math.max(
      1,
      expected.sums.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
    ) * 1e-6
  for (const part of parts) expect(distance(actual[part], expected[part], floor), part).toBeLessThan(1)
}

/** Places within a cell of every sum the part keeps, [in the whole plan, in the part]. */
function keptPlaces(plan: SumPlan, part: SumPlan): (readonly [number, number])[] {
  const whole = momentLayout(plan),
    own = momentLayout(part),
    places: [number, number][] = []
  for (const m of plan.maturities.keys()) {
    for (const name of keptSums(part, maturitySums)) places.push([whole.maturity(m, name), own.maturity(m, name)])
    for (const p of plan.policies.keys()) {
      for (const name of keptSums(part, p === plan.champion ? policySums : [...policySums, ...policyPairSums])) {
        places.push([whole.policy(m, p, name), own.policy(m, p, name)])
      }
    }
  }
  for (const [o, { measure }] of plan.columns.entries()) {
    for (const p of plan.policies.keys()) {
      for (const name of keptSums<string>(part, [
        ...seriesSums[measure],
        ...(p === plan.champion ? [] : pairSums[measure]),
      ])) {
        places.push([whole.series(o, p, name), own.series(o, p, name)])
      }
    }
  }
  return places
}

const property = (check: (random: Case) => void) =>
  fc.assert(
    fc.property(shapes, shape => check(randomCase(shape))),
    { numRuns: 300, seed: 20_250_301 },
  )

describe('moments', () => {
  it('equal the sums of the plain reference on random histories', () => {
    property(({ plan, columns, fitted }) =>
      expectSame(momentsPass(plan, columns, fitted), momentsFromRows(plan, columns, fitted)),
    )
  })

  it('of a plan that keeps only some sums are those of the whole plan, by the fused loop or by blocks', () => {
    const linear = ['N', 'W', 'R', 'w2', 'match', 'w2r', 'w2r2']
    const only = fc.oneof(
      fc.subarray(linear, { minLength: 1 }),
      fc.subarray([...linear, 'V', 'D', 'u', 'unsupported', 'RW', 'G', 'Ww', 'DDd'], { minLength: 1 }),
    )
    let fused = 0
    const simple = { modelled: false, sets: false, maturities: false }
    fc.assert(
      fc.property(shapes, only, fc.boolean(), (shape, names, isSimple) => {
        const random = randomCase({ ...shape, ratios: false, ...(isSimple ? simple : {}) }),
          { columns } = random
        const strategies = random.plan.policies.filter(({ kind }) => kind === 'strategy')
        fc.pre(!isSimple || strategies.length > 0)
        const plan: SumPlan = isSimple ? { ...random.plan, policies: strategies, champion: 0 } : random.plan
        const fitted = isSimple ? { ...random.fitted, shift: new Float64Array(4) } : random.fitted
        const part: SumPlan = { ...plan, only: names }
        if (canFuse(part, columns, fitted.shift)) fused++
        const whole = momentsPass(plan, columns, fitted),
          kept = momentsPass(part, columns, fitted)
        const floor =
          Math.max(
            1,
            whole.sums.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
          ) * 1e-6
        for (const [from, to] of keptPlaces(plan, part)) {
          for (let c = 0; c < cellCount(plan); c++) {
            const x = whole.sums[c * momentLayout(plan).cellSums + from]!
            const y = kept.sums[c * momentLayout(part).cellSums + to]!
            expect(Math.abs(x - y) / Math.max(Math.abs(x), floor)).toBeLessThan(1e-9)
          }
        }
      }),
      { numRuns: 400, seed: 20_250_302 },
    )
    expect(fused).toBeGreaterThan(30)
  })

  it('merge exactly between shards that share no customer', () => {
    property(({ plan, columns, fitted }) => {
      const border = columns.customer.indexOf(Math.floor(columns.customers / 2))
      const kernel = momentsKernel(plan, columns, fitted),
        merged = emptyMoments(plan)
      for (const shard of [
        { from: 0, to: border },
        { from: border, to: columns.rows },
      ]) {
        if (shard.to > shard.from) mergeMoments(merged, kernel(shard))
      }
      expectSame(merged, momentsPass(plan, columns, fitted))
    })
  })
})

describe('columns that lack what a plan sums', () => {
  const { plan, columns, fitted } = randomCase({
    seed: 1,
    rows: 20,
    meanRowsPerCustomer: 3,
    segments: 2,
    months: 2,
    folds: 2,
    policies: 2,
    bySegment: true,
    byMonth: true,
    clustered: true,
    model: true,
    modelled: false,
    sets: false,
    maturities: false,
    times: true,
    ratios: false,
    unsupported: false,
  })

  it('are refused with the nearest name', () => {
    const misspelt: SumPlan = { ...plan, columns: [{ name: 'margins', measure: 'mean', maturity: 0 }] }
    expect(() => fitPass(misspelt, columns)).toThrow('The outcome “margins” was not loaded. Did you mean “margin”?')
    expect(() => momentsPass(misspelt, columns, fitted)).toThrow(EngineError)
  })

  it('are refused when nobody knows the propensities, or the plan was made for other segments', () => {
    expect(() => momentsPass(plan, { ...columns, propensity: null }, fitted)).toThrow(
      /no propensities and none were fitted/,
    )
    expect(() => fitPass({ ...plan, segments: 1 }, columns)).toThrow(
      /knows 1 segments and 2 months, the history 2 and 2/,
    )
  })
})

describe('fit sums', () => {
  it('equal the counts and sums of the plain reference, and merge between any shards', () => {
    property(({ plan, columns }) => {
      const expected = fitSumsFromRows(plan, columns),
        whole = fitPass(plan, columns)
      const merged = emptyFitSums(plan),
        kernel = fitKernel(plan, columns),
        border = Math.floor(columns.rows / 3)
      const shards = [
        { from: 0, to: border },
        { from: border, to: columns.rows },
      ]
      for (const shard of shards) mergeFitSums(merged, kernel(shard))
      for (const part of ['count', 'matured', 'outcome', 'negMin', 'max'] as const) {
        expect(distance(whole[part], expected[part], 1), part).toBeLessThan(1)
        expect(distance(merged[part], expected[part], 1), part).toBeLessThan(1)
      }
    })
  })
})

const bin = (w: number) => weightBins.findIndex(edge => w <= edge)

describe('the bin of a weight', () => {
  it('is that of the first edge not below it', () => {
    for (const edge of weightBins.slice(0, -1)) {
      for (const w of [edge, edge * (1 + 1e-12), edge * (1 - 1e-12), edge + 1e-9]) {
        expect(weightBin(w), `${w}`).toBe(bin(w))
      }
    }
    fc.assert(fc.property(fc.double({ min: 0, noNaN: true }), w => weightBin(w) === bin(w)))
  })
})
