// Goal: a budget buys what a knapsack by hand buys, step by step, and the curve estimates what that is worth.

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalDraws, rng } from '../../src/stats/rng.ts'
import type { CostRows } from '../../src/uplift/cost-columns.ts'
import { costCurve } from '../../src/uplift/cost-curve.ts'
import { UpliftError } from '../../src/uplift/uplift-error.ts'

describe('two customers and two treatments', () => {
  // Costs 1 and 3. Customer A gains 4 or 6 (steps 4 per unit, then 1), B gains 1 or 9: 3 per unit at once, since the
  // cheap treatment lies below the line to the dear one.
  const rows: CostRows = {
    predicted: [
      [4, 1],
      [6, 9],
    ],
    cost: [1, 3],
    arm: [1, 0],
    outcome: [0, 0],
    scores: [
      [10, 0],
      [11, 30],
    ],
  }
  const at = (...budgets: number[]) => costCurve(rows, { replicates: 0, budgets }).points.map(p => p.gain)

  it('buys the best step first, and a part of the step the money ends in', () => {
    // Per decision: A's cheap one, 0.5 for 5; B's dear one, 1.5 for 15; A's upgrade, 1 for 0.5.
    expect(at(0, 0.5, 1.25, 2, 2.5, 3, 9)).toEqual([0, 5, 12.5, 20, 20.25, 20.5, 20.5])
  })
  it('takes steps of equal ratio together', () => {
    const equal = {
      ...rows,
      predicted: [
        [4, 2],
        [4, 12],
      ],
      scores: [
        [10, 0],
        [0, 30],
      ],
    } // A 4 per unit, B 4 per unit
    expect(costCurve(equal, { replicates: 0, budgets: [1, 2] }).points.map(p => p.gain)).toEqual([10, 20])
  })
  it('never buys what is predicted to do harm', () => {
    const harm = {
      ...rows,
      predicted: [
        [-1, -1],
        [0, -2],
      ],
    }
    expect(costCurve(harm, { replicates: 0 }).end).toEqual({ spend: 0, gain: 0 })
  })
  it('shows what the same money buys at random', () => {
    // Mean predictions 2.5 and 7.5 at costs 1 and 3: both 2.5 per unit, so one straight line to the mean score 20.5.
    expect(costCurve(rows, { replicates: 0 }).untargeted).toEqual([
      { spend: 0, gain: 0 },
      { spend: 3, gain: 20.5 },
    ])
  })
  it('the arms’ means make scores when none are given', () => {
    const four: CostRows = { predicted: [[1, 1, 1, 1]], cost: [2], arm: [1, 1, 0, 0], outcome: [5, 3, 1, 2] }
    // Everybody is treated at the end: the difference of the means, 4 − 1.5
    expect(costCurve(four, { replicates: 0 }).end).toEqual({ spend: 2, gain: 2.5 })
  })
})

interface Row {
  predicted: number[]
  cost: number[]
  score: number[]
}

const of = (values: readonly number[], k: number) => (k < 0 ? 0 : values[k]!)

/** One choice after the other, from a list that is searched again each time; ratios must differ. */
function greedy(rows: readonly Row[]): readonly { spend: number; gain: number; ratio: number }[] {
  const chosen = rows.map(() => -1),
    path = [{ spend: 0, gain: 0, ratio: Infinity }]
  for (;;) {
    let best = { ratio: 0, i: -1, k: -1 }
    rows.forEach(({ predicted, cost }, i) =>
      predicted.forEach((_, k) => {
        const more = of(cost, k) - of(cost, chosen[i]!),
          ratio = (of(predicted, k) - of(predicted, chosen[i]!)) / more
        if (more > 0 && ratio > best.ratio) best = { ratio, i, k }
      }),
    )
    if (best.i < 0) return path
    const { cost, score } = rows[best.i]!,
      from = chosen[best.i]!,
      last = path.at(-1)!
    path.push({
      spend: last.spend + (of(cost, best.k) - of(cost, from)) / rows.length,
      gain: last.gain + (of(score, best.k) - of(score, from)) / rows.length,
      ratio: best.ratio,
    })
    chosen[best.i] = best.k
  }
}

// Millionths: of numbers so small that their quotient is 0 there is no best.
const number = (min: number, max: number) => fc.integer({ min: min * 1e6, max: max * 1e6 }).map(x => x / 1e6)
const three = (min: number, max: number) => fc.array(number(min, max), { minLength: 3, maxLength: 3 })
const row: fc.Arbitrary<Row> = fc.record({ predicted: three(-1, 5), cost: three(0.1, 4), score: three(-9, 9) })
const columns = (rows: readonly Row[]): CostRows => {
  const by = (name: keyof Row) => [0, 1, 2].map(k => rows.map(r => r[name][k]!)),
    none = rows.map(() => 0)
  return { predicted: by('predicted'), cost: by('cost'), scores: by('score'), arm: none, outcome: none }
}

it('follows a greedy knapsack of three treatments', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), rows => {
      const path = greedy(rows)
      fc.pre(path.every(({ ratio }, i) => i === 0 || ratio < path[i - 1]!.ratio * (1 - 1e-9)))
      const budgets = path.map(p => p.spend)
      const { points, end } = costCurve(columns(rows), { replicates: 0, budgets })
      points.forEach((point, i) => expect(Math.abs(point.gain - path[i]!.gain)).toBeLessThan(1e-6))
      expect(Math.abs(end.spend - path.at(-1)!.spend)).toBeLessThan(1e-9)
    }),
  )
})

/** Two treatments, costs 1 and 2, gains x and 1 + 2x(1 − x); predictions are the truth. */
function history(seed: number, n: number): CostRows {
  const uniform = rng(seed),
    normal = normalDraws(uniform),
    x = Float64Array.from({ length: n }, uniform)
  const arm = Uint8Array.from(x, () => Math.floor(3 * uniform())),
    gains = [x, x.map(v => 2 * v * (1 - v) + 1)]
  const outcome = x.map((v, i) => v + normal() + (arm[i] === 0 ? 0 : gains[arm[i]! - 1]![i]!))
  return { predicted: gains, cost: [1, 2], arm, outcome }
}

describe('many customers', () => {
  it('the order of the rows changes nothing, not even the last bit', () => {
    const rows = history(1, 300),
      shuffled = Array.from(rows.arm, (_, i) => (i * 7) % 300)
    const permute = (values: ArrayLike<number>) => shuffled.map(i => values[i]!)
    const other = {
      ...rows,
      predicted: rows.predicted.map(permute),
      arm: permute(rows.arm),
      outcome: permute(rows.outcome),
    }
    expect(costCurve(other, { replicates: 20 })).toEqual(costCurve(rows, { replicates: 20 }))
  })
  it('intervals cover what the money truly buys in about 95 of 100 histories', () => {
    // The truth from one long history, whose scores are the true gains.
    const long = history(0, 100_000),
      budgets = [0.8]
    const [truth] = costCurve({ ...long, scores: long.predicted }, { replicates: 0, budgets }).points
    let covered = 0
    for (let h = 1; h <= 150; h++) {
      const [point] = costCurve(history(h, 600), { replicates: 50, budgets }).points
      covered += Number(point!.low! <= truth!.gain && truth!.gain <= point!.high!)
    }
    expect(covered / 150).toBeGreaterThan(0.9)
    expect(covered / 150).toBeLessThan(0.995)
  })
})

it.each([
  ['a free treatment', { cost: [0] }, /cost 1 of row 0 is 0/],
  ['an arm that is none', { arm: [0, 1, 2] }, /arm of row 2 is 2/],
  ['an unknown prediction', { predicted: [[1, NaN, 1]] }, /predicted 1 of row 1 is NaN/],
  ['an arm nobody was in', { arm: [0, 0, 0] }, /No row received treatment 1/],
  ['costs of other treatments', { cost: [1, 2] }, /predicted has 1/],
  ['columns of unequal length', { outcome: [1] }, /outcome has 1 rows and arm 3/],
])('refuses %s', (_, change, message) => {
  const rows: CostRows = { predicted: [[1, 1, 1]], cost: [1], arm: [0, 1, 1], outcome: [0, 1, 2], ...change }
  expect(() => costCurve(rows)).toThrow(UpliftError)
  expect(() => costCurve(rows)).toThrow(message)
})
