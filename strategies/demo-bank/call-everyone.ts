import { all, call, defineStrategy } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/**
 * Calls every customer every month and asks nothing: not when they were last called, not whether they complained, not
 * what suits them. Deliberately harmful, to see that a back-test says so.
 */
export default defineStrategy(demoBank, {
  id: 'call-everyone',
  title: { en: 'Call everyone (harmful, for comparison)', zh: '向全体客户外呼（有害示例）' },
  scenario: {
    line: { en: 'product sales', zh: '产品销售' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'monthly list', zh: '月度名单' },
  },
  params: { smallBalance: { default: 10_000, min: 0, max: 100_000, unit: 'CNY' } },
  exploration: 0.05,
  rules: (f, p) => [
    call({ en: 'some money to invest', zh: '有余钱可理财' }, f.balance.atLeast(p.smallBalance), {
      offer: 'wealth-product',
    }),
    call({ en: 'everyone else', zh: '其余所有客户' }, all(), { offer: 'term-deposit-12m' }),
  ],
  examples: [
    {
      name: { en: 'Ding Ning, called yesterday', zh: '丁宁，昨天刚接过电话' },
      customer: { ageYears: 30, balance: 15_000, daysSinceContact: 1, contacts90d: 6 },
      action: 'call:wealth-product',
    },
    {
      name: { en: 'Shen Guiying, 84, R1', zh: '沈桂英，84 岁，R1' },
      customer: { ageYears: 84, riskTolerance: 'R1', balance: 60_000 },
      action: 'call:wealth-product',
    },
    {
      name: { en: 'Han Xiaoxue, student', zh: '韩小雪，大学生' },
      customer: { ageYears: 19, occupation: 'student', balance: 1_200 },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Yang Liu, complained twice', zh: '杨柳，投诉过两次' },
      customer: { ageYears: 48, complaintsBefore: 2, balance: 30_000 },
      action: 'call:wealth-product',
    },
    {
      name: { en: 'Qian Duo, asked not to be contacted', zh: '钱多，已登记谢绝来电' },
      customer: { ageYears: 52, optedOut: true, balance: 8_000 },
      action: 'call:term-deposit-12m',
    },
  ],
})
