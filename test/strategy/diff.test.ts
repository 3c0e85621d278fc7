import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineStrategy, call, hold, push } from '../../src/strategy/define.ts'
import { diffStrategies } from '../../src/strategy/diff.ts'
import { strategyHash, toStored, withParams } from '../../src/strategy/stored.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import { all } from '../../src/strategy/words.ts'
import { hostileWorld, randomStrategy } from './random.ts'
import { smallBank } from './small-bank.ts'

const before = toStored(
  defineStrategy(smallBank, {
    id: 'maturity',
    title: { en: 'Maturity', zh: '到期' },
    scenario: { line: 'retail', journey: 'maturity', trigger: 'monthly' },
    params: { horizonDays: { default: 7, min: 3, max: 21, unit: 'days' } },
    exploration: 0.1,
    rules: (f, p) => [
      hold({ en: 'Recent', zh: '近期' }, f.daysSinceContact.below(14)),
      call({ en: 'Soon', zh: '将到期' }, f.depositMaturesInDays.atMost(p.horizonDays), { offer: 'fund' }),
      push({ en: 'App', zh: '手机银行' }, f.mobileBank.isTrue(), { offer: 'term-deposit-6m' }),
    ],
  }),
)
const [recent, soon, app] = before.rules as [Strategy['rules'][0], Strategy['rules'][0], Strategy['rules'][0]]
const lines = (after: Strategy, lang: 'en' | 'zh' = 'en') => diffStrategies(before, after, smallBank, lang)

describe('what changed, in words', () => {
  it('is nothing between equal versions', () => expect(lines(structuredClone(before))).toEqual([]))

  it('names a parameter with its value and range before and after', () => {
    const after = withParams(before, { horizonDays: 10 })
    expect(lines(after)).toEqual([
      'Changed — before: Parameter horizonDays: 7 days, adjustable from 3 to 21 days. ' +
        'Now: Parameter horizonDays: 10 days, adjustable from 3 to 21 days.',
    ])
    expect(lines(after, 'zh')).toEqual([
      '修改——原为：参数 horizonDays：7天，可调范围为3至21天。现为：参数 horizonDays：10天，可调范围为3至21天。',
    ])
  })

  it('says which rules came and went', () => {
    const extra = {
      title: 'Rich',
      if: { op: 'compare', fn: '>', left: { op: 'feature', name: 'balance' }, right: { op: 'value', value: 9 } },
      then: { channel: 'branch' },
    } as const
    expect(lines({ ...before, rules: [recent, soon, extra] })).toEqual([
      'Added — “Rich”: if balance is over 9 CNY, then “hand over to the branch”.',
      'Removed — “App”: if uses the mobile bank: yes, then “push message about the 6-month deposit”.',
    ])
  })

  it('says a rule before and after', () => {
    const changed = { ...app, then: { channel: 'call', offer: 'fund' } } as const
    expect(lines({ ...before, rules: [recent, soon, changed] }, 'zh')).toEqual([
      '修改——原为：【手机银行】若“已开通手机银行”为是，则执行“手机银行推送6个月定期存款”。现为：【手机银行】若“已开通手机银行”为是，则执行“电话推荐基金”。',
    ])
  })

  it('says that the order changed, since the first match wins', () => {
    expect(lines({ ...before, rules: [soon, recent, app] })).toEqual([
      'order of the rules: “Recent”, “Soon”, “App” → “Soon”, “Recent”, “App”',
    ])
    expect(lines({ ...before, rules: [soon, app] })).toHaveLength(1) // only a rule went; what is left kept its order
  })

  it('knows a renamed rule by what it does', () => {
    const renamed = { ...app, title: { en: 'Mobile bank', zh: '手机银行客户' } }
    expect(lines({ ...before, rules: [recent, soon, renamed] })).toEqual([
      'Renamed — “App / 手机银行” is now “Mobile bank / 手机银行客户”; what the rule does is the same.',
    ])
  })

  it('does not hide another way of writing the same, nor a title that changed in the other language', () => {
    expect(lines({ ...before, rules: [recent, soon, { ...app, if: { op: 'all', of: [app.if] } }] })).toEqual([
      'Written differently, said alike — “App”: if uses the mobile bank: yes, ' +
        'then “push message about the 6-month deposit”.',
    ])
    const retitled = lines({ ...before, title: { en: 'Maturity', zh: '到期日' } })
    expect(retitled).toEqual(['title: Maturity / 到期 → Maturity / 到期日'])
  })

  it('says exploration, scenario, id and dataset', () => {
    const after = { ...before, id: 'm2', exploration: 0.25, scenario: { ...before.scenario, trigger: 'weekly' } }
    expect(lines(after)).toEqual(['id: maturity → m2', 'trigger: monthly → weekly', 'exploration: 10% → 25%'])
  })

  it('is empty exactly when the hashes are equal, in both languages', () => {
    fc.assert(
      fc.property(randomStrategy, randomStrategy, fc.boolean(), (a, other, swap) => {
        const b: Strategy = swap ? { ...a, rules: a.rules.toReversed() } : { ...a, rules: other.rules }
        for (const lang of ['en', 'zh'] as const) {
          expect(diffStrategies(a, b, hostileWorld, lang).length === 0).toBe(strategyHash(a) === strategyHash(b))
        }
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('reads an old version whose feature the catalogue has lost', () => {
    const lost: Strategy = {
      ...before,
      rules: [
        recent,
        soon,
        { ...app, if: all().expr, title: 'Old' },
        { ...app, if: { op: 'isTrue', of: { op: 'feature', name: 'gone' } } },
      ],
    }
    expect(diffStrategies(lost, before, smallBank, 'en').join('\n')).toContain('gone: yes')
  })
})
