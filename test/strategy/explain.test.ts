import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionWords } from '../../src/strategy/condition-words.ts'
import { defineStrategy, branch, call, hold, push } from '../../src/strategy/define.ts'
import { explainStrategy, explainText } from '../../src/strategy/explain.ts'
import type { Lang } from '../../src/strategy/text.ts'
import { all, any, type Cond, not, wordsFor } from '../../src/strategy/words.ts'
import { hostileWorld, randomStrategy } from './random.ts'
import { smallBank } from './small-bank.ts'

const f = wordsFor(smallBank.features)
const words = (condition: Cond, lang: Lang) => conditionWords(condition.expr, { world: smallBank, params: {}, lang })

describe('a condition in words', () => {
  const said: readonly (readonly [Cond, string, string])[] = [
    [f.balance.below(50_000), 'balance is under 50,000 CNY', '活期余额小于50,000元'],
    [f.balance.atMost(0.1), 'balance is at most 0.1 CNY', '活期余额不超过0.1元'],
    [f.balance.is(1), 'balance is exactly 1 CNY', '活期余额等于1元'],
    [f.balance.atLeast(f.income), 'balance is at least monthly income', '活期余额不低于月收入'],
    [f.balance.above(f.income.times(3)), 'balance is over monthly income times 3', '活期余额大于月收入乘以3'],
    [
      f.balance.minus(f.income.plus(1000)).above(1234.5),
      'balance minus (monthly income plus 1,000 CNY) is over 1,234.5 CNY',
      '活期余额减（月收入加1,000元）大于1,234.5元',
    ],
    [f.balance.between(1, 2), 'balance is from 1 CNY to 2 CNY (both included)', '活期余额在1元至2元之间（含两端）'],
    [f.daysSinceContact.below(1), 'days since the last contact is under 1 day', '距上次联系天数小于1天'],
    [f.job.is('retired'), 'job is “retired”', '职业为“退休”'],
    [f.job.isOneOf('retired', 'student'), 'job is “retired” or “student”', '职业为“退休”或“学生”'],
    [
      f.job.isOneOf('retired', 'student', 'management'),
      'job is “retired”, “student” or “management”',
      '职业为“退休”“学生”“管理人员”之一',
    ],
    [not(f.job.is('student')), 'job is unknown or not “student”', '职业不为“学生”（含未知）'],
    [f.mobileBank.isTrue(), 'uses the mobile bank: yes', '“已开通手机银行”为是'],
    [f.mobileBank.isFalse(), 'uses the mobile bank: no', '“已开通手机银行”为否'],
    [not(f.mobileBank.isTrue()), 'uses the mobile bank: no or unknown', '“已开通手机银行”为否或未知'],
    [f.opened.before('2025-03-31'), 'day the account was opened is before 2025-03-31', '开户日期早于2025年3月31日'],
    [
      f.opened.onOrAfter(f.lastVisit),
      'day the account was opened is on or after day of the last branch visit',
      '开户日期不早于最近到店日期',
    ],
    [
      f.opened.daysUntil('2025-12-31').above(100),
      'the number of days from day the account was opened to 2025-12-31 is over 100 days',
      '自开户日期至2025年12月31日的天数大于100天',
    ],
    [
      f.opened.plusDays(7).on('2025-01-08'),
      '7 days after day the account was opened is 2025-01-08',
      '开户日期之后7天为2025年1月8日',
    ],
    [f.income.isMissing(), 'monthly income is unknown', '月收入未知'],
    [not(f.income.isMissing()), 'monthly income is known', '月收入已知'],
    [
      not(f.income.below(2000)),
      'it is not the case, or not known, that monthly income is under 2,000 CNY',
      '不满足“月收入小于2,000元”（含信息未知的情形）',
    ],
    [
      not(any(f.mobileBank.isTrue(), f.job.is('retired'))),
      'it is not the case, or not known, that either uses the mobile bank: yes or job is “retired”',
      '不满足“‘已开通手机银行’为是，或职业为‘退休’”（含信息未知的情形）',
    ],
    [
      all(f.income.above(1), any(f.balance.above(2), f.balance.isMissing())),
      'monthly income is over 1 CNY and (either balance is over 2 CNY or balance is unknown)',
      '月收入大于1元，且（活期余额大于2元，或活期余额未知）',
    ],
    [
      any(all(f.income.above(1), f.balance.above(2)), f.job.is('student')),
      'either (monthly income is over 1 CNY and balance is over 2 CNY) or job is “student”',
      '（月收入大于1元，且活期余额大于2元），或职业为“学生”',
    ],
    [any(f.income.above(1)), 'monthly income is over 1 CNY', '月收入大于1元'],
    [any(), 'it is so in no case', '恒不成立'],
  ]
  it.each(said)('%#', (condition, en, zh) => {
    expect(words(condition, 'en')).toBe(en)
    expect(words(condition, 'zh')).toBe(zh)
  })

  it('says every digit: rounding would say another condition', () => {
    expect(words(f.balance.above(1234567.0000001), 'en')).toBe('balance is over 1,234,567.0000001 CNY')
    expect(words(f.balance.above(-1234), 'zh')).toBe('活期余额大于-1,234元')
    expect(words(f.balance.above(1e21), 'en')).toBe('balance is over 1e+21 CNY')
  })

  it('names a feature the catalogue no longer has as it was written', () => {
    const gone = { op: 'missing', of: { op: 'feature', name: 'toString' } } as const
    expect(conditionWords(gone, { world: smallBank, params: {}, lang: 'en' })).toBe('toString is unknown')
  })
})

const strategy = defineStrategy(smallBank, {
  id: 'maturity',
  title: { en: 'Call savers whose deposit matures this week', zh: '定期存款到期一周内电话挽留' },
  scenario: { line: 'wealth-management', journey: 'maturity', trigger: 'deposit matures' },
  params: { horizonDays: { default: 7, min: 3, max: 21, unit: 'days' } },
  exploration: 0.07,
  rules: (feature, p) => [
    hold({ en: 'Recently contacted', zh: '近期已联系' }, feature.daysSinceContact.below(14)),
    call(
      { en: 'Matures soon', zh: '即将到期' },
      all(feature.depositMaturesInDays.atMost(p.horizonDays), feature.balance.atLeast(50_000)),
      { offer: 'term-deposit-12m' },
    ),
    push({ en: 'Reachable', zh: '可触达' }, feature.mobileBank.isTrue(), { offer: 'term-deposit-6m' }),
    branch({ en: 'Everyone else', zh: '其他客户' }, all()),
  ],
})

describe('a strategy in words', () => {
  it('reads in English', () => {
    expect(explainText(strategy, smallBank, 'en').split('\n')).toEqual([
      'Call savers whose deposit matures this week',
      'Business line: wealth-management. Journey: maturity. Trigger: deposit matures.',
      'Parameter horizonDays: 7 days, adjustable from 3 to 21 days.',
      'The rules are tried in order; the first one that holds and whose action is allowed decides.',
      'A comparison with an unknown value does not hold.',
      '1. “Recently contacted”: if days since the last contact is under 14 days, then “no contact”.',
      '2. “Matures soon”: if days until the deposit matures is at most 7 days (horizonDays) ' +
        'and balance is at least 50,000 CNY, then “call about the 12-month deposit”.',
      '3. “Reachable”: if uses the mobile bank: yes, then “push message about the 6-month deposit”.',
      '4. “Everyone else”: in every case “hand over to the branch”.',
      'Otherwise: “no contact”.',
      'In 7% of decisions the rules are set aside and one of the actions allowed for the customer ' +
        '(“no contact” included) is drawn with equal chance, so that the next history can be compared.',
    ])
  })

  it('reads in Chinese', () => {
    expect(explainText(strategy, smallBank, 'zh').split('\n')).toEqual([
      '定期存款到期一周内电话挽留',
      '业务条线：wealth-management；客户旅程：maturity；触发事件：deposit matures。',
      '参数 horizonDays：7天，可调范围为3至21天。',
      '规则自上而下依次判断，由首条成立且其动作被允许的规则决定动作。',
      '信息未知时，任何比较均视为不成立。',
      '1. 【近期已联系】若距上次联系天数小于14天，则执行“不主动联系”。',
      '2. 【即将到期】若距存款到期天数不超过7天（horizonDays），且活期余额不低于50,000元，则执行“电话推荐12个月定期存款”。',
      '3. 【可触达】若“已开通手机银行”为是，则执行“手机银行推送6个月定期存款”。',
      '4. 【其他客户】一律执行“转网点客户经理”。',
      '其余情形：执行“不主动联系”。',
      '另有7%的决策不按规则执行，而是在该客户允许的全部动作（含“不主动联系”）中等概率随机选取一个，使后续历史数据具有可比性。',
    ])
  })

  it('says plainly that nothing is random when exploration is 0', () => {
    expect(explainStrategy({ ...strategy, exploration: 0 }, smallBank, 'zh').exploration).toBe('不进行随机探索。')
  })

  it('never leaves a hole: no undefined, no NaN, no empty sentence, whatever the strategy', () => {
    fc.assert(
      fc.property(randomStrategy, fc.constantFrom<Lang>('en', 'zh'), (random, lang) => {
        const { rules } = explainStrategy(random, hostileWorld, lang)
        expect(rules).toHaveLength(random.rules.length)
        for (const sentence of rules) expect(sentence).not.toMatch(/undefined|NaN|\[object|\(\)|（）/)
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})
