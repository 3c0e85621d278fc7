import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionProbabilities, decide, decider, drawAction, propensity } from '../../src/policy/explore.ts'
import { actionKey } from '../../src/strategy/catalogue.ts'
import { call, defineStrategy, hold, push } from '../../src/strategy/define.ts'
import { hostileWorld, randomAllowed, randomCustomer, randomStrategy } from '../strategy/random.ts'
import { smallBank } from '../strategy/small-bank.ts'

const strategy = defineStrategy(smallBank, {
  id: 's',
  title: 't',
  scenario: { line: 'a', journey: 'b', trigger: 'c' },
  exploration: 0.1,
  rules: f => [
    hold('recent', f.daysSinceContact.below(14)),
    call('rich', f.balance.above(100), { offer: 'fund' }),
    push('app', f.mobileBank.isTrue(), { offer: 'term-deposit-6m' }),
  ],
})

describe('π(a|x)', () => {
  it('is (1 − ε) on the rule’s action and ε/|A| on each allowed one', () => {
    // ε = 0.1, |A| = 5: 0.9 + 0.02 and 0.02
    expect(propensity(true, 0.1, 5)).toBeCloseTo(0.92, 15)
    expect(propensity(false, 0.1, 5)).toBeCloseTo(0.02, 15)
    expect(propensity(true, 0, 5)).toBe(1)
    expect(propensity(true, 1, 4)).toBe(0.25)
  })

  it('spreads over the decision’s own list where it has one, hold always in it', () => {
    const probabilities = actionProbabilities('call:fund', 0.5, ['call:fund'])
    expect([...probabilities]).toEqual([
      ['call:fund', 0.75],
      ['hold', 0.25],
    ])
    expect([...actionProbabilities('hold', 0.2, [])]).toEqual([['hold', 1]])
    expect(() => actionProbabilities('branch', 0.1, ['hold'])).toThrow(
      'the chosen action branch is not among the allowed: hold',
    )
  })

  it('sums to 1 and is never below ε/|A| on an allowed action, whatever the strategy and the customer', () => {
    fc.assert(
      fc.property(randomStrategy, randomCustomer, randomAllowed, (random, customer, allowed) => {
        const { action, probabilities } = decide(random, hostileWorld, customer, allowed ?? undefined)
        const list = new Set([...(allowed ?? hostileWorld.actions.map(actionKey)), 'hold'])
        expect(new Set(probabilities.keys())).toEqual(list)
        expect([...probabilities.values()].reduce((a, b) => a + b)).toBeCloseTo(1, 12)
        for (const p of probabilities.values()) expect(p).toBeGreaterThanOrEqual(random.exploration / list.size)
        expect(probabilities.get(action)).toBeCloseTo(1 - random.exploration + random.exploration / list.size, 12)
      }),
      { numRuns: 200, seed: 5 },
    )
  })
})

describe('decide', () => {
  it('takes the first rule that holds', () => {
    const one = decider(strategy, smallBank)
    expect(one({ balance: 200, mobileBank: true })).toMatchObject({ action: 'call:fund', rule: 1 })
    expect(one({ balance: 200, daysSinceContact: 3 })).toMatchObject({ action: 'hold', rule: 0 })
    expect(one({})).toMatchObject({ action: 'hold', rule: 3 })
  })

  it('passes over a rule whose action is not allowed', () => {
    const customer = { balance: 200, mobileBank: true }
    const push6m = 'push:term-deposit-6m'
    expect(decide(strategy, smallBank, customer, [push6m])).toMatchObject({ action: push6m, rule: 2 })
    const held = { action: 'hold', rule: 3, probabilities: new Map([['hold', 1]]) }
    expect(decide(strategy, smallBank, customer, [])).toEqual(held)
  })
})

describe('drawAction', () => {
  const probabilities = new Map([
    ['a', 0.25],
    ['b', 0],
    ['c', 0.75],
  ])
  it('lands on each action for its share of the unit interval, and gives its probability', () => {
    expect(drawAction(probabilities, 0)).toEqual({ action: 'a', propensity: 0.25 })
    expect(drawAction(probabilities, 0.2499)).toEqual({ action: 'a', propensity: 0.25 })
    expect(drawAction(probabilities, 0.25)).toEqual({ action: 'c', propensity: 0.75 })
    expect(drawAction(probabilities, 0.999999)).toEqual({ action: 'c', propensity: 0.75 })
  })
  it('never takes an impossible action, not even where rounding leaves a gap below 1', () => {
    expect(
      drawAction(
        new Map([
          ['a', 0.1],
          ['b', 0.7999999],
          ['c', 0],
        ]),
        1 - 2 ** -53,
      ).action,
    ).toBe('b')
  })
})
