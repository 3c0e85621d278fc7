// Why a figure of a ranking is absent, in words.

import type { Lang, Text } from '../strategy/text.ts'
import type { UpliftReason } from '../uplift/reasons.ts'

export function upliftSentence(reason: UpliftReason, lang: Lang): string {
  return (reason.code === 'few-customers' ? fewCustomers(reason.floor) : sentences[reason.code])[lang]
}

const fewCustomers = (floor: number): Text => ({
  en: `Fewer than ${floor} customers: half-samples of so few give no honest interval. Use a longer history.`,
  zh: `客户少于 ${floor} 位，半样本无法给出可信区间。请使用更长的历史。`,
})

const sentences: Readonly<Record<Exclude<UpliftReason['code'], 'few-customers'>, Text>> = {
  'effect-near-zero': {
    en:
      'The average effect is not larger than its own error, so a figure divided by it would be noise. Read the area ' +
      'itself, or use a longer history.',
    zh: '平均效果不大于其自身误差，除以它只会得到噪声。请直接看面积，或使用更长的历史。',
  },
  'no-perfect-ranking': {
    en:
      'The outcome is not 0/1, so there is no perfect ranking to compare with. Read the area itself, or grf’s AUTOC ' +
      'and QINI.',
    zh: '该结果不是 0/1 型，不存在可供对照的完美排序。请直接看面积，或 grf 的 AUTOC 与 QINI。',
  },
  'no-room': {
    en:
      'The perfect ranking is no better than any other here: nobody responded, or everybody did. Choose another ' +
      'outcome or a longer history.',
    zh: '此处完美排序与任意排序无异：无人响应或人人响应。请换一个结果或使用更长的历史。',
  },
  'gain-not-positive': {
    en:
      'The treated did no better than the controls, so a perfect curve without negative effects does not exist. Read ' +
      'the variant with negative effects.',
    zh: '触达组并不优于对照组，不存在“无负面效果”的完美曲线。请看含负面效果的版本。',
  },
  'empty-slice': {
    en: 'One of the arms has no customers in this part of the ranking. Take a larger part.',
    zh: '该段排序中有一组没有客户。请取更大的一段。',
  },
  'too-fine': {
    en: 'Its weight 1/q rests on the first few customers, whom half-samples do not tell apart. Read grf’s AUTOC.',
    zh: '其权重 1/q 取决于排在最前的少数客户，半样本无法分辨。请看 grf 的 AUTOC。',
  },
  'not-asked': {
    en: 'No intervals were asked for (replicates 0).',
    zh: '未要求计算区间（重抽次数为 0）。',
  },
  'sometimes-absent': {
    en: 'The figure could not be computed in some half-sample, so it has no interval. Use a longer history.',
    zh: '在某些半样本中无法计算该数字，因此没有区间。请使用更长的历史。',
  },
}
