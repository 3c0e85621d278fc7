import { all, defineStrategy, email, hold } from 'huijian'
import hillstrom from 'huijian/datasets/hillstrom'

/** Spares those who bought little and long ago; everyone else gets the e-mail of the department she buys from. */
export default defineStrategy(hillstrom, {
  id: 'what-they-buy',
  title: { en: 'The e-mail of the department a customer buys from', zh: '按客户常购品类发送对应邮件' },
  scenario: {
    line: { en: 'retail', zh: '零售' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'campaign day', zh: '活动日' },
  },
  params: {
    lapsedMonths: { default: 9, min: 3, max: 12, unit: 'months' },
    smallHistoryUsd: { default: 100, min: 0, max: 500, unit: 'USD' },
  },
  // A tenth at random, so that the campaign after this one can be back-tested as well.
  exploration: 0.1,
  rules: (f, p) => [
    hold(
      { en: 'bought little and long ago', zh: '消费较低且长期未购' },
      all(f.recencyMonths.above(p.lapsedMonths), f.historyUsd.below(p.smallHistoryUsd)),
    ),
    email({ en: "buys women's", zh: '购买女装' }, f.boughtWomens.isTrue(), { offer: 'womens' }),
    email({ en: "buys men's", zh: '购买男装' }, f.boughtMens.isTrue(), { offer: 'mens' }),
  ],
  examples: [
    {
      name: { en: "Ann, bought women's last month", zh: '安女士，上月购买女装' },
      customer: { boughtWomens: true, boughtMens: false, recencyMonths: 1, historyUsd: 210 },
      action: 'email:womens',
    },
    {
      name: { en: "Bob, bought men's half a year ago", zh: '鲍先生，半年前购买男装' },
      customer: { boughtWomens: false, boughtMens: true, recencyMonths: 6, historyUsd: 90 },
      action: 'email:mens',
    },
    {
      name: { en: 'Carol, buys for the whole family', zh: '卡女士，男女装都买' },
      customer: { boughtWomens: true, boughtMens: true, recencyMonths: 3, historyUsd: 640 },
      action: 'email:womens',
    },
    {
      name: { en: 'Dan, one shirt eleven months ago', zh: '丹先生，十一个月前买过一件衬衫' },
      customer: { boughtWomens: false, boughtMens: true, recencyMonths: 11, historyUsd: 29.99 },
      action: 'hold',
    },
    {
      name: { en: 'Eve, spent much but long ago', zh: '伊女士，消费高但久未购买' },
      customer: { boughtWomens: true, boughtMens: false, recencyMonths: 12, historyUsd: 900 },
      action: 'email:womens',
    },
  ],
})
