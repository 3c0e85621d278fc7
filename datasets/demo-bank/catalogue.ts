// What is known of a demo-bank customer before a decision, and what the bank can do. Labels in both languages.
import type { ActionSpec, Catalogue } from '../../src/strategy/catalogue.ts'

export const features = {
  ageYears: { kind: 'number', unit: 'years old', min: 18, max: 88, nature: 'static', label: { en: 'age', zh: '年龄' } },
  gender: {
    kind: 'category', nature: 'static', label: { en: 'gender', zh: '性别' },
    levels: ['female', 'male'], levelLabels: { female: { en: 'female', zh: '女' }, male: { en: 'male', zh: '男' } },
  },
  region: {
    kind: 'category', nature: 'static', label: { en: 'region', zh: '所在区域' },
    levels: ['east', 'south', 'north', 'central', 'southwest', 'northwest', 'northeast'],
    levelLabels: {
      east: { en: 'East China', zh: '华东' }, south: { en: 'South China', zh: '华南' },
      north: { en: 'North China', zh: '华北' },
      central: { en: 'Central China', zh: '华中' }, southwest: { en: 'South-west', zh: '西南' },
      northwest: { en: 'North-west', zh: '西北' }, northeast: { en: 'North-east', zh: '东北' },
    },
  },
  cityTier: {
    kind: 'category', nature: 'static', label: { en: 'city tier', zh: '城市等级' },
    levels: ['tier-1', 'new-tier-1', 'tier-2', 'tier-3', 'county'],
    levelLabels: {
      'tier-1': { en: 'first-tier city', zh: '一线城市' }, 'new-tier-1': { en: 'new first-tier city', zh: '新一线城市' },
      'tier-2': { en: 'second-tier city', zh: '二线城市' }, 'tier-3': { en: 'third-tier city or below', zh: '三线及以下城市' },
      'county': { en: 'county', zh: '县域' },
    },
  },
  occupation: {
    kind: 'category', nature: 'static', label: { en: 'occupation', zh: '职业' },
    levels: ['employee', 'public-sector', 'self-employed', 'retired', 'student', 'homemaker'],
    levelLabels: {
      'employee': { en: 'company employee', zh: '企业职员' }, 'public-sector': { en: 'public sector', zh: '机关事业单位' },
      'self-employed': { en: 'self-employed', zh: '个体经营' }, 'retired': { en: 'retired', zh: '退休' },
      'student': { en: 'student', zh: '学生' }, 'homemaker': { en: 'homemaker', zh: '居家' },
    },
  },
  tenureMonths: {
    kind: 'number', unit: 'months', min: 1, max: 420, nature: 'static',
    label: { en: 'months with the bank', zh: '开户月数' },
  },
  riskTolerance: {
    kind: 'category', nature: 'static', label: { en: 'assessed risk tolerance', zh: '风险承受能力等级' },
    known: 'the latest valid assessment; missing when the customer was never assessed or the assessment expired',
    levels: ['R1', 'R2', 'R3', 'R4', 'R5'],
    levelLabels: {
      R1: { en: 'R1 cautious', zh: 'R1 谨慎型' }, R2: { en: 'R2 steady', zh: 'R2 稳健型' },
      R3: { en: 'R3 balanced', zh: 'R3 平衡型' },
      R4: { en: 'R4 growth', zh: 'R4 进取型' }, R5: { en: 'R5 aggressive', zh: 'R5 激进型' },
    },
  },
  aumTier: {
    kind: 'category', nature: 'static', label: { en: 'customer tier by assets', zh: '资产等级' },
    known: 'set at the start of the year from the assets of the year before',
    levels: ['basic', 'gold', 'platinum', 'diamond'],
    levelLabels: {
      basic: { en: 'basic (under 50,000)', zh: '普通客户（5 万元以下）' },
      gold: { en: 'gold (50,000–200,000)', zh: '金卡客户（5–20 万元）' },
      platinum: { en: 'platinum (200,000–600,000)', zh: '白金客户（20–60 万元）' },
      diamond: { en: 'diamond (600,000 and more)', zh: '钻石客户（60 万元以上）' },
    },
  },
  appUser: { kind: 'boolean', nature: 'static', label: { en: 'uses the mobile bank', zh: '手机银行用户' } },
  salaryAccount: { kind: 'boolean', nature: 'static', label: { en: 'salary is paid in here', zh: '代发工资客户' } },
  mortgage: { kind: 'boolean', nature: 'static', label: { en: 'has a mortgage here', zh: '有本行房贷' } },
  wealthHolder: { kind: 'boolean', nature: 'dynamic', label: { en: 'holds a wealth product', zh: '持有理财产品' } },
  balance: {
    kind: 'number', unit: 'CNY', min: 0, max: 50_000_000, nature: 'dynamic',
    label: { en: 'deposit balance', zh: '存款余额' },
  },
  inflow30d: {
    kind: 'number', unit: 'CNY', min: 0, max: 20_000_000, nature: 'dynamic',
    label: { en: 'money in, last 30 days', zh: '近 30 天转入金额' },
  },
  depositMaturesInDays: {
    kind: 'number', unit: 'days', min: 0, max: 365, nature: 'dynamic',
    label: { en: 'days until the term deposit matures', zh: '定期存款距到期天数' },
    known: 'from the contract; missing when the customer has no term deposit',
  },
  appLogins30d: {
    kind: 'number', unit: 'logins', min: 0, max: 200, nature: 'dynamic',
    label: { en: 'app log-ins, last 30 days', zh: '近 30 天手机银行登录次数' },
    known: 'missing for about 1.5 % of customer-months whose event log was lost',
  },
  daysSinceContact: {
    kind: 'number', unit: 'days', min: 1, max: 10_000, nature: 'dynamic',
    label: { en: 'days since the last contact', zh: '距上次触达天数' },
    known: 'calls, video and SMS of every business line; missing when never contacted',
  },
  contacts90d: {
    kind: 'number', unit: 'contacts', min: 0, max: 20, nature: 'dynamic',
    label: { en: 'contacts, last 90 days', zh: '近 90 天触达次数' },
  },
  complaintsBefore: {
    kind: 'number', unit: 'complaints', min: 0, max: 50, nature: 'dynamic',
    label: { en: 'complaints so far', zh: '历史投诉次数' },
  },
  optedOut: { kind: 'boolean', nature: 'dynamic', label: { en: 'asked not to be contacted', zh: '已登记谢绝来电' } },
} as const satisfies Catalogue

export type Features = typeof features

/** In the order of the action codes used throughout the world. Costs and minutes are means, unanswered included. */
export const actions = [
  { channel: 'hold', label: { en: 'do nothing', zh: '不触达' }, unitCost: 0, minutes: 0 },
  {
    channel: 'call', offer: 'term-deposit-12m', label: { en: 'call: 12-month term deposit', zh: '电话：一年期定期存款' },
    unitCost: 1.6, minutes: 0.8,
  },
  {
    channel: 'call', offer: 'wealth-product', label: { en: 'call: wealth product (R3)', zh: '电话：理财产品（R3）' },
    unitCost: 1.9, minutes: 1.1,
  },
  {
    channel: 'sms', offer: 'term-deposit-6m', label: { en: 'SMS: 6-month term deposit', zh: '短信：半年期定期存款' },
    unitCost: 0.05, minutes: 0,
  },
  {
    channel: 'push', offer: 'term-deposit-6m', label: { en: 'app push: 6-month term deposit', zh: '手机银行推送：半年期定期存款' },
    unitCost: 0.01, minutes: 0,
  },
  {
    channel: 'video', offer: 'wealth-review', label: { en: 'video: wealth review', zh: '视频：财富规划' },
    unitCost: 3.4, minutes: 1.4,
  },
  {
    channel: 'branch', offer: 'adviser', label: { en: 'hand over to the branch adviser', zh: '转网点客户经理' },
    unitCost: 8, minutes: 0,
  },
] as const satisfies readonly ActionSpec[]

/** Action codes by name, for the equations. */
export const HOLD = 0, CALL_DEPOSIT = 1, CALL_WEALTH = 2, SMS = 3, PUSH = 4, VIDEO = 5, BRANCH = 6, ACTIONS = 7
