// Goal: the ridge outcome model is the textbook's, never sees a decision's own customer, and makes DR more precise
// where features tell.

import { describe, expect, it } from 'vitest'
import { fitRidge } from '../../src/estimate/ridge-model.ts'
import { evaluateLog } from '../../src/estimate/rows/evaluate-log.ts'
import { ridgePredictions } from '../../src/estimate/rows/ridge-log.ts'
import { denseMatrix } from '../../src/stats/design-matrix.ts'
import { addRow, emptyRegression, solveRidge } from '../../src/stats/ridge.ts'
import { normalDraws, rng } from '../../src/stats/rng.ts'

describe('solveRidge', () => {
  const sums = emptyRegression(2, 1)
  for (const [x, y] of [
    [-1, 1],
    [0, 3],
    [1, 5],
  ] as const)
    addRow(sums, Float64Array.of(1, x), 0, () => y)

  it('worked by hand: y = 3 + 2x over x = −1, 0, 1; a penalty of 2 halves the slope, the level stays', () => {
    expect(Array.from(solveRidge(sums, 1e-9)!)).toEqual([expect.closeTo(3, 9), expect.closeTo(2, 6)])
    expect(Array.from(solveRidge(sums, 2)!)).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)])
  })

  it('has no answer without rows, and no ridge without a penalty', () => {
    expect(solveRidge(emptyRegression(2, 1), 1)).toBeNull()
    expect(() => solveRidge(sums, 0)).toThrow(/above 0/)
  })
})

const predictions = (rows: Parameters<typeof fitRidge>[0], penalty?: number) => {
  const found = new Map<number, number[]>()
  fitRidge(rows, penalty).forEach((i, q) => {
    found.set(i, Array.from(q))
  })
  return found
}

describe('fitRidge', () => {
  const x = denseMatrix(Float64Array.of(-1, 0, 1, 2, -1, 0, 1, 2), 1)
  const fold = [0, 0, 0, 0, 1, 1, 1, 1]

  it('predicts from the other folds: fold 0 from y = 10 + x, fold 1 from y = −x', () => {
    const rows = { x, fold, folds: 2, actions: 1, action: fold.map(() => 0), outcomes: [[1, 0, -1, -2, 9, 10, 11, 12]] }
    const found = predictions(rows, 1e-9)
    expect([0, 1, 2, 3].map(i => found.get(i)![0])).toEqual([9, 10, 11, 12].map(y => expect.closeTo(y, 6)))
    expect([4, 5, 6, 7].map(i => found.get(i)![0])).toEqual([1, 0, -1, -2].map(y => expect.closeTo(y, 6)))
  })

  it('has a regression of its own for every action and outcome', () => {
    const rows = {
      x: denseMatrix(Float64Array.from([-1, 1, -1, 1, -1, 1, -1, 1]), 1),
      fold: [0, 0, 0, 0, 1, 1, 1, 1],
      folds: 2,
      action: [0, 0, 1, 1, 0, 0, 1, 1],
      actions: 2,
      outcomes: [
        [0, 2, 5, 5, 0, 2, 5, 5],
        [1, 1, 0, 4, 1, 1, 0, 4],
      ],
    }
    const q = predictions(rows, 1e-9).get(1)! // x = 1
    expect(q).toEqual([2, 1, 5, 4].map(y => expect.closeTo(y, 6)))
  })

  it('gives an action the other folds never show the mean of what they show', () => {
    const action = [0, 0, 0, 0, 1, 1, 1, 1],
      outcomes = [[2, 2, 2, 2, 6, 7, 7, 6]]
    const rows = { x, fold, folds: 2, actions: 2, action, outcomes }
    expect(predictions(rows).get(0)).toEqual([6.5, expect.closeTo(6.5, 9)]) // the second has its own, without a slope
  })

  it('leaves out decisions whose outcome is not known', () => {
    const include = Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 0)
    const action = fold.map(() => 0),
      outcomes = [[1, 1, 1, 1, 5, 5, 5, NaN]]
    const rows = { x, fold, folds: 2, actions: 1, action, outcomes, include }
    const found = predictions(rows)
    expect([...found.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(found.get(0)![0]).toBeCloseTo(5, 9)
  })
})

/** Two actions; outcome 3x₁ or −3x₁ and noise; the target takes whichever is better. */
function history(n: number, seed: string) {
  const uniform = rng(seed),
    normal = normalDraws(uniform)
  const features = Float64Array.from({ length: 2 * n }, () => normal()),
    reward = new Float64Array(n)
  const action = new Uint8Array(n),
    targets = new Float64Array(2 * n),
    target = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const best = features[2 * i]! > 0 ? 0 : 1
    action[i] = uniform() < 0.5 ? 0 : 1
    targets[2 * i + best] = 1
    target[i] = action[i] === best ? 1 : 0
    reward[i] = (action[i] === 0 ? 3 : -3) * features[2 * i]! + normal()
  }
  return { features, reward, action, actions: 2, targets, target, propensity: new Float64Array(n).fill(0.5) }
}

describe('ridgePredictions', () => {
  it('takes a fifth off the error where features tell, and the interval holds the truth as often as it says', () => {
    // ψ of SNIPS has variance 2·(1 + 9 − 18/π), DR's with the true model 2 + 9 − 18/π: errors as 2.92 and 2.30.
    const truth = 3 * Math.sqrt(2 / Math.PI)
    let covered = 0,
      ratio = 0
    for (let h = 0; h < 200; h++) {
      const log = history(400, `ridge ${h}`),
        { dr, snips } = evaluateLog({ ...log, ...ridgePredictions(log) })
      const [low, high] = dr!.interval!
      covered += Number(low <= truth && truth <= high)
      ratio += dr!.standardError / snips!.standardError / 200
    }
    expect(Math.abs(ratio - 0.787)).toBeLessThan(0.03)
    expect(covered).toBeGreaterThan(180) // four errors of 200 at 95 % are 12
  })

  it('keeps a customer in one fold: her own rewards never move her predictions', () => {
    const log = history(60, 'folds'),
      customer = Array.from({ length: 60 }, (_, i) => Math.floor(i / 3))
    const moved = Float64Array.from(log.reward, (r, i) => (customer[i] === 4 ? r + 100 : r))
    const before = ridgePredictions({ ...log, customer }),
      after = ridgePredictions({ ...log, customer, reward: moved })
    for (const i of [12, 13, 14]) expect(after.qTarget[i]).toBeCloseTo(before.qTarget[i]!, 9)
    expect(Math.abs(after.qTarget[0]! - before.qTarget[0]!)).toBeGreaterThan(0.1)
  })

  it('names arrays that do not belong together', () => {
    const log = history(10, 'bad')
    expect(() => ridgePredictions({ ...log, targets: [1] })).toThrow(/targets has 1 values; 20 belong to 10 decisions/)
    expect(() => ridgePredictions({ ...log, action: log.action.map(() => 2) })).toThrow(/action\[0\] is 2/)
    expect(() => ridgePredictions(log, { folds: 1 })).toThrow(/2 folds, not 1/)
  })
})
