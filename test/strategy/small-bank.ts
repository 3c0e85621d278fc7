// A dataset small enough to read, for the tests of the language.

import type { StrategyWorld } from '../../src/strategy/catalogue.ts'

const features = {
  balance: { kind: 'number', unit: 'CNY', nature: 'dynamic', label: { en: 'balance', zh: '活期余额' } },
  income: { kind: 'number', unit: 'CNY', nature: 'static', label: { en: 'monthly income', zh: '月收入' } },
  depositMaturesInDays: {
    kind: 'number',
    unit: 'days',
    nature: 'dynamic',
    label: { en: 'days until the deposit matures', zh: '距存款到期天数' },
  },
  daysSinceContact: {
    kind: 'number',
    unit: 'days',
    nature: 'dynamic',
    label: { en: 'days since the last contact', zh: '距上次联系天数' },
  },
  job: {
    kind: 'category',
    levels: ['retired', 'management', 'student'],
    nature: 'static',
    label: { en: 'job', zh: '职业' },
    levelLabels: {
      retired: { en: 'retired', zh: '退休' },
      management: { en: 'management', zh: '管理人员' },
      student: { en: 'student', zh: '学生' },
    },
  },
  mobileBank: { kind: 'boolean', nature: 'static', label: { en: 'uses the mobile bank', zh: '已开通手机银行' } },
  opened: { kind: 'day', nature: 'static', label: { en: 'day the account was opened', zh: '开户日期' } },
  lastVisit: { kind: 'day', nature: 'dynamic', label: { en: 'day of the last branch visit', zh: '最近到店日期' } },
} as const

const actions = [
  { channel: 'hold', label: { en: 'no contact', zh: '不主动联系' } },
  {
    channel: 'call',
    offer: 'term-deposit-12m',
    label: { en: 'call about the 12-month deposit', zh: '电话推荐12个月定期存款' },
  },
  { channel: 'call', offer: 'fund', label: { en: 'call about a fund', zh: '电话推荐基金' } },
  {
    channel: 'push',
    offer: 'term-deposit-6m',
    label: { en: 'push message about the 6-month deposit', zh: '手机银行推送6个月定期存款' },
  },
  { channel: 'branch', label: { en: 'hand over to the branch', zh: '转网点客户经理' } },
] as const

export const smallBank = { name: 'small-bank', features, actions } as const satisfies StrategyWorld
