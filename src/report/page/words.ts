// Headings and sentences of the HTML report, beside `phrases` which it shares with the terminal.

import { CONCENTRATION_LIMIT, MEAN_WEIGHT_Z } from '../../estimate/refusals.ts'
import type { Lang } from '../../strategy/text.ts'
import { percent } from '../figures.ts'

type NameAndMeaning = readonly [string, string]

const mostWeight = percent(CONCENTRATION_LIMIT)

const en = {
  kicker: 'Strategy back-check',
  standard: '§5.3.3.5, Standard for Remote-Bank Customer Service and Operation (2019)',
  onHistoryOf: (dataset: string) => `history: ${dataset}`,
  onOutcomes: (labels: string) => ` on ${labels}.`,
  propensity: { logged: 'logged', design: 'by design', modelled: 'modelled' },
  severalTitle: (n: number) => `${n} strategies compared`,
  comparedWith: 'compared with',
  answer: 'In short',
  on: {
    better: 'Better',
    worse: 'Worse',
    unclear: 'Unclear',
    'within limit': 'Within its limit',
    'no verdict': 'No verdict',
  },
  facts: {
    decisions: 'decisions',
    customers: 'customers',
    actions: 'actions',
    period: 'period',
    propensities: 'propensities',
    data: 'data hash',
  },
  results: 'Results',
  resultsLead: (level: string) =>
    `Values per decision. The difference is paired on the same decisions; its ${level} interval allows for several ` +
    'decisions by one customer.',
  side: 'Strategies side by side',
  sideLead:
    'Differences from the champion, doubly robust. A hollow dot is marked * or † in the tables; an arrow marks ' +
    'an interval that goes on beyond the axis.',
  inWords: 'The strategy in words',
  bySegment: 'By segment',
  bySegmentLead: (outcome: string) =>
    `Difference in ${outcome}, with its interval. Hollow dots are marked * or † in the tables; an arrow marks an ` +
    'interval that goes on beyond the axis.',
  byMonth: 'Month by month',
  byMonthLead:
    'The value of each policy by month of decision (vertical comparison). Hollow dots are marked * or † in the tables.',
  bands: ' Bands are intervals of each value, not of the difference.',
  actionsTitle: 'Share of every action',
  funnelTitle: 'Decisions settled by each rule',
  funnelLead: 'Rules are tried from top to bottom. Exploration is not counted here.',
  speak: 'How well this history can speak',
  weightsTitle: 'Weights of the logged decisions',
  weightsLead:
    'How much more (or less) likely the strategy would have taken the logged action. Few heavy weights mean that ' +
    'few customers carry the result.',
  cannot: 'What this history cannot say',
  cannotLead:
    'Figures marked * stand in the tables, but support no verdict for the reasons below; those marked † ' +
    'have too few events to be better or worse, and only a limit can be judged.',
  likewise: 'likewise',
  nothingRefused: 'Nothing was refused.',
  remarks: 'To be read with every figure',
  provenance: 'Seeds and hashes',
  provenanceLead: 'The same data, versions, settings and seed give the same document, byte for byte.',
  terms: 'Terms',
  allOutcomes: 'every outcome',
  cellTableNote:
    '▲ better  ▼ worse, after correction for the number of cells  ·  * refused  ·  † few events: ' +
    'neither better nor worse, only a limit is judged  ·  ‡ DR outside 0–100 %: see SNIPS',
  outsideNote: '  ‡ DR outside 0–100 %: see SNIPS',
  settings: {
    schema: 'document',
    dataHash: 'data',
    definition: 'definition of the evaluation',
    seed: 'seed',
    level: 'level of intervals',
    folds: 'folds of cross-fitting',
    supportLimit: 'limit of unsupported share',
    essFloor: 'floor of effective sample',
    propensityFloor: 'floor of modelled propensities',
    observed: 'outcomes observed until',
    quarantined: 'rows quarantined',
    run: 'run',
    createdAt: 'made at',
    version: 'version of',
    from: 'first decision',
    to: 'last decision',
  },
  diagnostics: {
    match: ['match', 'share of decisions in which the log did what the rules say'],
    effective: (floor: string): NameAndMeaning => [
      'effective sample',
      `as many customers with equal weights would say as much; at least ${floor} are needed`,
    ],
    meanWeight: ['mean weight', 'near 1 when propensities are right'],
    meanWeightZ: ['its distance from 1', `in standard errors; beyond ${MEAN_WEIGHT_Z} the propensities are faulty`],
    maxWeight: ['largest weight', 'of one decision'],
    maxCustomer: ['largest customer', `share of the total weight one customer has; at most ${mostWeight}`],
    unsupported: (limit: string): NameAndMeaning => [
      'unsupported',
      `probability on actions never taken in the same segment; at most ${limit}`,
    ],
  },
}

export type PageWords = typeof en

const zh: PageWords = {
  kicker: '策略回检',
  standard: '《远程银行客户服务与经营规范》（2019）5.3.3.5',
  onHistoryOf: dataset => `历史数据：${dataset}`,
  onOutcomes: labels => `：${labels}。`,
  propensity: { logged: '已记录', design: '试验设计', modelled: '模型估计' },
  severalTitle: n => `${n} 个策略的比较`,
  comparedWith: '对照',
  answer: '结论摘要',
  on: { better: '更好', worse: '更差', unclear: '不明确', 'within limit': '限额以内', 'no verdict': '不下结论' },
  facts: {
    decisions: '决策数',
    customers: '客户数',
    actions: '动作数',
    period: '期间',
    propensities: '倾向概率',
    data: '数据哈希',
  },
  results: '估计结果',
  resultsLead: level =>
    `数值为每次决策的平均。差值在同一批决策上配对计算；${level} 区间已考虑同一客户的多次决策彼此相关。`,
  side: '横向比较',
  sideLead: '各策略与对照的差值（双重稳健估计）。空心点在表中带 * 或 †；箭头表示区间超出坐标轴。',
  inWords: '策略说明',
  bySegment: '分群结果',
  bySegmentLead: outcome => `${outcome}的差值及其区间。空心点在表中带 * 或 †；箭头表示区间超出坐标轴。`,
  byMonth: '纵向比较：逐月',
  byMonthLead: '各方案按决策月份统计的数值。空心点在表中带 * 或 †。',
  bands: '色带为各自数值的区间，不是差值的区间。',
  actionsTitle: '各动作占比',
  funnelTitle: '每条规则命中的决策',
  funnelLead: '规则自上而下依次判断；未计入随机探索。',
  speak: '这段历史有多大说服力',
  weightsTitle: '历史决策的权重',
  weightsLead: '策略采取历史动作的可能性相当于当时的多少倍。少数权重很大，说明结果由少数客户决定。',
  cannot: '这段历史说明不了什么',
  cannotLead: '表中带 * 的数字仍然列出，但由于下列原因不支持任何结论；带 † 的数字事件过少，不判断好坏，只判断限额。',
  likewise: '同样适用于',
  nothingRefused: '没有不下结论的数字。',
  remarks: '阅读每个数字时须知',
  provenance: '种子与哈希',
  provenanceLead: '相同的数据、版本、设置和种子，得到逐字节相同的结果文档。',
  terms: '名词解释',
  allOutcomes: '全部指标',
  cellTableNote:
    '▲ 更好  ▼ 更差（已按单元格个数校正）  ·  * 不下结论  ·  † 事件过少，只判断限额  ·  ‡ DR 超出 0–100 %，请看 SNIPS',
  outsideNote: '  ‡ DR 超出 0–100 %，请看 SNIPS',
  settings: {
    schema: '文档格式',
    dataHash: '数据',
    definition: '评估定义',
    seed: '随机种子',
    level: '区间置信水平',
    folds: '交叉拟合折数',
    supportLimit: '缺乏历史支持占比上限',
    essFloor: '有效样本量下限',
    propensityFloor: '模型倾向概率下限',
    observed: '结果观察截止',
    quarantined: '隔离行数',
    run: '运行编号',
    createdAt: '生成时间',
    version: '版本',
    from: '首次决策',
    to: '末次决策',
  },
  diagnostics: {
    match: ['吻合率', '历史动作与规则动作一致的决策占比'],
    effective: floor => ['有效样本量', `相当于多少位权重相等的客户；至少需要 ${floor}`],
    meanWeight: ['平均权重', '倾向概率无误时接近 1'],
    meanWeightZ: ['与 1 的距离', `以标准误为单位；超过 ${MEAN_WEIGHT_Z} 说明倾向概率有误`],
    maxWeight: ['最大权重', '单次决策的权重'],
    maxCustomer: ['最大客户占比', `单个客户占总权重的比例；至多 ${mostWeight}`],
    unsupported: limit => ['缺乏历史支持', `策略落在同一分群从未采取过的动作上的概率；至多 ${limit}`],
  },
}

const all = { en, zh } as const

export const pageWords = (lang: Lang): PageWords => all[lang]
