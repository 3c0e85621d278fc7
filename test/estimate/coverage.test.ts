// Goal: intervals of nominal 95 % hold the truth about that often when events are rare and weights heavy, in repeated
// histories whose truth is known. The long study is elsewhere; this one is small enough to run every time.

import { describe, expect, it } from 'vitest'
import type { Influence } from '../../src/estimate/influence.ts'
import { clusterError } from '../../src/estimate/influence.ts'
import type { Measured } from '../../src/estimate/measure.ts'
import { measureDifference, measureMean, measureRate } from '../../src/estimate/measure.ts'
import { snips } from '../../src/estimate/snips.ts'
import type { SumOf } from '../../src/moments/cell-sums.ts'
import { rng } from '../../src/stats/rng.ts'

const Z = 1.959963984540054

/**
 * Sums of products over customers of R W r w N, up to second or third order. Indices instead of names: it runs often.
 */
class Products {
  private readonly factors: readonly number[][]
  private readonly sums: Float64Array
  private readonly slots: ReadonlyMap<string, number>
  customers = 0

  constructor(variables: readonly string[], order: 2 | 3) {
    const all = [...variables.keys()]
    const pairs = all.flatMap(i => all.slice(i).map(j => [i, j]))
    const triples = order === 2 ? [] : pairs.flatMap(([i, j]) => all.slice(j).map(k => [i!, j!, k]))
    this.factors = [...all.map(i => [i]), ...pairs, ...triples]
    this.slots = new Map(this.factors.map((of, slot) => [of.map(i => variables[i]).join(''), slot]))
    this.sums = new Float64Array(this.factors.length)
  }

  /** @param totals  of one customer, in the order of the variables */
  add(totals: readonly number[]) {
    this.customers++
    for (let slot = 0; slot < this.factors.length; slot++) {
      let product = 1
      for (const i of this.factors[slot]!) product *= totals[i]!
      this.sums[slot]! += product
    }
  }

  readonly sumOf: SumOf = (...factors) =>
    factors[0] === 'G' ? this.customers : this.sums[this.slots.get(factors.join(''))!]!
}

interface Tally {
  hits: number
  normal: number
  width: number
  normalWidth: number
  n: number
}
const tally = (): Tally => ({ hits: 0, normal: 0, width: 0, normalWidth: 0, n: 0 })

function count(into: Tally, measured: Measured, truth: number) {
  const interval = measured.interval(Z)
  if (interval === null) return
  const { value } = measured.influence,
    half = Z * measured.standardError
  into.n++
  into.hits += Number(interval[0] <= truth && truth <= interval[1])
  into.normal += Number(Math.abs(value - truth) <= half)
  into.width += interval[1] - interval[0]
  into.normalWidth += 2 * half
}

interface Scenario {
  title: string
  customers: number
  decisions: number
  rate: number
  explored: number
  histories: number
  /** Spread of a customer's own factor on the rate, 0 for independent decisions. */
  own: number
}

/** Five actions; the log prefers one, the strategy another that doubles the rate; both explore. */
function simulate({ title, customers, decisions, rate, explored, histories, own }: Scenario) {
  const uniform = rng(title),
    value = tally(),
    difference = tally()
  const K = 5,
    epsilon = 0.1
  const truth = rate * (1 + (1 - epsilon) + epsilon / K),
    logged = rate * (1 + explored / K)
  for (let h = 0; h < histories; h++) {
    const products = new Products(['R', 'W', 'r', 'w', 'N'], 2)
    let w2 = 0
    for (let c = 0; c < customers; c++) {
      const factor = own === 0 ? 1 : uniform() < 0.5 ? 1 - own : 1 + own
      let weighted = 0,
        weight = 0,
        outcome = 0
      for (let j = 0; j < decisions; j++) {
        const action = uniform() < explored ? Math.floor(K * uniform()) : 0
        const w = (epsilon / K + (action === 1 ? 1 - epsilon : 0)) / (explored / K + (action === 0 ? 1 - explored : 0))
        const r = uniform() < rate * factor * (action === 1 ? 2 : 1) ? 1 : 0
        weighted += w * r
        weight += w
        outcome += r
        w2 += w * w
      }
      products.add([weighted, weight, outcome, decisions, decisions])
    }
    const { sumOf } = products
    const ess = { decisions: sumOf('W') ** 2 / w2, customers: sumOf('W') ** 2 / sumOf('W', 'W') }
    const n = customers * decisions
    const policy = measureRate(snips(sumOf, 0)!, sumOf, ess)!
    const champions: SumOf = (...factors) => sumOf(...factors.map(f => ({ R: 'r', W: 'w' })[f] ?? f))
    const champion = measureRate(snips(champions, 0)!, champions, { decisions: n, customers })!
    count(value, policy, truth)
    count(difference, measureDifference(policy, champion, sumOf, 'rate')!, truth - logged)
  }
  return { value, difference }
}

const rate = (x: number, { n }: Tally) => x / n

describe('coverage of rates with rare events', () => {
  it.each<Scenario>([
    { title: 'one decision each', customers: 2000, decisions: 1, rate: 0.02, explored: 0.3, own: 0, histories: 400 },
    { title: 'twelve each', customers: 300, decisions: 12, rate: 0.02, explored: 0.4, own: 0, histories: 400 },
    { title: 'unlike customers', customers: 300, decisions: 12, rate: 0.05, explored: 0.4, own: 0.9, histories: 400 },
  ])('$title: Wilson and MOVER hold, and are not much wider than need be', scenario => {
    const { value, difference } = simulate(scenario)
    for (const of of [value, difference]) {
      expect(of.n).toBe(scenario.histories)
      expect(rate(of.hits, of)).toBeGreaterThan(0.925)
      expect(of.width / of.normalWidth).toBeLessThan(1.25)
    }
  })

  it('the normal interval would miss the rare case', () => {
    const { value } = simulate({
      title: 'rare',
      customers: 2000,
      decisions: 1,
      rate: 0.01,
      explored: 0.2,
      own: 0,
      histories: 400,
    })
    expect(rate(value.normal, value)).toBeLessThan(0.9)
    expect(rate(value.hits, value)).toBeGreaterThan(0.93)
  })
})

describe('coverage of means', () => {
  it('Hall holds for an amount that is 0 but for some 60 in 2,000, where it gives an interval', () => {
    const uniform = rng('zero-inflated'),
      result = tally(),
      histories = 600
    for (let h = 0; h < histories; h++) {
      const products = new Products(['R', 'W', 'N'], 3)
      for (let c = 0; c < 2000; c++) {
        products.add([uniform() < 0.03 ? -100 * Math.log(1 - uniform()) : 0, 1, 1])
      }
      count(result, measureMean(snips(products.sumOf, 0)!, products.sumOf)!, 3)
    }
    expect(result.n).toBeGreaterThan(0.95 * histories)
    expect(rate(result.hits, result)).toBeGreaterThan(0.925)
    expect(rate(result.hits, result)).toBeGreaterThan(rate(result.normal, result))
  })

  it('errors by customer hold where errors by decision would not', () => {
    // Twelve equal decisions for each of 200 customers: the error of 2,400 independent ones is √12 too small.
    const uniform = rng('clusters')
    let hits = 0,
      naive = 0
    for (let h = 0; h < 400; h++) {
      const clustered = new Products(['R', 'W', 'N'], 2)
      let sum = 0
      for (let c = 0; c < 200; c++) {
        const r = uniform() < 0.5 ? 1 : 0
        sum += r
        clustered.add([12 * r, 12, 12])
      }
      const of: Influence = snips(clustered.sumOf, 0)!
      const error = clusterError(of.psi, clustered.sumOf)!
      hits += Number(Math.abs(of.value - 0.5) <= Z * error)
      naive += Number(Math.abs(of.value - 0.5) <= Z * Math.sqrt(((sum / 200) * (1 - sum / 200)) / 2400))
    }
    expect(hits / 400).toBeGreaterThan(0.92)
    expect(naive / 400).toBeLessThan(0.6)
  })
})
