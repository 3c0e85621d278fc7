// Reasons why a figure is absent, and remarks beside figures.

import type { Text } from '../strategy/text.ts'
import type { Refusal } from './refusal.ts'
import { percent } from './refusals.ts'

const absent = (en: string, zh: string): Refusal => ({ code: 'not-computable', message: { en, zh } })

export const noDecisions: Refusal = absent(
  'History has no decision here, so there is nothing to evaluate. Use a longer history, or leave this part out.',
  '历史中此处没有任何决策，无从评估。请使用更长的历史，或不看这一部分。',
)

export const oneCustomer: Refusal = absent(
  'All decisions here are of one customer, so no error can be computed. Use a longer history or a larger part of ' +
    'the customers.',
  '此处的决策全部来自同一位客户，无法计算误差。请使用更长的历史或更大的客群。',
)

export const noOverlap = (decisions: number, who: Text): Refusal =>
  absent(
    `None of the ${decisions} logged decisions could have been made by ${who.en}, so history says nothing about it. ` +
      'Compare its actions with those in the log, or collect data with exploration above 0.',
    `日志中的 ${decisions} 次决策，没有一次可能出自${who.zh}，历史无法说明其效果。请对照日志中的动作检查策略，或以大于 0 的探索比例采集数据。`,
  )

export const noModel: Refusal = absent(
  'This back-test ran without an outcome model, so there is no DR figure and no verdict. Run it with the model.',
  '本次回检未使用结果模型，因此没有 DR 数字，也不下结论。请启用结果模型后重新运行。',
)

export const noVariation = (who: Text): Refusal =>
  absent(
    `Every value of ${who.en} is the same here, so no interval can be given. Use a longer history or a larger part ` +
      'of the customers.',
    `${who.zh}在此的数值全部相同，给不出区间。请使用更长的历史或更大的客群。`,
  )

export const emptyDenominator = (who: Text): Refusal =>
  absent(
    `The denominator of the ratio is 0 for ${who.en}, so there is no ratio. Use a longer history or a larger part of ` +
      'the customers.',
    `${who.zh}的比值分母为 0，比值不存在。请使用更长的历史或更大的客群。`,
  )

export const unboundedRatio = (who: Text): Refusal => ({
  code: 'denominator',
  message: {
    en:
      `The denominator of the ratio does not differ from 0 for ${who.en}, so its interval has no end. Use a ` +
      'longer history or a larger part of the customers.',
    zh: `${who.zh}的比值，其分母与 0 没有显著差别，区间没有边界。请使用更长的历史或更大的客群。`,
  },
})

export const outsideRange = (estimator: string, value: number): Refusal => ({
  code: 'outside-range',
  message: {
    en:
      `${estimator} gives ${percent(value)}, which no rate can be: it corrects its model row by row and may ` +
      'overshoot. It is printed as computed; its interval is centred on the nearest possible value. Read SNIPS, ' +
      'which cannot leave the range.',
    zh: `${estimator} 的数值为 ${percent(value)}，超出比率的可能范围：该方法逐行修正模型，可能越界。数字照原样列出，区间以最接近的可能值为中心；请改看不会越界的 SNIPS。`,
  },
})

export const notSurvivingSupport = (share: number): Refusal => ({
  code: 'support',
  message: {
    en:
      `${percent(share)} of the decisions compared have no history, and depending on how those had ended the ` +
      'difference could vanish. Keep to actions the log contains, or wait until exploration has logged the others ' +
      'there.',
    zh: `所比较的决策中有 ${percent(share)} 没有历史可依；视其结果如何，差值可能消失。请只使用日志中出现过的动作，或等待随机探索积累到这些动作的记录之后再回检。`,
  },
})
