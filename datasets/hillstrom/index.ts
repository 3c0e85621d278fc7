// MineThatData e-mail challenge: a randomised test of two e-mail campaigns against none. See README.md here.

import { all, defineDataset, not, segment } from 'huijian'

export default defineDataset({
  name: 'hillstrom',
  title: { en: 'MineThatData e-mail test (Hillstrom)', zh: 'MineThatData 邮件营销随机试验（Hillstrom）' },
  source: {
    publisher: 'Kevin Hillstrom, MineThatData',
    url: 'https://blog.minethatdata.com/2008/03/minethatdata-e-mail-analytics-and-data.html',
    licence: 'published for anyone to analyse; no licence text is attached to the file',
    citation: 'Kevin Hillstrom: The MineThatData E-Mail Analytics And Data Mining Challenge. 20 March 2008.',
    files: [
      {
        name: 'hillstrom.csv',
        rows: 64_000,
        sha256: 'ff9e59285e9dc3f5fa3e0975419e6631ea5bdccd65d818991473d2367e02979c',
      },
    ],
  },
  currency: 'USD',
  decision: {
    // An arm the test does not have becomes itself, which import quarantines as an unknown action.
    action: `CASE segment WHEN 'Mens E-Mail' THEN 'email:mens' WHEN 'Womens E-Mail' THEN 'email:womens'
      WHEN 'No E-Mail' THEN 'hold' ELSE segment END`,
  },
  features: {
    recencyMonths: {
      kind: 'number',
      unit: 'months',
      min: 1,
      max: 12,
      nature: 'dynamic',
      from: 'recency',
      label: { en: 'Months since the last purchase', zh: '距上次购买月数' },
    },
    historyUsd: {
      kind: 'number',
      unit: 'USD',
      min: 0,
      nature: 'dynamic',
      from: 'history',
      label: { en: 'Spent in the past year', zh: '过去一年消费额' },
    },
    boughtMens: {
      kind: 'boolean',
      nature: 'dynamic',
      from: 'mens',
      label: { en: "Bought men's merchandise in the past year", zh: '过去一年购买过男装' },
    },
    boughtWomens: {
      kind: 'boolean',
      nature: 'dynamic',
      from: 'womens',
      label: { en: "Bought women's merchandise in the past year", zh: '过去一年购买过女装' },
    },
    newCustomer: {
      kind: 'boolean',
      nature: 'static',
      from: 'newbie',
      label: { en: 'New customer within the past year', zh: '过去一年内的新客户' },
    },
    area: {
      // The file writes Surburban.
      kind: 'category',
      levels: ['rural', 'suburban', 'urban'],
      nature: 'static',
      from: `CASE zip_code WHEN 'Surburban' THEN 'suburban' ELSE lower(zip_code) END`,
      label: { en: 'Area by postal code', zh: '邮编所在地区' },
      levelLabels: {
        rural: { en: 'rural', zh: '乡村' },
        suburban: { en: 'suburban', zh: '郊区' },
        urban: { en: 'urban', zh: '城市' },
      },
    },
    purchaseChannel: {
      kind: 'category',
      levels: ['phone', 'web', 'multichannel'],
      nature: 'dynamic',
      from: 'lower(channel)',
      label: { en: 'Channels bought through in the past year', zh: '过去一年的购买渠道' },
      levelLabels: {
        phone: { en: 'phone', zh: '电话' },
        web: { en: 'web', zh: '网站' },
        multichannel: { en: 'both', zh: '多渠道' },
      },
    },
  },
  actions: [
    { channel: 'hold', label: { en: 'No e-mail', zh: '不发邮件' } },
    { channel: 'email', offer: 'mens', label: { en: "Men's merchandise e-mail", zh: '男装邮件' } },
    { channel: 'email', offer: 'womens', label: { en: "Women's merchandise e-mail", zh: '女装邮件' } },
  ],
  propensity: { source: 'design', shares: { hold: 1 / 3, 'email:mens': 1 / 3, 'email:womens': 1 / 3 } },
  outcomes: {
    visit: {
      kind: 'conversion',
      measure: 'rate',
      direction: 'higher',
      horizonDays: 14,
      label: { en: 'Visited the site within two weeks', zh: '两周内访问网站' },
    },
    conversion: {
      kind: 'conversion',
      measure: 'rate',
      direction: 'higher',
      horizonDays: 14,
      label: { en: 'Bought within two weeks', zh: '两周内购买' },
    },
    spend: {
      kind: 'conversion',
      measure: 'mean',
      direction: 'higher',
      horizonDays: 14,
      unit: 'USD',
      label: { en: 'Spent within two weeks', zh: '两周内消费额' },
    },
  },
  // What a customer used to buy decides which e-mail speaks to her, how lately she bought whether any does.
  segments: f => [
    segment(
      'mens-recent',
      { en: "Men's only, bought within 3 months", zh: '仅购男装，近三个月有购买' },
      all(not(f.boughtWomens.isTrue()), f.recencyMonths.atMost(3)),
    ),
    segment(
      'mens-lapsed',
      { en: "Men's only, longer ago", zh: '仅购男装，三个月以上未购买' },
      not(f.boughtWomens.isTrue()),
    ),
    segment('both', { en: "Both men's and women's", zh: '男女装均购买' }, f.boughtMens.isTrue()),
    segment(
      'womens-recent',
      { en: "Women's only, bought within 3 months", zh: '仅购女装，近三个月有购买' },
      f.recencyMonths.atMost(3),
    ),
    segment(
      'womens-lapsed',
      { en: "Women's only, longer ago", zh: '仅购女装，三个月以上未购买' },
      f.recencyMonths.above(3),
    ),
  ],
  leaks: {},
  quarantineLimit: 0,
})
