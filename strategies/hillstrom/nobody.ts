import { all, defineStrategy, hold } from 'huijian'
import hillstrom from 'huijian/datasets/hillstrom'

/** The control arm for everyone: what happens when no e-mail is sent at all. */
export default defineStrategy(hillstrom, {
  id: 'nobody',
  title: { en: 'Nobody gets an e-mail', zh: '不发送任何邮件' },
  scenario: {
    line: { en: 'retail', zh: '零售' },
    journey: { en: 'campaign', zh: '营销活动' },
    trigger: { en: 'campaign day', zh: '活动日' },
  },
  exploration: 0,
  rules: () => [hold({ en: 'everyone', zh: '所有客户' }, all())],
  examples: [
    {
      name: { en: "Ann, buys women's by phone", zh: '安女士，电话购买女装' },
      customer: { boughtWomens: true, boughtMens: false, recencyMonths: 2, purchaseChannel: 'phone' },
      action: 'hold',
    },
    {
      name: { en: "Bob, buys men's on the site", zh: '鲍先生，网站购买男装' },
      customer: { boughtWomens: false, boughtMens: true, recencyMonths: 1, purchaseChannel: 'web' },
      action: 'hold',
    },
    {
      name: { en: 'Carol, not seen for a year', zh: '卡女士，一年未购买' },
      customer: { recencyMonths: 12, historyUsd: 35 },
      action: 'hold',
    },
    {
      name: { en: 'Dan, a big spender from the country', zh: '丹先生，乡村高消费客户' },
      customer: { historyUsd: 1_850, area: 'rural' },
      action: 'hold',
    },
    { name: { en: 'Eve, of whom nothing is known', zh: '伊女士，信息未知' }, customer: {}, action: 'hold' },
  ],
})
