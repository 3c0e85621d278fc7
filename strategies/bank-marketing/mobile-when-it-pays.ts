import { all, defineStrategy, call } from 'huijian'
import bankMarketing from 'huijian/datasets/bank-marketing'

/**
 * Chooses the line, not whether to call: the log holds only people who were called. Mobile minutes were dear in 2008,
 * so they go to past buyers and to the months in which customers respond: when market rates are not at their top.
 */
export default defineStrategy(bankMarketing, {
  id: 'mobile-when-it-pays',
  title: {
    en: 'Mobile for past buyers and once rates have fallen, landline otherwise',
    zh: '老客户或利率回落后拨打手机，其余拨打固定电话',
  },
  scenario: {
    line: { en: 'deposits', zh: '存款' },
    journey: { en: 'term deposit', zh: '定期存款' },
    trigger: { en: 'campaign list', zh: '活动名单' },
  },
  params: {
    highRate: { default: 4.8, min: 1, max: 5.1, unit: '% a year' },
    mobileAttempts: { default: 6, min: 1, max: 20, unit: 'calls' },
  },
  // Doing nothing was never logged, so random holding could not be judged.
  exploration: 0,
  rules: (f, p) => [
    call({ en: 'bought in the previous campaign', zh: '上次活动已购买' }, f.previousOutcome.is('success'), {
      offer: 'cellular',
    }),
    call({ en: 'market rates at their top', zh: '市场利率处于高位' }, f.euribor3m.atLeast(p.highRate), {
      offer: 'telephone',
    }),
    call({ en: 'mobile tried often enough', zh: '手机多次未果' }, f.attemptsBefore.atLeast(p.mobileAttempts), {
      offer: 'telephone',
    }),
    call({ en: 'everyone else', zh: '其余客户' }, all(), { offer: 'cellular' }),
  ],
  examples: [
    {
      name: { en: 'Maria, retired, bought a deposit last year', zh: '玛丽亚，退休，去年办理过存款' },
      customer: { age: 67, job: 'retired', previousOutcome: 'success', euribor3m: 4.9, attemptsBefore: 0 },
      action: 'call:cellular',
    },
    {
      name: { en: 'João, worker, called in the summer of 2008', zh: '若昂，工人，2008 年夏季致电' },
      customer: { age: 41, job: 'blue-collar', euribor3m: 4.96, attemptsBefore: 1, housingLoan: true },
      action: 'call:telephone',
    },
    {
      name: { en: 'Ana, student, called in the spring of 2009', zh: '安娜，学生，2009 年春季致电' },
      customer: { age: 23, job: 'student', euribor3m: 1.4, attemptsBefore: 0 },
      action: 'call:cellular',
    },
    {
      name: { en: 'Rui, seventh call of the campaign', zh: '鲁伊，本次活动第七次通话' },
      customer: { age: 35, job: 'services', euribor3m: 1.3, attemptsBefore: 6 },
      action: 'call:telephone',
    },
    {
      name: { en: 'Inês, declined last time', zh: '伊内斯，上次拒绝' },
      customer: { age: 52, job: 'management', previousOutcome: 'failure', euribor3m: 0.9, attemptsBefore: 2 },
      action: 'call:cellular',
    },
  ],
})
