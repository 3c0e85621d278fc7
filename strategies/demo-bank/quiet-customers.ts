import { all, any, call, defineStrategy, hold, push } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/**
 * Leaves people in peace after contacts and complaints; speaks only when there is a reason, and then in the app first.
 */
export default defineStrategy(demoBank, {
  id: 'quiet-customers',
  title: { en: 'Fewer contacts, only with a reason', zh: '触达疲劳保护：有因方触达' },
  scenario: {
    line: { en: 'product sales', zh: '产品销售' },
    journey: { en: 'care', zh: '客户关怀' },
    trigger: { en: 'monthly review', zh: '月度回访' },
  },
  params: {
    quietDays: { default: 30, min: 7, max: 90, unit: 'days' },
    maxContacts: { default: 2, min: 1, max: 5, unit: 'contacts' },
    horizonDays: { default: 14, min: 3, max: 45, unit: 'days' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'asked not to be contacted', zh: '已登记谢绝来电' }, f.optedOut.isTrue()),
    hold({ en: 'has complained before', zh: '曾有投诉' }, f.complaintsBefore.atLeast(1)),
    hold(
      { en: 'recently or often contacted', zh: '近期已触达或触达过频' },
      any(f.daysSinceContact.below(p.quietDays), f.contacts90d.above(p.maxContacts)),
    ),
    call(
      { en: 'deposit matures', zh: '定期即将到期' },
      all(f.depositMaturesInDays.atMost(p.horizonDays), f.balance.atLeast(20_000)),
      { offer: 'term-deposit-12m' },
    ),
    push({ en: 'uses the app', zh: '手机银行活跃客户' }, f.appLogins30d.atLeast(3), { offer: 'term-deposit-6m' }),
  ],
  examples: [
    {
      name: { en: 'Ma Lili, complained in spring', zh: '马丽丽，春天投诉过' },
      customer: {
        ageYears: 34,
        balance: 60_000,
        depositMaturesInDays: 4,
        complaintsBefore: 1,
        contacts90d: 0,
        optedOut: false,
      },
      action: 'hold',
    },
    {
      name: { en: 'Xu Hao, three contacts this quarter', zh: '徐浩，本季度已触达三次' },
      customer: {
        ageYears: 47,
        balance: 150_000,
        depositMaturesInDays: 4,
        complaintsBefore: 0,
        contacts90d: 3,
        daysSinceContact: 40,
        optedOut: false,
      },
      action: 'hold',
    },
    {
      name: { en: 'He Yulan, deposit matures in ten days', zh: '何玉兰，存单十天后到期' },
      customer: {
        ageYears: 62,
        balance: 88_000,
        depositMaturesInDays: 10,
        complaintsBefore: 0,
        contacts90d: 1,
        daysSinceContact: 65,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Lin Yifan, student with the app', zh: '林一凡，大学生，常用手机银行' },
      customer: {
        ageYears: 20,
        occupation: 'student',
        balance: 3_200,
        appUser: true,
        appLogins30d: 14,
        complaintsBefore: 0,
        contacts90d: 0,
        optedOut: false,
      },
      action: 'push:term-deposit-6m',
    },
    {
      name: { en: 'Guo Dashan, county, counter only', zh: '郭大山，县域柜面客户' },
      customer: {
        ageYears: 55,
        cityTier: 'county',
        balance: 40_000,
        appUser: false,
        appLogins30d: 0,
        complaintsBefore: 0,
        contacts90d: 0,
        optedOut: false,
      },
      action: 'hold',
    },
  ],
})
