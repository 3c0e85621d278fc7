// UCI Bank Marketing (bank-additional-full): a Portuguese bank's calls for term deposits, 2008 to 2010. See README.md.

import { all, defineDataset, segment } from 'huijian'
import { education, job, marital, month, outcomeBefore, weekday } from './levels.ts'

// The figure of a quarter stands beside calls made before that figure was published (README.md has the case).
const publishedLater = (period: string) =>
  `one figure for the whole ${period}, beside calls made before it was published`

/** The file has months but no year. Each employment figure occurs in one year only, and the order of lines agrees. */
const year = `CASE WHEN CAST("nr.employed" AS DOUBLE) > 5176 THEN 2008
  WHEN CAST("nr.employed" AS DOUBLE) > 5017 THEN 2009 ELSE 2010 END`
const monthNumber = `list_position([${month.levels.map(name => `'${name}'`).join(', ')}], month)`
const known = (column: string) => `NULLIF(${column}, 'unknown')`
/** 'no', 'yes', 'unknown'; any other word stays itself and import refuses it. */
const yesOrNo = (column: string) => known(`"${column}"`)

export default defineDataset({
  name: 'bank-marketing',
  title: {
    en: 'Term-deposit calls of a Portuguese bank, 2008 to 2010 (UCI)',
    zh: '葡萄牙某银行定期存款电话营销，2008–2010（UCI）',
  },
  source: {
    publisher: 'UCI Machine Learning Repository',
    url: 'https://archive.ics.uci.edu/dataset/222/bank+marketing',
    licence: 'CC BY 4.0',
    citation:
      'S. Moro, P. Cortez, P. Rita: A Data-Driven Approach to Predict the Success of Bank Telemarketing. ' +
      'Decision Support Systems 62, 2014, doi:10.1016/j.dss.2014.03.001.',
    files: [
      {
        name: 'bank-additional-full.csv',
        rows: 41_188,
        sha256: '74adfc578bf77a7ff4bb1ba4a9f8709d9e3c6907342959c2c8416847e0afb4d8',
      },
    ],
  },
  decision: {
    // The first of the month: the day within the month is not in the file.
    time: `make_date(${year}, ${monthNumber}, 1)`,
    action: `'call:' || contact`,
  },
  features: {
    age: { kind: 'number', unit: 'years old', min: 0, max: 120, nature: 'static', label: { en: 'Age', zh: '年龄' } },
    job: { kind: 'category', ...job, nature: 'static', from: known('job'), label: { en: 'Job', zh: '职业' } },
    marital: {
      kind: 'category',
      ...marital,
      nature: 'static',
      from: known('marital'),
      label: { en: 'Marital status', zh: '婚姻状况' },
    },
    education: {
      kind: 'category',
      ...education,
      nature: 'static',
      from: known('education'),
      label: { en: 'Education', zh: '教育程度' },
    },
    creditDefault: {
      kind: 'boolean',
      nature: 'dynamic',
      from: yesOrNo('default'),
      label: { en: 'Has credit in default', zh: '有违约信贷' },
    },
    housingLoan: {
      kind: 'boolean',
      nature: 'dynamic',
      from: yesOrNo('housing'),
      label: { en: 'Has a housing loan', zh: '有住房贷款' },
    },
    personalLoan: {
      kind: 'boolean',
      nature: 'dynamic',
      from: yesOrNo('loan'),
      label: { en: 'Has a personal loan', zh: '有个人贷款' },
    },
    month: { kind: 'category', ...month, nature: 'dynamic', label: { en: 'Month of the call', zh: '通话月份' } },
    weekday: {
      kind: 'category',
      ...weekday,
      nature: 'dynamic',
      from: 'day_of_week',
      label: { en: 'Day of the week', zh: '星期' },
    },
    attemptsBefore: {
      kind: 'number',
      unit: 'calls',
      min: 0,
      nature: 'dynamic',
      from: 'campaign - 1',
      label: { en: 'Earlier calls in this campaign', zh: '本次活动中此前的通话次数' },
      known: 'the file counts this call too; one is taken off',
    },
    daysSincePreviousCampaign: {
      kind: 'number',
      unit: 'days',
      min: 0,
      nature: 'dynamic',
      from: 'NULLIF(pdays, 999)',
      label: { en: 'Days since the last contact of an earlier campaign', zh: '距上次活动最后联系的天数' },
    },
    contactsInEarlierCampaigns: {
      kind: 'number',
      unit: 'contacts',
      min: 0,
      nature: 'dynamic',
      from: 'previous',
      label: { en: 'Contacts in earlier campaigns', zh: '以往活动的联系次数' },
    },
    previousOutcome: {
      kind: 'category',
      ...outcomeBefore,
      nature: 'dynamic',
      from: `NULLIF(poutcome, 'nonexistent')`,
      label: { en: 'Outcome of the previous campaign', zh: '上次活动结果' },
    },
    euribor3m: {
      kind: 'number',
      unit: '% a year',
      nature: 'dynamic',
      label: { en: 'Three-month Euribor', zh: '三个月期 Euribor 利率' },
      known: "fixed at 11:00 of the day; for an earlier call take the day before's",
    },
  },
  actions: [
    { channel: 'hold', label: { en: 'No call (never logged)', zh: '不拨打（日志中从未出现）' } },
    { channel: 'call', offer: 'cellular', label: { en: 'Call the mobile phone', zh: '拨打手机' } },
    { channel: 'call', offer: 'telephone', label: { en: 'Call the landline', zh: '拨打固定电话' } },
  ],
  propensity: { source: 'modelled' },
  outcomes: {
    subscribed: {
      kind: 'conversion',
      measure: 'rate',
      direction: 'higher',
      horizonDays: 0,
      from: 'y',
      label: { en: 'Subscribed a term deposit', zh: '办理定期存款' },
    },
    talkSeconds: {
      kind: 'cost',
      measure: 'mean',
      direction: 'lower',
      horizonDays: 0,
      unit: 'seconds',
      from: 'duration',
      label: { en: 'Length of the call', zh: '通话时长' },
    },
  },
  // Which line was dialled depends on the period before anything else (landlines only until June 2008), and so does
  // success: propensities are modelled within segments, so the periods have to be segments.
  segments: f => [
    segment(
      'past-buyers',
      { en: 'Bought in the previous campaign', zh: '上次活动已购买' },
      f.previousOutcome.is('success'),
    ),
    segment(
      'landline-only',
      { en: 'May and June 2008: landlines only', zh: '2008 年 5–6 月：仅拨打固定电话' },
      all(f.month.isOneOf('may', 'jun'), f.euribor3m.above(3)),
    ),
    segment(
      'quiet-months',
      { en: 'March, September, October, December: few calls', zh: '3、9、10、12 月：通话很少' },
      f.month.isOneOf('mar', 'sep', 'oct', 'dec'),
    ),
    segment(
      '2008-first-call',
      { en: 'July to November 2008, first call', zh: '2008 年 7–11 月，首次通话' },
      all(f.euribor3m.above(3), f.attemptsBefore.is(0)),
    ),
    segment(
      '2008-repeat',
      { en: 'July to November 2008, repeated call', zh: '2008 年 7–11 月，重复通话' },
      f.euribor3m.above(3),
    ),
    segment(
      'spring-2009',
      { en: 'April and May 2009', zh: '2009 年 4–5 月' },
      all(f.month.isOneOf('apr', 'may'), f.euribor3m.above(1)),
    ),
    segment(
      'later-first-call',
      { en: 'From June 2009, first call', zh: '2009 年 6 月起，首次通话' },
      f.attemptsBefore.is(0),
    ),
    segment(
      'later-repeat',
      { en: 'From June 2009, repeated call', zh: '2009 年 6 月起，重复通话' },
      f.attemptsBefore.above(0),
    ),
  ],
  leaks: {
    duration: 'the length of the call is known when the call is over, and a call of 0 seconds cannot sell',
    'emp.var.rate': publishedLater('quarter'),
    'nr.employed': publishedLater('quarter'),
    'cons.price.idx': publishedLater('month'),
    'cons.conf.idx': publishedLater('month'),
  },
  quarantineLimit: 0,
})
