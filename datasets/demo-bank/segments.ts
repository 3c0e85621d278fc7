// Twelve parts of the customers a branch network would name. They cover everybody, so the dataset's `other` is empty.

import { all, any, not, segment } from 'huijian'
import type { Segment, Words } from 'huijian'
import type { Features } from './catalogue.ts'

/** A decision list: a customer belongs to the first line that holds. */
export const segments = (f: Words<Features>): readonly Segment[] => [
  segment(
    'maturing',
    { en: 'Deposit matures within 30 days', zh: '定期存款 30 天内到期' },
    f.depositMaturesInDays.atMost(30),
  ),
  segment(
    'over-contacted',
    { en: 'Four or more contacts in 90 days', zh: '近 90 天触达 4 次及以上' },
    f.contacts90d.atLeast(4),
  ),
  segment('fresh-money', { en: 'Large money in', zh: '大额资金转入' }, f.inflow30d.atLeast(20_000)),
  segment('wealthy', { en: 'Platinum and diamond', zh: '白金及钻石客户' }, f.aumTier.isOneOf('platinum', 'diamond')),
  segment('wealth-holders', { en: 'Hold wealth products', zh: '理财持有客户' }, f.wealthHolder.isTrue()),
  segment('seniors', { en: 'Aged 60 and over', zh: '60 岁及以上客户' }, f.ageYears.atLeast(60)),
  segment(
    'young-payroll',
    { en: 'Payroll, under 35', zh: '35 岁以下代发客户' },
    all(f.salaryAccount.isTrue(), f.ageYears.below(35)),
  ),
  segment('payroll', { en: 'Payroll, 35 and over', zh: '35 岁及以上代发客户' }, f.salaryAccount.isTrue()),
  segment('mortgage', { en: 'Mortgage clients', zh: '房贷客户' }, f.mortgage.isTrue()),
  segment('county', { en: 'County customers', zh: '县域客户' }, f.cityTier.is('county')),
  segment('digital', { en: 'Mobile-bank users', zh: '手机银行客户' }, any(f.appUser.isTrue(), f.appLogins30d.above(0))),
  segment('counter', { en: 'Served at the counter', zh: '柜面客户' }, not(f.appUser.isTrue())),
]
