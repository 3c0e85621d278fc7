import { describe, expect, it } from 'vitest'
import { compileOne, type Customer } from '../../src/strategy/compile-one.ts'
import { dayNumber } from '../../src/strategy/day.ts'
import { defineStrategy, hold } from '../../src/strategy/define.ts'
import { all, any, not, wordsFor, type Cond } from '../../src/strategy/words.ts'
import { hostileWorld } from './random.ts'
import { smallBank } from './small-bank.ts'

const about = { id: 'one', title: 't', scenario: { line: 'a', journey: 'b', trigger: 'c' }, exploration: 0 } as const
const f = wordsFor(smallBank.features)
const holds = (condition: Cond, customer: Customer) =>
  compileOne(
    defineStrategy(smallBank, {
      ...about,
      rules: () => [hold('it', condition)],
    }),
    smallBank,
  )(customer).rule === 0

describe('what the words mean', () => {
  const known: readonly (readonly [string, Cond, Customer, boolean])[] = [
    ['below is strict', f.balance.below(5), { balance: 5 }, false],
    ['atMost is not', f.balance.atMost(5), { balance: 5 }, true],
    ['atLeast is not strict', f.balance.atLeast(5), { balance: 5 }, true],
    ['above is', f.balance.above(5), { balance: 5 }, false],
    ['is', f.balance.is(5), { balance: 5 }, true],
    ['between includes its low end', f.balance.between(5, 7), { balance: 5 }, true],
    ['between includes its high end', f.balance.between(5, 7), { balance: 7 }, true],
    ['plus, minus and times', f.balance.plus(1).minus(f.income).times(2).is(-4), { balance: 5, income: 8 }, true],
    ['a level', f.job.is('retired'), { job: 'retired' }, true],
    ['one of the levels', f.job.isOneOf('student', 'management'), { job: 'retired' }, false],
    ['isTrue', f.mobileBank.isTrue(), { mobileBank: true }, true],
    ['isFalse', f.mobileBank.isFalse(), { mobileBank: false }, true],
    ['before is strict', f.opened.before('2025-03-01'), { opened: '2025-03-01' }, false],
    ['onOrBefore is not', f.opened.onOrBefore('2025-03-01'), { opened: '2025-03-01' }, true],
    ['after is strict', f.opened.after('2025-02-28'), { opened: '2025-03-01' }, true],
    ['onOrAfter is not', f.opened.onOrAfter('2025-03-01'), { opened: '2025-03-01' }, true],
    ['on', f.opened.on('2024-02-29'), { opened: '2024-02-29' }, true],
    ['between two days, both included', f.opened.between('2025-03-01', '2025-03-01'), { opened: '2025-03-01' }, true],
    [
      'daysUntil counts forward: 28 February to 1 March 2025 is one day',
      f.opened.daysUntil('2025-03-01').is(1),
      { opened: '2025-02-28' },
      true,
    ],
    ['… and two in a leap year', f.opened.daysUntil('2024-03-01').is(2), { opened: '2024-02-28' }, true],
    [
      'daysSince counts back',
      f.opened.daysSince(f.lastVisit).is(31),
      { opened: '2025-02-01', lastVisit: '2025-01-01' },
      true,
    ],
    ['plusDays and minusDays', f.opened.plusDays(2).minusDays(1).on('2025-03-01'), { opened: '2025-02-28' }, true],
    ['a day may be given as days since 1970', f.opened.on('1970-01-02'), { opened: 1 }, true],
    ['all of none holds', all(), {}, true],
    ['any of none does not', any(), {}, false],
  ]
  it.each(known)('%s', (_, condition, customer, expected) => expect(holds(condition, customer)).toBe(expected))

  const everything = [
    f.balance.below(5),
    f.balance.atMost(5),
    f.balance.is(5),
    f.balance.atLeast(5),
    f.balance.above(5),
    f.balance.between(-1e9, 1e9),
    f.balance.times(0).is(0),
    f.job.is('student'),
    f.job.isOneOf('retired', 'management', 'student'),
    f.mobileBank.isTrue(),
    f.mobileBank.isFalse(),
    f.opened.before('2099-01-01'),
    f.opened.after('1900-01-01'),
    f.opened.daysUntil('2025-01-01').above(-1e9),
  ]
  it('no question about a missing value holds, and not of it does', () => {
    for (const condition of everything) {
      expect(holds(condition, {})).toBe(false)
      expect(holds(not(condition), {})).toBe(true)
      expect(holds(condition, { balance: null, job: null, mobileBank: null, opened: null })).toBe(false)
    }
  })

  it('isMissing is how to ask for the unknown', () => {
    const unknown = [f.balance, f.job, f.mobileBank, f.opened, f.balance.plus(f.income)].map(word => word.isMissing())
    const known = { balance: 0, job: 'retired', mobileBank: false, opened: '1970-01-01', income: 0 }
    for (const condition of unknown) {
      expect(holds(condition, { income: 3 })).toBe(true)
      expect(holds(condition, known)).toBe(false)
    }
  })
})

describe('one customer', () => {
  it('is refused where a wrong record would pass for an unknown value', () => {
    const decide = compileOne(
      defineStrategy(smallBank, {
        ...about,
        rules: () => [],
      }),
      smallBank,
    )
    const one = (customer: Customer, allowed?: string[]) => () => decide(customer, allowed)
    expect(one({ balence: 3 })).toThrow('small-bank has no feature “balence”. Did you mean “balance”?')
    expect(one({ balance: '3' })).toThrow('“balance” is "3", but it should be a number.')
    expect(one({ job: 'retird' })).toThrow(
      '“job” is "retird", but it should be one of its levels. Did you mean “retired”?',
    )
    expect(one({ mobileBank: 1 })).toThrow('should be true or false')
    expect(one({ opened: '2025-02-29' })).toThrow('should be a day such as 2025-03-31')
    expect(one({ opened: 1.5 })).toThrow('should be a day')
    expect(one({}, ['call:funds'])).toThrow('has no action “call:funds”. Did you mean “call:fund”?')
  })

  it('leaves nothing behind for the next one', () => {
    const decide = compileOne(
      defineStrategy(smallBank, {
        ...about,
        rules: c => [hold('rich', c.balance.above(1))],
      }),
      smallBank,
    )
    expect([decide({ balance: 5 }).rule, decide({}).rule]).toEqual([0, 1])
  })
})

describe('names', () => {
  it('of features may be anything, even __proto__', () => {
    const words = wordsFor(hostileWorld.features) as Record<string, { readonly expr: unknown }>
    for (const name of Object.keys(hostileWorld.features)) expect(words[name]!.expr).toEqual({ op: 'feature', name })
  })
})

it.each([
  ['1970-01-01', 0],
  ['2000-03-01', 11_017],
  ['1969-12-31', -1],
  ['0001-01-01', -719_162],
  ['2025-02-29', null],
  ['2025-2-1', null],
  ['2025-13-01', null],
  ['', null],
])('the day number of %s is %s', (date, number) => expect(dayNumber(date)).toBe(number))
