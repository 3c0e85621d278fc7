// Several treatments that cost different amounts: what a budget buys when a score of each treatment spends it.

import { twoSidedZ } from '../stats/normal.ts'
import { around } from './around.ts'
import { bestSteps, type Steps } from './best-steps.ts'
import { type CostRows, ordered } from './cost-columns.ts'
import { type HalfSampleBlocks, blocksOf, halfSampleErrors, LEAST_BLOCKS, PLACES } from './half-samples.ts'
import { BLOCKS, blocksInOrder } from './ranking.ts'
import { UpliftError } from './uplift-error.ts'

export interface CostOptions {
  /** Two-sided; 0.95 by default. */
  readonly level?: number
  /** 200 by default, 0 for no intervals. */
  readonly replicates?: number
  /** 1 by default. */
  readonly seed?: number
  /** Spends per decision to read the curve at; 100 equal steps up to where the curve ends by default. */
  readonly budgets?: readonly number[]
}

/** Spend and gain are per decision, in the units of cost and outcome. */
export interface CostPoint {
  readonly spend: number
  readonly gain: number
  readonly standardError: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface CostCurve {
  readonly variant: 'maq multi-armed Qini'
  readonly rows: number
  readonly points: readonly CostPoint[]
  /** Where nobody is left whom the scores say a treatment helps. */
  readonly end: { readonly spend: number; readonly gain: number }
  /** The same at random: treatments by their mean prediction, whoever the customer is. Joined by straight lines. */
  readonly untargeted: readonly { readonly spend: number; readonly gain: number }[]
}

/**
 * Q(B): mean gain over treating nobody when a budget of B per decision is spent where the predictions say it buys most.
 *
 * Each customer's treatments are reduced to those on the upper hull of predicted gain over cost; all steps from one to
 * the next are taken in the order of predicted gain per cost. The gain is the mean of the doubly robust scores of what
 * is chosen, so a bad prediction makes a low curve, not a biased one. Steps of equal ratio are averaged: the curve is
 * straight across them, and the order of the rows changes nothing.
 *
 * Sverdrup, Wu, Athey & Wager, "Qini curves for multi-armed treatment rules", 2023 (arXiv 2306.11979); maq, `maq`.
 *
 * @throws {UpliftError} when a prediction, cost, arm, outcome or propensity is impossible, or an arm has no rows
 */
export function costCurve(rows: CostRows, options: CostOptions = {}): CostCurve {
  const { level = 0.95, replicates = 200, seed = 1 } = options,
    z = twoSidedZ(level)
  const { order, columns } = ordered(rows),
    n = order.length
  const steps = bestSteps(columns.predicted, columns.cost, columns.scores),
    path = walk(steps, n)
  const spends = options.budgets ?? Array.from({ length: 100 }, (_, i) => ((i + 1) / 100) * path.spend.at(-1)!)
  if (spends.some(spend => !(spend >= 0))) throw new UpliftError('A budget is a spend per decision, 0 or above.')
  const gains = gainsAt(path, spends),
    ascending = spends.toSorted((a, b) => a - b)
  const sums = replicates === 0 ? null : blockSteps(steps, blocksInOrder(order, columns.customer, seed), n)
  const errors =
    sums === null || blocksOf(sums).length < LEAST_BLOCKS
      ? null
      : halfSampleErrors(sums, replicates, seed, half => gainsAt(cumulate(half.cost, half.gain, n), ascending))
  const points = spends.map((spend, i): CostPoint => {
    const standardError = errors?.[ascending.indexOf(spend)] ?? null
    const [low, high] = around(gains[i]!, standardError, z) ?? [null, null]
    return { spend, gain: gains[i]!, standardError, low, high }
  })
  const mean = (values: Float64Array) => Float64Array.of(values.reduce((a, b) => a + b, 0) / n)
  const average = bestSteps(columns.predicted.map(mean), columns.cost.map(mean), columns.scores.map(mean))
  const untargeted = walk(average, 1)
  return {
    variant: 'maq multi-armed Qini',
    rows: n,
    points,
    end: { spend: path.spend.at(-1)!, gain: path.gain.at(-1)! },
    untargeted: Array.from(untargeted.spend, (spend, i) => ({ spend, gain: untargeted.gain[i]! })),
  }
}

interface Path {
  readonly spend: Float64Array
  readonly gain: Float64Array
}

/** Spend and gain after each group of steps of equal ratio, from (0, 0) on. */
function walk({ order, groupEnd, cost, gain }: Steps, rows: number): Path {
  const costs = new Float64Array(groupEnd.length),
    gains = new Float64Array(groupEnd.length)
  let from = 0
  groupEnd.forEach((to, g) => {
    for (let i = from; i < to; i++) {
      costs[g]! += cost[order[i]!]!
      gains[g]! += gain[order[i]!]!
    }
    from = to
  })
  return cumulate(costs, gains, rows)
}

function cumulate(costs: Float64Array, gains: Float64Array, rows: number): Path {
  const spend = new Float64Array(costs.length + 1),
    gain = new Float64Array(costs.length + 1)
  for (let g = 0; g < costs.length; g++) {
    spend[g + 1] = spend[g]! + costs[g]! / rows
    gain[g + 1] = gain[g]! + gains[g]! / rows
  }
  return { spend, gain }
}

/** Straight between the points of the path; beyond its end the money is left over. */
function gainsAt({ spend, gain }: Path, spends: readonly number[]): readonly number[] {
  return spends.map(at => {
    let low = 0,
      high = spend.length - 1
    if (at >= spend[high]!) return gain[high]!
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (spend[middle]! <= at) low = middle
      else high = middle
    }
    return gain[low]! + ((at - spend[low]!) / (spend[high]! - spend[low]!)) * (gain[high]! - gain[low]!)
  })
}

type StepSums = Readonly<Record<'rows' | 'cost' | 'gain', Float64Array>>

/** Steps by place on the path and block; every row counts once, at the last place, whether it has steps or not. */
function blockSteps(
  { order, groupEnd, cost, gain, row }: Steps,
  block: Uint16Array,
  n: number,
): HalfSampleBlocks<StepSums> {
  const places = PLACES + 1,
    size = places * BLOCKS
  const sums = { rows: new Float64Array(size), cost: new Float64Array(size), gain: new Float64Array(size) }
  let place = 0,
    filled = 0,
    from = 0
  for (const to of groupEnd) {
    for (let i = from; i < to; i++) {
      const step = order[i]!,
        at = place * BLOCKS + block[row[step]!]!
      sums.cost[at]! += cost[step]!
      sums.gain[at]! += gain[step]!
    }
    filled += to - from
    from = to
    if (filled >= order.length / PLACES && place < places - 1) {
      place++
      filled = 0
    }
  }
  for (let i = 0; i < n; i++) sums.rows[(places - 1) * BLOCKS + block[i]!]! += 1
  const kept: number[] = []
  for (let at = 0; at < size; at++) if (sums.rows[at]! > 0 || sums.cost[at] !== 0) kept.push(at)
  const only = (values: Float64Array) => Float64Array.from(kept, at => values[at]!)
  return {
    rows: n,
    places,
    place: Uint16Array.from(kept, at => Math.floor(at / BLOCKS)),
    block: Uint16Array.from(kept, at => at % BLOCKS),
    sums: { rows: only(sums.rows), cost: only(sums.cost), gain: only(sums.gain) },
  }
}
