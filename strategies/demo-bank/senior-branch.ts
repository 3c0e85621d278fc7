import { all, any, branch, call, defineStrategy, hold, push } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/** Hands older customers to the adviser they know instead of calling them; the young get a message in the app. */
export default defineStrategy(demoBank, {
  id: 'senior-branch',
  title: { en: 'Older savers to their branch adviser', zh: '老年客户转网点客户经理' },
  scenario: {
    line: { en: 'wealth management', zh: '财富管理' },
    journey: { en: 'care', zh: '客户关怀' },
    trigger: { en: 'monthly review', zh: '月度回访' },
  },
  params: {
    seniorAge: { default: 60, min: 50, max: 75, unit: 'years old' },
    minBalance: { default: 30_000, min: 0, max: 500_000, unit: 'CNY' },
    quietDays: { default: 14, min: 0, max: 60, unit: 'days' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'asked not to be contacted', zh: '已登记谢绝来电' }, f.optedOut.isTrue()),
    branch(
      { en: 'older, with savings or a maturing deposit', zh: '老年客户：有一定储蓄或定期将到期' },
      all(f.ageYears.atLeast(p.seniorAge), any(f.balance.atLeast(p.minBalance), f.depositMaturesInDays.atMost(30))),
      { offer: 'adviser' },
    ),
    branch(
      { en: 'county customer, deposit matures', zh: '县域客户定期将到期' },
      all(f.cityTier.is('county'), f.depositMaturesInDays.atMost(21)),
      { offer: 'adviser' },
    ),
    hold({ en: 'recently contacted', zh: '近期已触达' }, f.daysSinceContact.below(p.quietDays)),
    call(
      { en: 'deposit matures', zh: '定期即将到期' },
      all(f.ageYears.below(p.seniorAge), f.depositMaturesInDays.atMost(14), f.balance.atLeast(p.minBalance)),
      { offer: 'term-deposit-12m' },
    ),
    push({ en: 'uses the app', zh: '手机银行活跃客户' }, f.appLogins30d.atLeast(5), { offer: 'term-deposit-6m' }),
  ],
  examples: [
    {
      name: { en: 'Wang Jianguo, 72, savings', zh: '王建国，72 岁，有积蓄' },
      customer: {
        ageYears: 72,
        occupation: 'retired',
        balance: 150_000,
        appUser: false,
        optedOut: false,
      },
      action: 'branch:adviser',
    },
    {
      name: { en: 'Tian Xiaofang, county, deposit matures', zh: '田小芳，县域客户，存单将到期' },
      customer: {
        ageYears: 44,
        cityTier: 'county',
        balance: 25_000,
        depositMaturesInDays: 15,
        optedOut: false,
      },
      action: 'branch:adviser',
    },
    {
      name: { en: 'Deng Chao, 39, deposit matures', zh: '邓超，39 岁，存单将到期' },
      customer: {
        ageYears: 39,
        cityTier: 'tier-2',
        balance: 70_000,
        depositMaturesInDays: 6,
        daysSinceContact: 50,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Luo Xin, 26, in the app daily', zh: '罗欣，26 岁，天天登录手机银行' },
      customer: {
        ageYears: 26,
        cityTier: 'tier-1',
        balance: 12_000,
        appUser: true,
        appLogins30d: 25,
        daysSinceContact: 90,
        optedOut: false,
      },
      action: 'push:term-deposit-6m',
    },
    {
      name: { en: 'Song Shuzhen, 80, asked not to be contacted', zh: '宋淑珍，80 岁，已登记谢绝来电' },
      customer: { ageYears: 80, balance: 400_000, optedOut: true },
      action: 'hold',
    },
  ],
})
