// Goal: the whole chain on a small generated bank.

import { expect, it } from 'vitest'
import { demoColumns } from '../../datasets/demo-bank/columns.ts'
import demoBank from '../../datasets/demo-bank/index.ts'
import { backtest } from '../../src/app/backtest.ts'
import type { HistoryFacts } from '../../src/history/facts.ts'
import { sixPredicates } from '../bench/one-strategy/strategy.ts'

const columns = demoColumns({ customers: 3000, months: 12, seed: 9 })
const facts: HistoryFacts = {
  dataset: demoBank.name,
  dataHash: 'in memory',
  rows: columns.rows,
  customers: columns.customers,
  customersKnown: true,
  from: null,
  to: null,
  observedUntil: demoBank.observedUntil ?? null,
  quarantined: 0,
  propensity: 'logged',
}
const request = { dataset: demoBank, columns, facts, strategies: [sixPredicates], champion: 'logged', seed: 1 }

it('prints the same bytes for 1, 2 and 3 workers', async () => {
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map(async workers => JSON.stringify(await backtest({ ...request, workers }))),
  )
  expect(two).toBe(one)
  expect(three).toBe(one)
})

it('finds the on-policy mean of the log to be the log’s mean', async () => {
  const by = { segment: false, month: false }
  const { results } = await backtest({ ...request, workers: 2, outcomes: ['contactCost'], by })
  const logged = results.find(result => result.policy === 0 && result.cell.kind === 'all')!
  const costs = columns.outcomes['contactCost'] as Float64Array
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / columns.rows
  expect(logged.decisions).toBe(columns.rows)
  expect(logged.estimates.ips!.value).toBeCloseTo(mean, 10)
})

it('refuses what does not fit before it starts, and leaves no worker behind', async () => {
  await expect(backtest({ ...request, workers: 2, memoryBudgetBytes: 1000 })).rejects.toThrow(/beside the history/)
})

it('names the champion it does not know', async () => {
  await expect(backtest({ ...request, champion: 'unheard-of', workers: 1 })).rejects.toThrow('unheard-of')
})
