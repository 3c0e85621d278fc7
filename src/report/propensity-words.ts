// What the report says of modelled propensities, in the two languages.

import type { Lang } from '../strategy/text.ts'

const en = {
  title: 'How the propensities were modelled',
  lead: {
    cells: (n: string) =>
      `Shares of the actions within each segment, fitted on ${n} decisions, for each fold of customers without them.`,
    logit: (n: string) =>
      `A multinomial logit on segments and features, fitted on ${n} decisions, for each fold of customers without ` +
      'them.',
  },
  calibrationTitle: 'Predicted and observed',
  calibrationLead:
    'Each dot is a tenth of the decisions, by the predicted probability of one action. On the line, ' +
    'what was predicted is what happened.',
  predicted: 'predicted, %',
  observed: 'observed, %',
  sensitivityTitle: 'How strong a hidden cause would have to be',
  sensitivityLead:
    'Λ: the odds ratio by which something that is not in the data would have to have steered the action, beyond the ' +
    'modelled propensity, to turn the sign of the SNIPS difference. Near 1 hardly anything would be needed. Sampling ' +
    'error is not in it.',
  noCause: 'none could',
  balanceTitle: 'Balance of features',
  balanceLead: (limit: string) =>
    'How far the decisions of an action stand from all that could have had it (it was allowed, and ever taken in the ' +
    'segment), in standard deviations: as logged, and ' +
    'weighted by one over the propensity; of the action that is furthest off. Beyond ± ' +
    `${limit} the weights do not make up for how the action was chosen.`,
  before: 'as logged',
  after: 'weighted',
  feature: 'feature',
  action: 'action',
  missing: 'missing',
  outOfBalance: 'out of balance',
  placeboTitle: 'Placebo tests',
  placeboLead:
    'On what came before a decision no strategy can have an effect. One that shows is a cause the model lacks.',
  noPlacebo: 'Not to be had here: they need customers with several decisions, or features set aside as placebos.',
  placebo: 'placebo',
  ofTheOneBefore: (label: string) => `${label}, of the decision before`,
  passed: 'no effect',
  failed: 'an effect',
  balanceNote: (off: string, all: string, limit: string) =>
    `After weighting by the modelled propensities, ${off} of ${all} features stay out of balance (beyond ± ${limit}) ` +
    'for some action.',
  placeboNote: (names: string) =>
    `Placebo tests fail (${names}): the modelled propensities lack something that steered contact and goes with ` +
    'outcomes.',
}

type Words = typeof en

const zh: Words = {
  title: '倾向概率是如何建模的',
  lead: {
    cells: n => `各分群内各动作的占比，用 ${n} 次决策拟合；每一折客户的概率都由不含该折的数据得出。`,
    logit: n => `以分群和特征为自变量的多项逻辑回归，用 ${n} 次决策拟合；每一折客户的概率都由不含该折的数据得出。`,
  },
  calibrationTitle: '预测与实际',
  calibrationLead: '每个点是按某一动作的预测概率划分的十分之一决策。落在线上，说明预测与实际一致。',
  predicted: '预测，%',
  observed: '实际，%',
  sensitivityTitle: '隐藏的原因要有多强',
  sensitivityLead:
    'Λ：数据之外的因素须在模型倾向概率之外以多大的优势比左右动作，才能使 SNIPS 差值变号。接近 1 说明几乎不需要什么因素。不含抽样误差。',
  noCause: '不存在',
  balanceTitle: '特征的平衡',
  balanceLead: limit =>
    '某一动作的决策与全部可能采取该动作的决策（允许该动作，且所在分群曾采取过）相差多少（以标准差计）：历史原样，以及按倾向概率的倒数加权之后；列出相差最大的动作。' +
    `超过 ± ${limit} 说明权重不足以弥补动作的选择方式。`,
  before: '历史原样',
  after: '加权后',
  feature: '特征',
  action: '动作',
  missing: '缺失',
  outOfBalance: '不平衡',
  placeboTitle: '安慰剂检验',
  placeboLead: '任何策略都不可能影响决策之前的事。若显示出影响，说明模型缺少某个原因。',
  noPlacebo: '此处无法进行：需要有多次决策的客户，或专门留出作安慰剂的特征。',
  placebo: '安慰剂',
  ofTheOneBefore: label => `上一次决策的${label}`,
  passed: '无影响',
  failed: '有影响',
  balanceNote: (off, all, limit) =>
    `按模型倾向概率加权之后，${all} 个特征中仍有 ${off} 个在某一动作上不平衡（超过 ± ${limit}）。`,
  placeboNote: names => `安慰剂检验未通过（${names}）：模型倾向概率缺少某个既左右触达、又与结果相关的因素。`,
}

export const propensityWords = (lang: Lang): Words => (lang === 'zh' ? zh : en)
