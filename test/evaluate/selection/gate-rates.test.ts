// Goal: the best of twenty variants rarely passes the gate where nothing differs, mostly where one is 4 errors better.

import { expect, it } from 'vitest'
import type { Result } from '../../../src/evaluate/evaluation.ts'
import { select } from '../../../src/evaluate/selection/select.ts'
import type { Selection } from '../../../src/evaluate/selection/selection.ts'
import depositMaturity from '../../../strategies/demo-bank/deposit-maturity.ts'
import { exampleEvaluation } from '../../report/example.ts'
import { drawnTable } from './block-table.ts'

const VARIANTS = 20,
  HISTORIES = 60
const { history, definition, outcomes, results } = exampleEvaluation()
const result: Result = { ...results.find(({ difference }) => difference !== null)!, refusals: [] }

function selection(seed: number, correlation: number, lifts: readonly number[]): Selection {
  return select({
    history,
    definition,
    champion: { id: 'logged', version: null },
    outcome: outcomes[0]!,
    currency: null,
    months: Array.from({ length: 12 }, (_, m) => `2025-${m + 1}`),
    variants: Array.from({ length: VARIANTS }, (_, k) => ({
      version: String(k),
      strategy: depositMaturity,
      result,
      others: [],
      isCandidate: true,
    })),
    table: drawnTable({ seed, variants: VARIANTS, correlation, lifts }),
    trials: VARIANTS,
    unreadable: 0,
    level: 0.95,
    seed,
    replicates: 200,
    walkForward: 3,
  })
}

it.each([0, 0.5, 0.9])('lifts correlated %d', correlation => {
  let byChance = 0,
    found = 0
  for (let h = 0; h < HISTORIES; h++) {
    byChance += Number(selection(h, correlation, []).gate.status === 'passed')
    found += Number(selection(HISTORIES + h, correlation, [4]).gate.status === 'passed')
  }
  // 5 % and 2.6 Monte Carlo errors of 60 histories are 12.3 %.
  expect(byChance / HISTORIES).toBeLessThan(0.123)
  expect(found / HISTORIES).toBeGreaterThan(0.7)
})
