// Goal: the kernels compute what the plain row-by-row reference computes, on histories with every awkwardness.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitKernel } from '../../src/engine/columns/fit-kernel.ts'
import { momentsKernel } from '../../src/engine/columns/moments-kernel.ts'
import { fitPass, momentsPass } from '../../src/engine/columns/passes.ts'
import { weightBin } from '../../src/engine/columns/unmatched-weights.ts'
import { EngineError } from '../../src/engine/engine-error.ts'
import { emptyFitSums, mergeFitSums } from '../../src/moments/fit-sums.ts'
import type { Moments } from '../../src/moments/moments.ts'
import { emptyMoments, mergeMoments, weightBins } from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { rng } from '../../src/stats/rng.ts'
import { fitSumsFromRows } from '../estimate/naive-fit.ts'
import { momentsFromRows } from '../estimate/naive.ts'
import type { Case } from './random-history.ts'
import { randomCase, randomStrategy, shapes } from './random-history.ts'

const parts = ['sums', 'maxima', 'weightHistogram', 'proposed', 'chosen', 'rules', 'hashBlocks'] as const

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
    strata: 2,
    segments: null,
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
    narrow: false,
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
    expect(() => fitPass({ ...plan, strata: 1 }, columns)).toThrow(/knows 1 strata, the history has 2/)
  })
})

it('a list of allowed actions the columns do not have is refused by name', () => {
  const shape = { ...fc.sample(shapes, { numRuns: 1, seed: 4 })[0]!, narrow: true }
  const { plan, columns, fitted } = randomCase(shape)
  const policies: SumPlan['policies'] = [
    { kind: 'strategy', strategy: randomStrategy(rng(3)), allowed: 'no calls after nine' },
  ]
  expect(() => momentsPass({ ...plan, policies, champion: 0 }, columns, fitted)).toThrow(
    /“no calls after nine” allows, and the history has no such list. It has quiet hours, few/,
  )
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
