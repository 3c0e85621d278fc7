// Goal: the null study judges as the product does, in a world where the action has no part in the outcome.

import { strategyHash } from 'huijian'
import { compareVariants } from 'huijian/engine'
import { selectionOf } from 'huijian/evaluate'
import { expect, it } from 'vitest'
import { CALL_DEPOSIT } from '../../datasets/demo-bank/catalogue.ts'
import { actionKey } from '../../src/strategy/catalogue.ts'
import { compileDecider } from '../../src/strategy/compile-js.ts'
import { addClaims, countVerdicts } from './null-tally.ts'
import type { ClaimTallies } from './null-tally.ts'
import { contests, HELPED, open, OUTCOMES, sweep, sweptVariants } from './null-trial.ts'
import { nullBank, nullHistory } from './null-world.ts'

const size = { customers: 400, months: 12, seed: 7 }
const history = nullHistory(size)

it('selects as `huijian sweep` does, document by document', async () => {
  const { columns, facts, seed } = history
  const compared = await compareVariants({
    dataset: nullBank,
    columns,
    facts,
    variants: sweptVariants,
    champion: null,
    workers: 1,
    seed,
  })
  const candidates = new Set(sweptVariants.map(strategyHash))
  const selections = OUTCOMES.map(outcome =>
    selectionOf(compared, outcome, {
      candidates,
      trials: sweptVariants.length,
      unreadable: 0,
      walkForward: 3,
    }),
  )
  expect(sweep(open(history), OUTCOMES)).toEqual(selections)
})

it('with an effect of 0 is the null history, row for row', () => {
  expect(nullHistory(size, { strategy: HELPED, effect: 0 }).columns.outcomes).toEqual(history.columns.outcomes)
})

it('plants an effect on the helped variant’s own calls and nowhere else, and knows its leverage', () => {
  const planted = nullHistory(size, { strategy: HELPED, effect: 0.3 })
  const {
      action,
      outcomes: { conversion },
    } = planted.columns,
    before = history.columns.outcomes['conversion']!
  const helped = new Uint8Array(action.length),
    { features, allowed } = planted.columns
  compileDecider(HELPED, nullBank.actions.map(actionKey), features, allowed)(
    0,
    action.length,
    new Int16Array(action.length),
    helped,
  )
  let gained = 0,
    elsewhere = 0
  for (const [i, sold] of conversion!.entries()) {
    if (sold === before[i]) continue
    if (action[i] === CALL_DEPOSIT && helped[i] === CALL_DEPOSIT && sold === 1) gained++
    else elsewhere++
  }
  expect(gained).toBeGreaterThan(50)
  expect(elsewhere).toBe(0)
  expect(planted.leverage).toBeGreaterThan(0.3)
})

it('counts the same in one part and in two', () => {
  const evaluations = contests(open(history))
  const once: ClaimTallies = {},
    twice: ClaimTallies = {}
  for (const evaluation of evaluations) countVerdicts(once, evaluation)
  for (const evaluation of evaluations) {
    const part: ClaimTallies = {}
    countVerdicts(part, evaluation)
    addClaims(twice, part)
  }
  expect(twice).toEqual(once)
  expect(Object.keys(once).length).toBe(2 * 5 * OUTCOMES.length)
  // The other worker's histories meet the same keys.
  addClaims(twice, once)
  for (const [key, { seen, claimed, refused }] of Object.entries(once)) {
    expect(twice[key]).toEqual({ seen: 2 * seen, claimed: 2 * claimed, refused: 2 * refused })
  }
})
