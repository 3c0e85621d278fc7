import { describe, expect, it } from 'vitest'
import type { StrategyWorld } from '../../src/strategy/catalogue.ts'
import { checkCondition, checkStrategy } from '../../src/strategy/check.ts'
import { nearest, StrategyError } from '../../src/strategy/errors.ts'
import type { Expr } from '../../src/strategy/expr.ts'
import type { Param, Rule, Strategy } from '../../src/strategy/strategy.ts'
import { all, wordsFor } from '../../src/strategy/words.ts'
import { hostileWorld } from './random.ts'
import { smallBank } from './small-bank.ts'

const f = wordsFor(smallBank.features)
const feature = (name: string): Expr => ({ op: 'feature', name })
const value = (x: number): Expr => ({ op: 'value', value: x })

const rule = (condition: Expr): Rule => ({ title: 'r', if: condition, then: { channel: 'hold' } })
const strategy = (change: Partial<Strategy>): Strategy => ({
  schema: 1,
  id: 's',
  dataset: 'small-bank',
  title: 't',
  scenario: { line: 'a', journey: 'b', trigger: 'c' },
  params: {},
  exploration: 0,
  rules: [],
  ...change,
})
const param = (change: Partial<Param>): Strategy =>
  strategy({
    params: { days: { default: 7, min: 3, max: 21, unit: 'days', ...change } },
  })

const asking = (name: string, world: StrategyWorld) => () => checkCondition({ op: 'missing', of: feature(name) }, world)

describe('checkStrategy names the word, the value and the nearest right one', () => {
  const compare = (left: Expr, right: Expr) => strategy({ rules: [rule({ op: 'compare', fn: '<', left, right })] })
  const mistakes: readonly (readonly [string, Strategy, string])[] = [
    [
      'unknown feature',
      compare(feature('balanse'), value(1)),
      '“s”: rule 1 “r”: There is no feature “balanse”. Did you mean “balance”?',
    ],
    [
      'unknown parameter',
      compare({ op: 'param', name: 'days' }, value(1)),
      'There is no parameter “days”. There are none.',
    ],
    [
      'unknown level',
      strategy({ rules: [rule({ op: 'oneOf', of: feature('job'), values: ['Retired'] })] }),
      '“Retired” is no level of job. Did you mean “retired”?',
    ],
    [
      'a level far from all',
      strategy({ rules: [rule({ op: 'oneOf', of: feature('job'), values: ['astronaut'] })] }),
      'There is “retired”, “management”, “student”.',
    ],
    [
      'category as number',
      compare(feature('job'), value(1)),
      '“<” compares two numbers or two days, not a category with a number.',
    ],
    ['day with number', compare(feature('opened'), value(1)), 'not a day with a number'],
    [
      'day times two',
      compare({ op: 'arith', fn: '*', left: feature('opened'), right: value(2) }, value(1)),
      '“*” cannot be said of a day and a number.',
    ],
    [
      'a flag as category',
      strategy({ rules: [rule({ op: 'oneOf', of: feature('mobileBank'), values: [] })] }),
      '“is and isOneOf” is said of a category, not of yes or no.',
    ],
    [
      'a condition asked whether it is missing',
      strategy({ rules: [rule({ op: 'missing', of: all().expr })] }),
      'isMissing asks a value',
    ],
    ['a bare value', strategy({ rules: [rule(feature('mobileBank'))] }), 'a rule asks a condition'],
    [
      'units that differ',
      compare(feature('balance'), feature('daysSinceContact')),
      '“<” puts CNY beside days. Give both the same unit.',
    ],
    [
      'days moved by money',
      compare({ op: 'arith', fn: '+', left: feature('opened'), right: feature('income') }, feature('lastVisit')),
      'A day can be moved by days, not by CNY.',
    ],
    ['NaN', compare(feature('balance'), value(NaN)), 'NaN is not a number every engine reads alike.'],
    [
      'a number ClickHouse refuses',
      compare(feature('balance'), value(5e-324)),
      '5e-324 is not a number every engine reads alike.',
    ],
    [
      'unknown offer',
      strategy({ rules: [{ ...rule(all().expr), then: { channel: 'call', offer: 'term-deposit-12' } }] }),
      'makes no offer “term-deposit-12” by call. Did you mean “term-deposit-12m”?',
    ],
    [
      'offer where there is none',
      strategy({ rules: [{ ...rule(all().expr), then: { channel: 'branch', offer: 'x' } }] }),
      'makes no offer “x” by branch',
    ],
    [
      'unused channel',
      strategy({ rules: [{ ...rule(all().expr), then: { channel: 'sms', offer: 'fund' } }] }),
      'no action on channel “sms”',
    ],
    [
      'two rules of one title',
      strategy({ rules: [rule(all().expr), rule(all().expr)] }),
      'another rule has the same title',
    ],
    [
      'too many rules',
      strategy({ rules: Array.from({ length: 1001 }, (_, k) => ({ ...rule(all().expr), title: `${k}` })) }),
      'at most 1000',
    ],
    ['exploration', strategy({ exploration: -0.1 }), 'exploration is a share between 0 and 1, not -0.1.'],
    ['exploration NaN', strategy({ exploration: NaN }), 'not NaN'],
    ['id', strategy({ id: '../x' }), 'an id consists of'],
    ['dataset', strategy({ dataset: 'b' }), 'is written for dataset “b”, not for “small-bank”.'],
    ['default outside', param({ default: 22 }), 'default 22 is not between min 3 and max 21'],
    ['range upside down', param({ min: 30 }), 'is not between'],
    ['no number', param({ max: Infinity }), 'max is Infinity'],
  ]
  it.each(mistakes)('%s', (_, wrong, message) => {
    expect(() => checkStrategy(wrong, smallBank)).toThrow(StrategyError)
    expect(() => checkStrategy(wrong, smallBank)).toThrow(message)
  })

  it('lets units pass that cannot be known: literals and products', () => {
    const unitless = [f.balance.above(3), f.balance.above(f.income.times(f.daysSinceContact))]
    const inDays = f.opened.daysSince(f.lastVisit).above(f.daysSinceContact)
    for (const condition of [...unitless, inDays]) {
      expect(() => checkCondition(condition.expr, smallBank)).not.toThrow()
    }
  })

  it('does not find features in the prototype of an object, but finds one that is called so', () => {
    expect(asking('__proto__', smallBank)).toThrow('no feature “__proto__”')
    expect(asking('__proto__', hostileWorld)).not.toThrow()
    expect(asking('hasOwnProperty', hostileWorld)).toThrow('no feature')
  })
})

describe('the nearest right name', () => {
  const known = ['balance', 'income', 'depositMaturesInDays', 'job', 'term-deposit-12m', 'term-deposit-6m']
  it.each([
    ['balence', 'balance'],
    ['blaance', 'balance'],
    ['Balance', 'balance'],
    ['deposit_matures_in_days', 'depositMaturesInDays'],
    ['depositMatures', 'depositMaturesInDays'],
    ['term-deposit-12', 'term-deposit-12m'],
    ['incomes', 'income'],
    ['jbo', 'job'],
  ])('of %s is %s', (wrong, right) => expect(nearest(wrong, known)).toBe(right))

  it.each(['age', 'x', '', 'loan'])('of “%s” is none', wrong => expect(nearest(wrong, known)).toBe(null))
})
