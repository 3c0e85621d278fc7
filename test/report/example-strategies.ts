// The strategies of the example Evaluation: real definitions, so that their words and hashes are real too.

import type { StrategyWorld } from '../../src/strategy/catalogue.ts'
import { call, defineStrategy, hold, push } from '../../src/strategy/define.ts'
import { toStored } from '../../src/strategy/stored.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'
import { all } from '../../src/strategy/words.ts'

/** What the example strategies may speak about; a small part of a demo bank's catalogue. */
export const exampleWorld = {
  name: 'demo-bank',
  features: {
    daysSinceContact: {
      kind: 'number',
      nature: 'dynamic',
      unit: 'days',
      label: { en: 'days since the last contact', zh: '距上次触达天数' },
    },
    depositMaturesInDays: {
      kind: 'number',
      nature: 'dynamic',
      unit: 'days',
      label: { en: 'days until the deposit matures', zh: '距存款到期天数' },
    },
    balance: { kind: 'number', nature: 'dynamic', unit: 'CNY', label: { en: 'balance', zh: '余额' } },
  },
  actions: [
    { channel: 'hold', label: { en: 'no contact', zh: '不触达' } },
    { channel: 'call', offer: 'term-deposit-12m', label: { en: 'call: 12-month deposit', zh: '电话：12 个月定存' } },
    { channel: 'push', offer: 'term-deposit-6m', label: { en: 'push: 6-month deposit', zh: '推送：6 个月定存' } },
  ],
} as const satisfies StrategyWorld

const names = [
  ['deposit-maturity', 'Call savers whose deposit matures this week', '定期存款到期一周内电话挽留'],
  ['gentle-reminder', 'Push before phone', '先推送后电话'],
  ['call-everyone', 'Call everyone every month', '每月给所有人打电话'],
  ['wealth-video', 'Video review for the affluent', '富裕客户视频检视'],
  ['branch-first', 'Branch adviser first', '网点优先'],
  ['senior-care', 'Quiet contact for customers over 65', '65 岁以上客户少打扰'],
] as const

/** The s-th of six strategies; they differ in name and in one parameter. */
export function strategyOf(s: number, title?: string): Strategy {
  const [id, en, zh] = names[s % names.length]!
  return toStored(
    defineStrategy(exampleWorld, {
      id,
      title: title === undefined ? { en, zh } : { en: title, zh: title },
      exploration: 0.1,
      scenario: { line: 'wealth-management', journey: 'maturity', trigger: 'deposit matures' },
      params: {
        horizonDays: { default: 7 + s, min: 3, max: 21, unit: 'days' },
        minBalance: { default: 50_000, min: 0, max: 1_000_000, unit: 'CNY' },
      },
      rules: (f, p) => [
        hold({ en: 'recently contacted', zh: '近期已联系' }, f.daysSinceContact.below(14)),
        call(
          { en: 'matures soon, high balance', zh: '即将到期且余额高' },
          all(f.depositMaturesInDays.atMost(p.horizonDays), f.balance.atLeast(p.minBalance)),
          { offer: 'term-deposit-12m' },
        ),
        push({ en: 'matures soon', zh: '即将到期' }, f.depositMaturesInDays.atMost(p.horizonDays), {
          offer: 'term-deposit-6m',
        }),
      ],
    }),
  )
}
