import { all, call, defineStrategy, hold, push, video } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/** Speaks of wealth products (grade R3) only to customers whose assessed tolerance allows it. */
export default defineStrategy(demoBank, {
  id: 'wealth-upgrade',
  title: { en: 'Wealth products for customers they suit', zh: '适当性匹配客户理财升级' },
  scenario: {
    line: { en: 'wealth management', zh: '财富管理' },
    journey: { en: 'growth', zh: '资产提升' },
    trigger: { en: 'idle balance', zh: '闲置资金' },
  },
  params: {
    quietDays: { default: 14, min: 0, max: 60, unit: 'days' },
    idleBalance: { default: 20_000, min: 5_000, max: 500_000, unit: 'CNY' },
    maxContacts: { default: 3, min: 1, max: 6, unit: 'contacts' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'asked not to be contacted', zh: '已登记谢绝来电' }, f.optedOut.isTrue()),
    hold({ en: 'recently contacted', zh: '近期已触达' }, f.daysSinceContact.below(p.quietDays)),
    hold({ en: 'contacted often enough', zh: '近期触达次数已满' }, f.contacts90d.above(p.maxContacts)),
    video(
      { en: 'high tier, suits R3, uses the app', zh: '高资产客户视频财富规划' },
      all(f.aumTier.isOneOf('platinum', 'diamond'), f.riskTolerance.isOneOf('R3', 'R4', 'R5'), f.appUser.isTrue()),
      { offer: 'wealth-review' },
    ),
    call(
      { en: 'idle balance, suits R3', zh: '活期沉淀且风险等级匹配' },
      all(f.riskTolerance.isOneOf('R3', 'R4', 'R5'), f.balance.atLeast(p.idleBalance)),
      { offer: 'wealth-product' },
    ),
    call(
      { en: 'cautious, deposit matures', zh: '稳健客户定期到期' },
      all(f.riskTolerance.isOneOf('R1', 'R2'), f.depositMaturesInDays.atMost(14)),
      { offer: 'term-deposit-12m' },
    ),
    push({ en: 'uses the app', zh: '手机银行活跃客户' }, f.appLogins30d.atLeast(5), { offer: 'term-deposit-6m' }),
  ],
  examples: [
    {
      name: { en: 'Zhang Lei, platinum, R4', zh: '张磊，白金客户，R4' },
      customer: {
        ageYears: 45,
        aumTier: 'platinum',
        riskTolerance: 'R4',
        appUser: true,
        balance: 260_000,
        contacts90d: 1,
        daysSinceContact: 40,
        optedOut: false,
      },
      action: 'video:wealth-review',
    },
    {
      name: { en: 'Huang Ting, idle balance, R3', zh: '黄婷，活期沉淀较多，R3' },
      customer: {
        ageYears: 38,
        aumTier: 'gold',
        riskTolerance: 'R3',
        appUser: true,
        balance: 80_000,
        contacts90d: 2,
        daysSinceContact: 33,
        optedOut: false,
      },
      action: 'call:wealth-product',
    },
    {
      name: { en: 'Sun Fugui, R1, deposit matures', zh: '孙富贵，R1，存单将到期' },
      customer: {
        ageYears: 70,
        aumTier: 'gold',
        riskTolerance: 'R1',
        appUser: false,
        balance: 120_000,
        depositMaturesInDays: 9,
        contacts90d: 0,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Zhou Min, never assessed, in the app daily', zh: '周敏，未做风险测评，天天登录' },
      customer: {
        ageYears: 31,
        aumTier: 'gold',
        riskTolerance: null,
        appUser: true,
        appLogins30d: 22,
        balance: 75_000,
        contacts90d: 1,
        optedOut: false,
      },
      action: 'push:term-deposit-6m',
    },
    {
      name: { en: 'Wu Jun, five contacts this quarter', zh: '吴军，本季度已触达五次' },
      customer: {
        ageYears: 50,
        aumTier: 'diamond',
        riskTolerance: 'R5',
        appUser: true,
        balance: 900_000,
        contacts90d: 5,
        daysSinceContact: 20,
        optedOut: false,
      },
      action: 'hold',
    },
  ],
})
