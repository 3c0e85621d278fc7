import { all, any, branch, call, defineStrategy, hold, push, sms } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/** Speaks to savers when they have a decision to make anyway: a deposit matures, or unusual money has come in. */
export default defineStrategy(demoBank, {
  id: 'deposit-maturity',
  title: { en: 'Call savers whose deposit matures soon', zh: '定期存款到期电话挽留' },
  scenario: {
    line: { en: 'wealth management', zh: '财富管理' },
    journey: { en: 'maturity', zh: '到期' },
    trigger: { en: 'deposit matures', zh: '定期存款到期' },
  },
  params: {
    horizonDays: { default: 28, min: 3, max: 45, unit: 'days' },
    quietDays: { default: 7, min: 0, max: 60, unit: 'days' },
    minBalance: { default: 10_000, min: 0, max: 1_000_000, unit: 'CNY' },
    freshMoney: { default: 20_000, min: 5_000, max: 500_000, unit: 'CNY' },
    activeLogins: { default: 3, min: 1, max: 30, unit: 'logins' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'asked not to be contacted', zh: '已登记谢绝来电' }, f.optedOut.isTrue()),
    hold({ en: 'recently contacted', zh: '近期已触达' }, f.daysSinceContact.below(p.quietDays)),
    call(
      { en: 'matures soon, worth a call', zh: '即将到期且余额达标' },
      all(f.depositMaturesInDays.atMost(p.horizonDays), f.balance.atLeast(p.minBalance)),
      { offer: 'term-deposit-12m' },
    ),
    push(
      { en: 'matures soon, in the app', zh: '即将到期，手机银行用户' },
      all(f.depositMaturesInDays.atMost(p.horizonDays), f.appLogins30d.atLeast(1)),
      { offer: 'term-deposit-6m' },
    ),
    sms({ en: 'matures soon, anyone else', zh: '即将到期，其他客户' }, f.depositMaturesInDays.atMost(p.horizonDays), {
      offer: 'term-deposit-6m',
    }),
    call({ en: 'large money has come in', zh: '近期有大额资金转入' }, f.inflow30d.atLeast(p.freshMoney), {
      offer: 'term-deposit-12m',
    }),
    branch(
      { en: 'older saver, known to the branch', zh: '老年储户转网点跟进' },
      all(f.ageYears.atLeast(60), f.balance.atLeast(50_000)),
      { offer: 'adviser' },
    ),
    push(
      { en: 'opens the app often', zh: '手机银行活跃客户' },
      any(f.appLogins30d.atLeast(p.activeLogins), all(f.appUser.isTrue(), f.appLogins30d.isMissing())),
      { offer: 'term-deposit-6m' },
    ),
  ],
  examples: [
    {
      name: { en: 'Wang Xiulan, retired, deposit matures in five days', zh: '王秀兰，退休，存单五天后到期' },
      customer: {
        ageYears: 67,
        occupation: 'retired',
        balance: 180_000,
        depositMaturesInDays: 5,
        daysSinceContact: 60,
        appUser: false,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Li Wei, called last week', zh: '李伟，上周刚接过电话' },
      customer: {
        ageYears: 41,
        balance: 90_000,
        depositMaturesInDays: 3,
        daysSinceContact: 6,
        optedOut: false,
      },
      action: 'hold',
    },
    {
      name: { en: 'Chen Jing, small deposit, uses the app', zh: '陈静，小额定期，常用手机银行' },
      customer: {
        ageYears: 29,
        balance: 6_000,
        depositMaturesInDays: 12,
        appUser: true,
        appLogins30d: 9,
        optedOut: false,
      },
      action: 'push:term-deposit-6m',
    },
    {
      name: { en: 'Zhao Qiang, year-end bonus just paid in', zh: '赵强，年终奖刚到账' },
      customer: {
        ageYears: 36,
        salaryAccount: true,
        balance: 52_000,
        inflow30d: 38_000,
        daysSinceContact: 45,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Liu Guihua, asked not to be contacted', zh: '刘桂花，已登记谢绝来电' },
      customer: { ageYears: 58, balance: 300_000, depositMaturesInDays: 2, optedOut: true },
      action: 'hold',
    },
  ],
})
