// Goal: truth() is the value that sampling would give in the long run, its error is honest, and the story told is true.

import { describe, expect, it } from 'vitest'
import { actions, ACTIONS } from '../../datasets/demo-bank/catalogue.ts'
import { Draws } from '../../datasets/demo-bank/draws.ts'
import { legacyProbabilities } from '../../datasets/demo-bank/legacy.ts'
import { OUTCOME_COLUMNS } from '../../datasets/demo-bank/response.ts'
import { behaviourOf, truth, truths, type Truth, type TruthPolicy } from '../../datasets/demo-bank/truth.ts'
import { live, newRow } from '../../datasets/demo-bank/world.ts'
import callEveryone from '../../strategies/demo-bank/call-everyone.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'

const size = { customers: 6_000, months: 6, seed: 21 }
/** Another bank of the same kind, whose outcomes are drawn. */
const sample = { customers: 12_000, months: 6, seed: 22 }

describe('truth', () => {
  const [logged, maturity, everyone] = truths(['logged', depositMaturity, callEveryone], size) as [Truth, Truth, Truth]

  it('of the log is the mean of what was logged', () => {
    for (const [name, { mean, error }] of sampled(legacyProbabilities, () => 1)) agree(logged, name, mean, error)
  })

  it.each([
    ['deposit-maturity', depositMaturity, 1],
    ['call-everyone', callEveryone, 2],
  ] as const)('of %s is what weighting an independent log gives', (_, strategy, k) => {
    const probabilities = new Float64Array(ACTIONS),
      policy = behaviourOf(strategy)
    const weighted = sampled(legacyProbabilities, row => {
      policy(row.situation, probabilities)
      return probabilities[row.action]! / row.probabilities[row.action]!
    })
    for (const [name, { mean, error }] of weighted) agree([logged, maturity, everyone][k]!, name, mean, error)
  })

  it('with roll-out is what happens when the strategy acts', () => {
    const rolled = truth(depositMaturity, { ...size, rollout: true })
    for (const [name, { mean, error }] of sampled(behaviourOf(depositMaturity), () => 1))
      agree(rolled, name, mean, error)
  })

  it('with roll-out of the log is the log’s own', () => {
    const small = { customers: 300, months: 4, seed: 1 }
    const [plain, rolled] = [truth('logged', small), truth('logged', { ...small, rollout: true })]
    expect(rolled.outcomes['margin']!.whole.value.value).toBeCloseTo(plain.outcomes['margin']!.whole.value.value, 10)
  })

  it('of a ratio is the ratio of expectations, not a mean of ratings', () => {
    const { value } = logged.outcomes['satisfaction']!.whole.value
    expect(value).toBeGreaterThan(3.5)
    expect(value).toBeLessThan(4.5)
  })

  it('differs from itself by nothing, and its pair’s error is smaller than the two apart', () => {
    expect(logged.outcomes['conversion']!.whole.difference).toMatchObject({ value: 0, error: 0 })
    const { value, difference } = maturity.outcomes['complaint']!.whole
    expect(difference.error).toBeLessThan(value.error + logged.outcomes['complaint']!.whole.value.error)
    expect(difference.value).toBeCloseTo(value.value - logged.outcomes['complaint']!.whole.value.value, 12)
  })

  it('adds up: segments and months, weighted by their decisions, give the whole', () => {
    const { whole, bySegment, byMonth } = maturity.outcomes['margin']!
    for (const cells of [bySegment, byMonth]) {
      const parts = Object.values(cells)
        .map(({ value }) => value)
        .filter(({ decisions }) => decisions > 0)
      const total = parts.reduce((sum, { value, decisions }) => sum + value * decisions, 0)
      expect(total / whole.value.decisions).toBeCloseTo(whole.value.value, 10)
    }
    expect(bySegment['other']!.value.decisions).toBe(0)
    expect(bySegment['other']!.value.value).toBeNaN()
  })

  it('knows how well it knows: over 40 banks the spread of the values is the error it states', () => {
    const small = { customers: 640, months: 3, outcomes: ['margin'] }
    const runs = Array.from(
      { length: 40 },
      (_, seed) => truth('logged', { ...small, seed }).outcomes['margin']!.whole.value,
    )
    const mean = runs.reduce((sum, { value }) => sum + value, 0) / runs.length
    const spread = Math.sqrt(runs.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (runs.length - 1))
    const stated = Math.sqrt(runs.reduce((sum, { error }) => sum + error ** 2, 0) / runs.length)
    expect(stated / spread).toBeGreaterThan(0.7) // the spread of 40 runs is itself known to 11 %
    expect(stated / spread).toBeLessThan(1.4)
  })

  it('refuses an outcome the bank does not have, naming those it has', () => {
    const unknown = { ...size, customers: 10, outcomes: ['profit'] }
    expect(() => truth('logged', unknown)).toThrow(/“profit”.*conversion, margin/)
  })
})

describe('the story', () => {
  const policies = ['logged', depositMaturity, callEveryone] as const,
    year = { customers: 3_000, months: 12, seed: 30 }
  const [logged, maturity, everyone] = truths(policies, year)
  const [, rolledMaturity, rolledEveryone] = truths(policies, { ...year, rollout: true })

  it('deposit-maturity earns more than the bank did and annoys fewer', () => {
    expect(difference(maturity, 'conversion').value).toBeGreaterThan(0.001)
    expect(difference(maturity, 'margin').value).toBeGreaterThan(0.2)
    expect(difference(maturity, 'complaint').value).toBeLessThan(0)
    expect(difference(maturity, 'suitabilityBreach').value).toBeLessThan(0)
  })

  it('call-everyone more than doubles complaints, and loses its lead once its own calls tire people', () => {
    expect(difference(everyone, 'complaint').value).toBeGreaterThan(logged!.outcomes['complaint']!.whole.value.value)
    expect(difference(everyone, 'conversion').value).toBeGreaterThan(difference(maturity, 'conversion').value - 0.001)
    expect(difference(rolledEveryone, 'conversion').value).toBeLessThan(difference(rolledMaturity, 'conversion').value)
  })
})

const difference = (of: Truth | undefined, name: string) => of!.outcomes[name]!.whole.difference

/** Mean and clustered standard error of each outcome column, drawn under `behaviour` and weighted. */
function sampled(behaviour: Parameters<typeof live>[2], weight: (row: ReturnType<typeof newRow>) => number) {
  const row = newRow(),
    draws = new Draws(),
    width = OUTCOME_COLUMNS.length
  const sum = new Float64Array(width),
    squares = new Float64Array(width),
    own = new Float64Array(width)
  for (let c = 0; c < sample.customers; c++) {
    own.fill(0)
    live(sample, c, behaviour, row, draws, decided => {
      const w = weight(decided)
      for (let k = 0; k < width; k++) own[k]! += (w * decided.outcomes[k]!) / sample.months
    })
    for (let k = 0; k < width; k++) {
      sum[k]! += own[k]!
      squares[k]! += own[k]! ** 2
    }
  }
  const n = sample.customers
  return OUTCOME_COLUMNS.map((name, k) => {
    const mean = sum[k]! / n
    return [name, { mean, error: Math.sqrt((squares[k]! / n - mean ** 2) / n) }] as const
  })
}

/** Within four joint standard errors. The two parts of the ratio are judged by the ratio's own test. */
function agree(of: Truth, column: string, mean: number, error: number): void {
  const known = of.outcomes[column]?.whole.value
  if (known === undefined) return
  expect(Math.abs(mean - known.value) / Math.hypot(error, known.error), `${of.policy} ${column}`).toBeLessThan(4)
}

describe('behaviourOf', () => {
  it('explores evenly around the rule’s action', () => {
    const out = new Float64Array(ACTIONS)
    const policy: TruthPolicy = callEveryone
    behaviourOf(policy)({ ...newRow().situation, balance: 50_000 }, out)
    expect(out[actions.findIndex(a => 'offer' in a && a.offer === 'wealth-product')]).toBeCloseTo(0.95 + 0.05 / 7, 12)
    expect(out.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
  })
})
