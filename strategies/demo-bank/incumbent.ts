import { all, branch, call, defineStrategy, hold, push, sms } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'

/**
 * The bank's rules before anyone back-tested them: product first, large balances called, tiers offered wealth products
 * without a look at the risk assessment, an SMS to the rest. The champion the others are measured against.
 */
export default defineStrategy(demoBank, {
  id: 'incumbent',
  title: { en: 'The rules in force', zh: '现行触达规则' },
  scenario: {
    line: { en: 'product sales', zh: '产品销售' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'monthly list', zh: '月度名单' },
  },
  params: {
    quietDays: { default: 7, min: 0, max: 30, unit: 'days' },
    largeBalance: { default: 80_000, min: 20_000, max: 1_000_000, unit: 'CNY' },
  },
  exploration: 0.1,
  rules: (f, p) => [
    hold({ en: 'asked not to be contacted', zh: '已登记谢绝来电' }, f.optedOut.isTrue()),
    hold({ en: 'contacted within the week', zh: '一周内已触达' }, f.daysSinceContact.below(p.quietDays)),
    call({ en: 'higher tier', zh: '高等级客户' }, f.aumTier.isOneOf('platinum', 'diamond'), {
      offer: 'wealth-product',
    }),
    call({ en: 'holds a wealth product', zh: '已持有理财' }, f.wealthHolder.isTrue(), { offer: 'wealth-product' }),
    call(
      { en: 'large balance or maturity next month', zh: '大额存款或次月到期' },
      all(f.depositMaturesInDays.atMost(30), f.contacts90d.below(4)),
      { offer: 'term-deposit-12m' },
    ),
    call({ en: 'large balance', zh: '大额存款' }, f.balance.atLeast(p.largeBalance), { offer: 'term-deposit-12m' }),
    branch({ en: 'aged 65 and over', zh: '65 岁及以上' }, f.ageYears.atLeast(65), { offer: 'adviser' }),
    push({ en: 'active in the app', zh: '手机银行活跃' }, f.appLogins30d.atLeast(10), { offer: 'term-deposit-6m' }),
    sms({ en: 'not contacted much', zh: '近期触达较少' }, f.contacts90d.below(2), { offer: 'term-deposit-6m' }),
  ],
  examples: [
    {
      name: { en: 'Feng Gang, diamond, R1', zh: '冯刚，钻石客户，R1' },
      customer: {
        ageYears: 59,
        aumTier: 'diamond',
        riskTolerance: 'R1',
        balance: 800_000,
        daysSinceContact: 30,
        contacts90d: 2,
        optedOut: false,
      },
      action: 'call:wealth-product',
    },
    {
      name: { en: 'Jiang Meng, deposit matures next month', zh: '蒋梦，存单次月到期' },
      customer: {
        ageYears: 35,
        aumTier: 'basic',
        wealthHolder: false,
        balance: 22_000,
        depositMaturesInDays: 26,
        contacts90d: 1,
        daysSinceContact: 28,
        optedOut: false,
      },
      action: 'call:term-deposit-12m',
    },
    {
      name: { en: 'Ren Guozhu, 78, small pension', zh: '任国柱，78 岁，养老金账户' },
      customer: {
        ageYears: 78,
        aumTier: 'basic',
        wealthHolder: false,
        balance: 9_000,
        contacts90d: 0,
        optedOut: false,
      },
      action: 'branch:adviser',
    },
    {
      name: { en: 'Peng Fei, small balance, no app', zh: '彭飞，小额账户，不用手机银行' },
      customer: {
        ageYears: 33,
        aumTier: 'basic',
        wealthHolder: false,
        balance: 4_000,
        appUser: false,
        appLogins30d: 0,
        contacts90d: 1,
        daysSinceContact: 55,
        optedOut: false,
      },
      action: 'sms:term-deposit-6m',
    },
    {
      name: { en: 'Cao Yan, called three days ago', zh: '曹燕，三天前刚接过电话' },
      customer: {
        ageYears: 42,
        aumTier: 'platinum',
        balance: 280_000,
        daysSinceContact: 3,
        contacts90d: 3,
        optedOut: false,
      },
      action: 'hold',
    },
  ],
})
