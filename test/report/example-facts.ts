// What the example of an evaluation is made of: outcomes, what the log did on each, what strategies change, reasons.

import type { Refusal } from '../../src/estimate/refusal.ts'
import type { Evaluation } from '../../src/evaluate/evaluation.ts'

export type OutcomeFacts = Evaluation['outcomes'][number]

export const outcomes: readonly OutcomeFacts[] = [
  {
    name: 'conversion',
    label: { en: 'conversion', zh: '转化' },
    kind: 'conversion',
    measure: 'rate',
    direction: 'higher',
    unit: null,
    per: 100,
    ceiling: null,
    horizonDays: 30,
    unmatured: 1_204,
  },
  {
    name: 'margin',
    label: { en: 'margin per decision', zh: '每次决策利润' },
    kind: 'conversion',
    measure: 'mean',
    direction: 'higher',
    unit: 'CNY',
    per: 1,
    ceiling: null,
    horizonDays: 30,
    unmatured: 1_204,
  },
  {
    name: 'complaint',
    label: { en: 'complaints', zh: '投诉' },
    kind: 'experience',
    measure: 'rate',
    direction: 'lower',
    unit: null,
    per: 10_000,
    ceiling: 0.002,
    horizonDays: 14,
    unmatured: 0,
  },
  {
    name: 'satisfaction',
    label: { en: 'satisfaction', zh: '满意度' },
    kind: 'experience',
    measure: 'ratio',
    direction: 'higher',
    unit: '1–5',
    per: 1,
    ceiling: null,
    horizonDays: 0,
    unmatured: 0,
  },
  {
    name: 'breach',
    label: { en: 'suitability breach', zh: '适当性违规' },
    kind: 'risk',
    measure: 'rate',
    direction: 'lower',
    unit: null,
    per: 10_000,
    ceiling: 0.001,
    horizonDays: 0,
    unmatured: 0,
  },
  {
    name: 'earlyRedemption',
    label: { en: 'early redemption', zh: '提前支取' },
    kind: 'risk',
    measure: 'rate',
    direction: 'lower',
    unit: null,
    per: 100,
    ceiling: null,
    horizonDays: 60,
    unmatured: 9_870,
  },
]
export const logged: Readonly<Record<string, number>> = {
  conversion: 0.0184,
  margin: 3.1,
  complaint: 0.00112,
  satisfaction: 4.02,
  breach: 0.0002,
  earlyRedemption: 0.0061,
}
export const effects: Readonly<Record<string, number>> = {
  conversion: 0.0077,
  margin: 1.77,
  complaint: -0.00014,
  satisfaction: 0.03,
  breach: -0.0002,
  earlyRedemption: -0.0001,
}
export const errors: Readonly<Record<string, number>> = {
  conversion: 0.00128,
  margin: 0.43,
  complaint: 0.00013,
  satisfaction: 0.026,
  breach: 0.00004,
  earlyRedemption: 0.0009,
}

export const segments = [
  ['maturing', 'deposit matures', '定存到期'],
  ['affluent', 'affluent savers', '富裕储户'],
  ['young', 'under 30 on mobile', '30 岁以下手机客户'],
  ['payroll', 'payroll customers', '代发工资客户'],
  ['senior', 'aged 65 and over', '65 岁及以上'],
  ['dormant', 'dormant', '睡眠客户'],
  ['other', 'everyone else', '其他'],
] as const
export const months = Array.from({ length: 12 }, (_, m) => `2025-${String(m + 1).padStart(2, '0')}`)

export const actions = [
  ['hold', 'no contact', '不触达', 0.46, 0.62],
  ['call:term-deposit-12m', 'call: 12-month deposit', '电话：12 个月定存', 0.12, 0.15],
  ['call:fund', 'call: fund', '电话：基金', 0.12, 0.01],
  ['sms:term-deposit-6m', 'SMS: 6-month deposit', '短信：6 个月定存', 0.1, 0.01],
  ['push:term-deposit-6m', 'push: 6-month deposit', '推送：6 个月定存', 0.12, 0.19],
  ['video:wealth-review', 'video: wealth review', '视频：财富检视', 0.05, 0.01],
  ['branch:adviser', 'branch adviser', '转网点顾问', 0.03, 0.01],
] as const

export const fewEvents = (n: number): Refusal => ({
  code: 'few-events',
  message: {
    en:
      `Only ${n} effective events, 30 are needed for a verdict. Use a longer history, a wider segment, or a common ` +
      'outcome that stands for this one.',
    zh: `有效事件只有 ${n} 次，作结论至少需要 30 次。请使用更长的历史、更宽的分群，或用更常见的指标代替。`,
  },
})
export const noSupport: Refusal = {
  code: 'support',
  message: {
    en:
      'The strategy puts 8.3 % of its decisions on actions that were never taken in the same segment, above the ' +
      'limit of 5 %. Log some exploration for video:wealth-review, or leave it out of the rules.',
    zh: '策略有 8.3 % 的决策落在同一分群从未采取过的动作上，超过 5 % 的限额。请为 video:wealth-review 记录一些探索，或从规则中去掉它。',
  },
}
