// Goal: where the bank chose by what is in the data, modelled propensities find the truth, and where it did not, the
// checks say so.

import { describe, expect, it } from 'vitest'
import { backtest } from '../../../src/app/backtest.ts'
import type { Evaluation } from '../../../src/evaluate/evaluation.ts'
import { evaluationJson, evaluationSchema } from '../../../src/evaluate/evaluation.ts'
import { logitPropensities } from '../../../src/evaluate/propensity/logit.ts'
import { bank, callEveryone, history, sigmoid, TRUTH } from './confounded-bank.ts'
import type { World } from './confounded-bank.ts'

function evaluated(world: World, propensity: Parameters<typeof bank>[0], workers = 1): Promise<Evaluation> {
  return backtest({
    ...history(world),
    dataset: bank(propensity),
    strategies: [callEveryone],
    champion: 'logged',
    workers,
    seed: 1,
  })
}
const outOfBalance = ({ propensityChecks }: Evaluation) =>
  propensityChecks!.balance.filter(b => Math.abs(b.after) > 0.1).map(b => b.feature)
const sold = ({ results }: Evaluation) =>
  results.find(r => r.policy === 1 && r.outcome === 'sold' && r.cell.kind === 'all')!
const errorsOff = (e: Evaluation, name: 'dr' | 'snips') => {
  const { value, standardError } = sold(e).estimates[name]!
  return (value - TRUTH) / standardError
}

describe('a bank that chose by wealth and region', () => {
  const world = { seed: 11, customers: 20_000 }

  it('is read rightly by a logit on them, and wrongly by shares of its one segment', async () => {
    const logit = await evaluated(world, { model: 'logit' }),
      cells = await evaluated(world, { model: 'cells' })
    expect(Math.abs(errorsOff(logit, 'snips'))).toBeLessThan(3)
    expect(Math.abs(errorsOff(logit, 'dr'))).toBeLessThan(3)
    expect(errorsOff(cells, 'snips')).toBeGreaterThan(8) // the wealthy, who buy anyway, were called
    expect(sold(cells).refusals).toEqual([]) // nothing in the estimates would have told
    expect(outOfBalance(cells)).toEqual(['wealth', 'wealth'])
    expect(outOfBalance(logit)).toEqual([])
    expect(Math.max(...logit.propensityChecks!.balance.map(b => Math.abs(b.before)))).toBeGreaterThan(0.4)
  })

  it('has propensities near the true ones, whatever the fold they were fitted without', () => {
    const { columns } = history(world),
      wealth = columns.features['wealth']!,
      region = columns.features['region']!
    const { propensity, trimmed, fittedOn, calibration } = logitPropensities(columns, {
      actions: ['hold', 'call'],
      folds: 5,
      definition: { source: 'modelled', model: 'logit' },
    })
    if (wealth.kind !== 'number' || region.kind !== 'category') throw new Error('other kinds')
    let worst = 0
    for (let i = 0; i < columns.rows; i++) {
      const called = sigmoid(1.2 * wealth.values[i]! - 0.3 * region.codes[i]!)
      worst = Math.max(worst, Math.abs(propensity[i]! - (columns.action[i] === 1 ? called : 1 - called)))
    }
    expect(worst).toBeLessThan(0.05)
    expect([trimmed, fittedOn]).toEqual([0, 20_000])
    expect(calibration.map(({ action }) => action)).toEqual(['hold', 'call'])
    for (const { groups } of calibration) {
      expect(groups).toHaveLength(10)
      for (const { decisions, predicted, observed } of groups) {
        expect(Math.abs(predicted - observed)).toBeLessThan(4 * Math.sqrt((predicted * (1 - predicted)) / decisions))
      }
    }
  })

  it('gives no decision a propensity its own customer had a part in', () => {
    const { columns } = history({ seed: 2, customers: 300 })
    const fit = () =>
      logitPropensities(columns, {
        actions: ['hold', 'call'],
        folds: 3,
        definition: { source: 'modelled', model: 'logit' },
      }).propensity
    const before = fit(),
      changed = columns.customerHash.findIndex(hash => hash % 3 === 1)
    columns.action[changed] = 1 - columns.action[changed]!
    const after = fit()
    // Folds start where the one before ended, which may change their last digits.
    const moved = (fold: number) =>
      columns.customerHash.some(
        (hash, i) => hash % 3 === fold && i !== changed && Math.abs(before[i]! - after[i]!) > 1e-9,
      )
    expect([moved(0), moved(1), moved(2)]).toEqual([true, false, true])
  })

  it('is the same document for any number of workers, and one the schema knows', async () => {
    const [one, two] = (await Promise.all(
      [1, 2].map(workers => evaluated({ seed: 3, customers: 1500 }, { model: 'logit' }, workers)),
    )) as [Evaluation, Evaluation]
    expect(evaluationJson(two)).toBe(evaluationJson(one))
    expect(evaluationSchema.parse(JSON.parse(evaluationJson(one)))).toEqual(one)
  })
})

describe('a bank that also chose by a trait the model does not read', () => {
  const world = { seed: 12, customers: 8_000, decisionsEach: 3, hidden: 1.5 }
  const without = { model: 'logit', features: ['wealth', 'region'] } as const

  it('is betrayed by what its customers did before, and by a placebo set aside', async () => {
    const { propensityChecks } = await evaluated(world, { ...without, placebo: ['trait'] })
    const named = propensityChecks!.placebos.map(p => [p.kind, p.name, p.passed])
    expect(named).toEqual([
      ['feature', 'trait', false],
      ['before', 'sold', false],
      ['before', 'margin', false],
    ])
    expect(propensityChecks!.placebos[1]!.decisions).toBe(16_000)
    expect(propensityChecks!.placebos[1]!.difference).toBeGreaterThan(0)
  })
  it('passes once the model reads the trait', async () => {
    const full = await evaluated(world, { model: 'logit' })
    expect(full.propensityChecks!.placebos.map(p => p.passed)).toEqual([true, true])
    expect(Math.abs(errorsOff(full, 'snips'))).toBeLessThan(3.5)
  })
  it('is wrong by more than its errors say, and its sensitivity figure is what is left to warn of it', async () => {
    const e = await evaluated(world, without),
      { lambda } = e.propensityChecks!.sensitivity[0]!
    expect(errorsOff(e, 'snips')).toBeGreaterThan(5)
    expect(lambda).toBeGreaterThan(1)
  })
})

it('fails a placebo no more often than it says when nothing is hidden', async () => {
  let failed = 0
  for (let seed = 0; seed < 40; seed++) {
    const world = { seed: 100 + seed, customers: 400, decisionsEach: 3 }
    const { propensityChecks } = await evaluated(world, { model: 'logit' })
    if (propensityChecks!.placebos.some(p => !p.passed)) failed++
  }
  expect(failed).toBeLessThanOrEqual(6) // 5 % of 40 and 2.9 Monte Carlo errors
})

it('names a feature of the model that was not loaded', () => {
  const { columns } = history({ seed: 1, customers: 10 })
  expect(() =>
    logitPropensities(
      { ...columns, features: {} },
      {
        actions: ['hold', 'call'],
        folds: 2,
        definition: { source: 'modelled', model: 'logit', features: ['wealth'] },
      },
    ),
  ).toThrow('“wealth”')
})
