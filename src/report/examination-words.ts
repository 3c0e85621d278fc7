// Words for what is fetched apart from the sums and for what history does not know, in both languages.

import { HEAVY_TAIL } from '../estimate/rows/examination.ts'
import type { Lang } from '../strategy/text.ts'

const en = {
  boundsTitle: 'Between which values it lies, whatever happened where history is silent',
  boundsLead: (share: string) =>
    `${share} of what the strategy would do has no example in its segment. Each such decision may have ended at the ` +
    'best or the worst ever seen; sampling error comes on top.',
  valueBetween: 'value (DR)',
  differenceBetween: 'difference (DR)',
  between: (low: string, high: string) => `${low} … ${high}`,
  supportTitle: 'What history knows: logged decisions by segment and action',
  stratum: 'stratum',
  supportLead: 'In brackets, decisions the rules would give to the action. 0 with a bracket is a leap into the dark.',
  silent: (decisions: string, action: string, segment: string) =>
    `never logged, yet proposed for ${decisions} decisions: ${action} in ${segment}`,
  ridgeTitle: 'The same decisions under another outcome model',
  ridgeLead:
    'DR by means of segments and actions, and by ridge regressions per action on every feature. Both are right when ' +
    'propensities are; a large gap says that weights are heavy or propensities wrong.',
  cells: 'DR, cell means',
  ridge: 'DR, ridge',
  sweepTitle: (lambdas: string) => `How values move when weights above λ are clipped (λ = ${lambdas})`,
  sweepLead:
    'Clipping trades variance for a bias that no interval shows. Values that move much from one λ to the next rest ' +
    'on few heavy weights.',
  lambda: 'λ',
  clipped: 'weight clipped',
  unclipped: 'none',
  clippedIps: 'clipped IPS',
  clippedDr: 'clipped DR',
  switchDr: 'Switch-DR',
  dros: 'DRos',
  checksTitle: 'Checks on the intervals',
  checksLead: (replicates: string | null, maxWeight: string | null) =>
    [
      ...(replicates === null
        ? []
        : [
            `Bootstrap: customers resampled ${replicates} times, percentiles; too narrow where events are few, as normal ` +
              'intervals are.',
          ]),
      ...(maxWeight === null
        ? []
        : [
            `Guarantee: an interval of the IPS value that holds for any distribution if no weight can exceed ${maxWeight}; ` +
              'rates only.',
          ]),
    ].join(' '),
  bootstrapOf: 'bootstrap',
  guarantee: 'guarantee (IPS value)',
  paretoK: ['Pareto-k', `how heavy the tail of the weights is; ${HEAVY_TAIL} and above is unreliable`],
  tied: 'tied weights',
  heavy: (k: string) => `${k}, heavy-tailed`,
  quantiles: ['weights at 50 / 95 / 99 / 99.9 %', 'exact quantiles over the decisions'],
  sndr: 'SNDR',
} as const

export type ExaminationWords = {
  readonly [K in keyof typeof en]: (typeof en)[K] extends string
    ? string
    : (typeof en)[K] extends readonly string[]
      ? readonly [string, string]
      : (typeof en)[K]
}

const zh: ExaminationWords = {
  boundsTitle: '无论历史空白处结果如何，数值必在何处',
  boundsLead: share =>
    `策略有 ${share} 的决策在其分群中没有先例。每次此类决策的结果都可能是历史所见的最好或最坏值；抽样误差另计。`,
  valueBetween: '数值（DR）',
  differenceBetween: '差值（DR）',
  between: (low, high) => `${low} … ${high}`,
  supportTitle: '历史知道什么：各分群、各动作的已记录决策',
  stratum: '分层',
  supportLead: '括号内为规则将给予该动作的决策数。带括号的 0 表示毫无先例。',
  silent: (decisions, action, segment) => `从未记录、却将用于 ${decisions} 次决策：${segment}的${action}`,
  ridgeTitle: '同一批决策，换一种结果模型',
  ridgeLead:
    'DR 分别用分群与动作的均值、以及按动作对全部特征的岭回归来预测。倾向概率正确时二者都成立；相差很大说明权重过大或倾向概率有误。',
  cells: 'DR（单元格均值）',
  ridge: 'DR（岭回归）',
  sweepTitle: lambdas => `截断大于 λ 的权重时数值如何变化（λ = ${lambdas}）`,
  sweepLead: '截断以偏差换取方差，任何区间都不显示这种偏差。数值随 λ 变化很大，说明结果依赖少数大权重。',
  lambda: 'λ',
  clipped: '截去权重',
  unclipped: '不截断',
  clippedIps: '截断 IPS',
  clippedDr: '截断 DR',
  switchDr: 'Switch-DR',
  dros: 'DRos',
  checksTitle: '对区间的核对',
  checksLead: (replicates, maxWeight) =>
    [
      ...(replicates === null ? [] : [`自助法：按客户重抽样 ${replicates} 次取分位数；事件少时与正态区间一样偏窄。`]),
      ...(maxWeight === null
        ? []
        : [`保证区间：只要权重不超过 ${maxWeight}，无论分布如何，IPS 数值的区间都成立；仅用于比率。`]),
    ].join(''),
  bootstrapOf: '自助法',
  guarantee: '保证区间（IPS 数值）',
  paretoK: ['Pareto-k', `权重尾部的厚度；达到 ${HEAVY_TAIL} 即不可靠`],
  tied: '权重并列',
  heavy: k => `${k}，厚尾`,
  quantiles: ['权重的 50 / 95 / 99 / 99.9 % 分位数', '全部决策的精确分位数'],
  sndr: 'SNDR',
}

const all = { en: en as ExaminationWords, zh } as const

export const examinationWords = (lang: Lang): ExaminationWords => all[lang]
