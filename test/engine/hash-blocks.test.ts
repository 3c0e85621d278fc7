// Goal: the sums by month and block of customers are the plain sums of each row's D, and change nothing else.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentsKernel } from '../../src/engine/columns/moments-kernel.ts'
import { momentsPass } from '../../src/engine/columns/passes.ts'
import { EngineError } from '../../src/engine/engine-error.ts'
import { hashBlock, hashBlockLayout } from '../../src/moments/hash-block-layout.ts'
import { momentLayout } from '../../src/moments/layout.ts'
import { emptyMoments, mergeMoments } from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { matureRows, policyRows, terms } from '../estimate/naive.ts'
import type { Case, Shape } from './random-history.ts'
import { randomCase, shapes } from './random-history.ts'

const withBlocks = (shape: Shape, blocks: number): Case => {
  const { plan, ...rest } = randomCase({ ...shape, model: true })
  // The parts of a ratio are among the columns, one column is not.
  return { ...rest, plan: { ...plan, hashBlocks: { count: blocks, columns: [3, 0, 2] } } }
}
const property = (check: (random: Case) => void) =>
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 9 }), (shape, blocks) => check(withBlocks(shape, blocks))),
    { numRuns: 200, seed: 20_250_304 },
  )

function naive({ plan, columns, fitted }: Case): Float64Array {
  const layout = hashBlockLayout(plan),
    sums = new Float64Array(layout.length)
  const policies = policyRows(plan, columns, fitted),
    all = Array.from({ length: columns.rows }, (_, i) => i)
  const { month, customerHash } = columns,
    { count: blocks, columns: summed } = plan.hashBlocks!
  const place = (i: number) => month[i]! * blocks + hashBlock(customerHash[i]!, blocks)
  for (const m of plan.maturities.keys()) {
    for (const i of matureRows(plan, columns, all, m)) sums[layout.decisions(m) + place(i)]! += 1
  }
  for (const o of summed) {
    for (const p of plan.policies.keys()) {
      for (const i of matureRows(plan, columns, all, plan.columns[o]!.maturity)) {
        sums[layout.D(o, p) + place(i)]! += terms({ plan, columns, fitted }, policies[p]![i]!, p, o, i).d
      }
    }
  }
  return sums
}

const close = (actual: Float64Array, expected: Float64Array, floor: number) => {
  expect(actual.length).toBe(expected.length)
  for (const [i, x] of actual.entries()) {
    const y = expected[i]!
    expect(Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y), floor), `${i}: ${x} for ${y}`).toBeLessThan(1e-9)
  }
}

describe('sums by month and block of customers', () => {
  it('equal the plain sums over the rows', () => {
    property(random => close(momentsPass(random.plan, random.columns, random.fitted).hashBlocks, naive(random), 1))
  })
  it('add up to the sums of the whole, and leave every other sum with the same bits', () => {
    property(({ plan, columns, fitted }) => {
      const { hashBlocks: _, ...plain } = plan
      const { hashBlocks, ...rest } = momentsPass(plan, columns, fitted)
      const { hashBlocks: none, ...expected } = momentsPass(plain, columns, fitted)
      expect(none.length).toBe(0)
      expect(rest).toEqual(expected)
      const layout = hashBlockLayout(plan),
        moments = momentLayout(plan)
      const total = (from: number) => hashBlocks.subarray(from, from + layout.places).reduce((sum, x) => sum + x, 0)
      for (const m of plan.maturities.keys()) {
        expect(total(layout.decisions(m))).toBe(expected.sums[moments.maturities[m]!.N])
      }
      expect(() => layout.D(1, 0)).toThrow('column 1')
      for (const o of plan.hashBlocks!.columns) {
        for (const p of plan.policies.keys()) {
          const whole = expected.sums[moments.series[o]![p]!.D]!
          expect(Math.abs(total(layout.D(o, p)) - whole)).toBeLessThan(1e-9 * Math.max(1e3, Math.abs(whole)))
        }
      }
    })
  })
  it('and a plan that keeps the whole only has the whole of a plan that keeps its parts, bit for bit', () => {
    property(({ plan, columns, fitted }) => {
      const whole = momentsPass({ ...plan, wholeOnly: true }, columns, fitted)
      const parts = momentsPass(plan, columns, fitted)
      const { cellSums, cellMaxima } = momentLayout(plan)
      const sums = parts.sums.slice(0, cellSums),
        maxima = parts.maxima.slice(0, cellMaxima)
      expect(whole).toEqual({ ...parts, sums, maxima })
    })
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
      close(merged.hashBlocks, momentsPass(plan, columns, fitted).hashBlocks, 1)
    })
  })
  it('put a customer into one block, whichever fold she is in', () => {
    expect([0, 2 ** 23 - 1, 2 ** 23, 2 ** 32 - 1].map(hash => hashBlock(hash, 512))).toEqual([0, 0, 1, 511])
  })
  it('are refused without an outcome model', () => {
    const { plan, columns, fitted } = withBlocks(fc.sample(shapes, { numRuns: 1, seed: 1 })[0]!, 4)
    const without: SumPlan = { ...plan, model: false }
    expect(() => momentsPass(without, columns, fitted)).toThrow(EngineError)
  })
})
