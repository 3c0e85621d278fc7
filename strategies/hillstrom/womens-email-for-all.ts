import { all, defineStrategy, email } from 'huijian'
import hillstrom from 'huijian/datasets/hillstrom'

/** One arm of the test for everyone: its value is that arm's mean, which makes it a check on the whole chain. */
export default defineStrategy(hillstrom, {
  id: 'womens-email-for-all',
  title: { en: "Everyone gets the women's e-mail", zh: '所有客户均发送女装邮件' },
  scenario: {
    line: { en: 'retail', zh: '零售' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'campaign day', zh: '活动日' },
  },
  exploration: 0,
  rules: () => [email({ en: 'everyone', zh: '所有客户' }, all(), { offer: 'womens' })],
  examples: [
    {
      name: { en: "Ann, buys women's by phone", zh: '安女士，电话购买女装' },
      customer: { boughtWomens: true, boughtMens: false, recencyMonths: 2, purchaseChannel: 'phone' },
      action: 'email:womens',
    },
    {
      name: { en: "Bob, buys men's on the site", zh: '鲍先生，网站购买男装' },
      customer: { boughtWomens: false, boughtMens: true, recencyMonths: 1, purchaseChannel: 'web' },
      action: 'email:womens',
    },
    {
      name: { en: 'Carol, not seen for a year', zh: '卡女士，一年未购买' },
      customer: { recencyMonths: 12, historyUsd: 35 },
      action: 'email:womens',
    },
    {
      name: { en: 'Dan, a big spender from the country', zh: '丹先生，乡村高消费客户' },
      customer: { historyUsd: 1_850, area: 'rural' },
      action: 'email:womens',
    },
    { name: { en: 'Eve, of whom nothing is known', zh: '伊女士，信息未知' }, customer: {}, action: 'email:womens' },
  ],
})
