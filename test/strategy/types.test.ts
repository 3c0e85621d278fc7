// What the compiler refuses. `tsc` fails when one of these lines stops being an error; running the file shows that the
// same mistakes are caught where types are stripped without being checked.

import { describe, expect, it } from 'vitest'
import { branch, call, defineStrategy, hold, push, sms } from '../../src/strategy/define.ts'
import { withParams } from '../../src/strategy/stored.ts'
import { all, not } from '../../src/strategy/words.ts'
import { smallBank } from './small-bank.ts'

const about = {
  id: 'typed',
  title: 'Typed',
  scenario: { line: 'retail', journey: 'maturity', trigger: 'monthly' },
  exploration: 0,
} as const
const params = { horizonDays: { default: 7, min: 3, max: 21, unit: 'days' } } as const

const right = defineStrategy(smallBank, {
  ...about,
  params,
  rules: (f, p) => [
    hold('recent', f.daysSinceContact.below(p.horizonDays)),
    call('retired', all(f.job.is('retired'), not(f.mobileBank.isTrue())), { offer: 'fund' }),
    branch('old customer', f.opened.before('2020-01-01')),
  ],
  examples: [
    { name: 'Wang', customer: { job: 'retired', mobileBank: null, opened: '2019-05-01' }, action: 'call:fund' },
  ],
})

const wrong: readonly (readonly [string, string, () => unknown])[] = [
  [
    'a feature the dataset does not have',
    'Did you mean “balance”?',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error `balence` is no feature
        rules: f => [hold('poor', f.balence.below(3))],
      }),
  ],
  [
    'a level the feature does not have',
    'Did you mean “retired”?',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error `retird` is no level of job
        rules: f => [hold('old', f.job.is('retird'))],
      }),
  ],
  [
    'an offer the dataset does not make',
    'Did you mean “fund”?',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error `funds` is no offer
        rules: f => [call('rich', f.balance.above(3), { offer: 'funds' })],
      }),
  ],
  [
    'an offer of another channel',
    'makes no offer “fund” by push',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error the fund is offered by call alone
        rules: f => [push('rich', f.balance.above(3), { offer: 'fund' })],
      }),
  ],
  [
    'a channel the dataset does not use',
    'no action on channel “sms”',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error there is no sms action
        rules: f => [sms('rich', f.balance.above(3), { offer: 'fund' })],
      }),
  ],
  [
    'an offer left out',
    '“call” needs an offer',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error call has offers, so one must be named
        rules: f => [call('rich', f.balance.above(3))],
      }),
  ],
  [
    'a parameter the strategy does not have',
    'Did you mean “horizonDays”?',
    () =>
      defineStrategy(smallBank, {
        ...about,
        params,
        // @ts-expect-error `horizon` is no parameter
        rules: (f, p) => [hold('recent', f.daysSinceContact.below(p.horizon))],
      }),
  ],
  [
    'a word of another kind of feature',
    'It has is, isOneOf, isMissing',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error a category has no `below`
        rules: f => [hold('young', f.job.below(3))],
      }),
  ],
  [
    'a value where a condition belongs',
    '“all” is said of a condition',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error a number is not a condition
        rules: f => [hold('rich', all(f.balance))],
      }),
  ],
  [
    'a text where a day belongs',
    'not a day of the calendar',
    () =>
      defineStrategy(smallBank, {
        ...about,
        // @ts-expect-error days are written 2025-03-31
        rules: f => [hold('old', f.opened.before('last year'))],
      }),
  ],
  [
    'a variant of a parameter the strategy does not have',
    'Did you mean “horizonDays”?',
    () =>
      // @ts-expect-error `horizonDay` is no parameter
      withParams(right, { horizonDay: 8 }),
  ],
]

describe('a mistake the compiler refuses', () => {
  it.each(wrong)('%s is also refused, with a way out, where types are not checked', (_, message, attempt) => {
    expect(attempt).toThrow(message)
  })

  it('lets a right strategy pass', () => {
    expect(right.rules.map(rule => rule.then)).toEqual([
      { channel: 'hold' },
      { channel: 'call', offer: 'fund' },
      { channel: 'branch' },
    ])
  })

  it('types examples by the dataset too', () => {
    defineStrategy(smallBank, {
      ...about,
      rules: f => [hold('poor', f.balance.below(1))],
      // @ts-expect-error `call:funds` is no action
      examples: [{ name: 'Li', customer: { balance: 3 }, action: 'call:funds' }],
    })
    defineStrategy(smallBank, {
      ...about,
      rules: f => [hold('poor', f.balance.below(1))],
      // @ts-expect-error `retird` is no level
      examples: [{ name: 'Li', customer: { job: 'retird' }, action: 'hold' }],
    })
  })
})
