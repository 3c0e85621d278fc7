// What `huijian leakage` says, in the two languages.

import { LEAST_EXPOSED } from '../history/leakage/report.ts'
import type { Lang } from '../strategy/text.ts'

const en = {
  title: (dataset: string, decisions: string, data: string) =>
    `leakage test of ${dataset}: ${decisions} decisions · data ${data}`,
  offered: (names: string) => `offered as features for this test: ${names}`,
  cutTitle: 'Cut off in time: features computed again as if later data did not exist yet',
  cutNothing: 'No feature is computed from other rows or events, so there is nothing to cut.',
  cutNoTime: 'The history has no times, so nothing can be cut.',
  cutDone: (cuts: string, exposed: string) =>
    `${cuts} cuts; in ${exposed} pairs of decision and cut the customer had data that was cut off.`,
  cutFew: (exposed: string) =>
    `Only ${exposed} pairs of decision and cut had data that was cut off; ${LEAST_EXPOSED} are needed. This is ` +
    'no pass: test on a history in which customers go on after their decisions.',
  cutColumns: ['feature', 'compared', 'changed', ''] as readonly string[],
  changed: (example: string) => `leaks; see decision ${example}`,
  same: 'no value changed',
  ownRow: (names: string) =>
    'Not testable this way, because they are read from the decision’s own row and the file holds them as they were ' +
    `when it was exported: ${names}. When each is known is for the bank to say; ranking gives a hint.`,
  rankTitle: (outcome: string, decisions: string, events: string) =>
    `Ranking power for ${outcome}: ${decisions} decisions, ${events} with the event`,
  median: 'above its median counts as the event',
  rankFew:
    'Too few events, or too few decisions without one, to tell a drop from noise. This is no pass: use a ' +
    'longer history, or another outcome (--outcome).',
  rankAll: (auc: string) => `All features together: AUC ${auc} (logit, scored without the customers it was fitted on).`,
  rankColumns: ['feature', 'alone', 'without it', 'drop', ''] as readonly string[],
  sharp: (limit: string) => `sharp: above ${limit}`,
  twins: (names: string) => `left out together with ${names}, which says the same`,
  splitTitle: 'Judged by time',
  split: (ordered: string, interleaved: string, from: string) =>
    `Fitted on decisions before ${from} and judged on later ones: AUC ${ordered}. Judged on decisions in between ` +
    `those it was fitted on: AUC ${interleaved}.`,
  flatters: (by: string) => `A split that ignores time overstates ranking power by ${by} here. Judge models by time.`,
  holds: 'The two agree; ranking power holds over time.',
  splitNone: 'Not to be had: it needs times, and enough events in the earlier and the later decisions.',
  passed: 'No feature was found to leak.',
  leaks: (name: string) => `${name} leaks`,
  byTruncation: 'its value changes when data after the decision is cut off',
  byRanking: (from: string, to: string) => `without it ranking power falls from ${from} to ${to}`,
  byTogether: (from: string, to: string) =>
    `without the offered columns together ranking power falls from ${from} to ${to}`,
  declared: (reason: string) => `The definition says so too, under leaks: ${reason}.`,
  findOut:
    'Such a feature is nearly always the outcome in disguise: find out when it is known, and declare it under ' +
    'leaks if that is after the decision.',
  list: ', ',
  colon: ': ',
  semicolon: '; ',
  stop: '. ',
}

type Words = typeof en

const zh: Words = {
  title: (dataset, decisions, data) => `${dataset} 的泄漏检验：${decisions} 次决策 · 数据 ${data}`,
  offered: names => `本次检验中作为特征提供：${names}`,
  cutTitle: '按时间截断：假设之后的数据尚不存在，重新计算特征',
  cutNothing: '没有任何特征由其他行或事件计算得出，无可截断。',
  cutNoTime: '历史数据没有时间，无法截断。',
  cutDone: (cuts, exposed) => `截断 ${cuts} 次；其中 ${exposed} 个“决策 × 截断”组合里，该客户确有数据被截去。`,
  cutFew: exposed =>
    `只有 ${exposed} 个“决策 × 截断”组合里有数据被截去，至少需要 ${LEAST_EXPOSED} 个。` +
    '这不算通过：请用决策之后客户仍有数据的历史来检验。',
  cutColumns: ['特征', '比较次数', '变化次数', ''],
  changed: example => `泄漏；例如决策 ${example}`,
  same: '取值均未变化',
  ownRow: names =>
    `以下特征取自决策所在的行，文件中保存的是导出时的值，无法用截断检验：${names}。每一项何时可知须由银行说明；排序能力只能提示。`,
  rankTitle: (outcome, decisions, events) => `对“${outcome}”的排序能力：${decisions} 次决策，其中 ${events} 次发生`,
  median: '高于中位数视为发生',
  rankFew: '发生或未发生的决策太少，无法把下降与噪声分开。这不算通过：请使用更长的历史，或换一个指标（--outcome）。',
  rankAll: auc => `全部特征合在一起：AUC ${auc}（逻辑回归，评分时不含拟合所用的客户）。`,
  rankColumns: ['特征', '单独', '去掉后', '下降', ''],
  sharp: limit => `骤降：超过 ${limit}`,
  twins: names => `与内容相同的 ${names} 一并去掉`,
  splitTitle: '按时间评判',
  split: (ordered, interleaved, from) =>
    `用 ${from} 之前的决策拟合、之后的决策评判：AUC ${ordered}；用夹在拟合样本之间的决策评判：AUC ${interleaved}。`,
  flatters: by => `在这里，不按时间切分会把排序能力高估 ${by}。请按时间评判模型。`,
  holds: '两者一致，排序能力随时间保持。',
  splitNone: '无法进行：需要时间，且前后两段都要有足够的事件。',
  passed: '未发现泄漏的特征。',
  leaks: name => `${name} 泄漏`,
  byTruncation: '截去决策之后的数据，它的取值就会改变',
  byRanking: (from, to) => `去掉它，排序能力从 ${from} 降到 ${to}`,
  byTogether: (from, to) => `把所提供的列一并去掉，排序能力从 ${from} 降到 ${to}`,
  declared: reason => `定义已在 leaks 中声明：${reason}。`,
  findOut: '这样的特征几乎总是结果的化身：请查明它何时可知，若在决策之后，请写入 leaks。',
  list: '、',
  colon: '：',
  semicolon: '；',
  stop: '。',
}

export const leakageWords = (lang: Lang): Words => (lang === 'zh' ? zh : en)
