// The words of a selection, in the two languages. A phrase exists in both or it does not compile.

import type { GateStatus } from '../evaluate/selection/selection.ts'
import type { Lang } from '../strategy/text.ts'

const en = {
  title: (variants: string, champion: string, outcome: string, direction: 'higher' | 'lower') =>
    `${variants} variants against ${champion}, by ${outcome} (${direction} is better)`,
  rank: '',
  variant: 'variant',
  lift: 'difference',
  adjusted: 'p, best of all',
  earlier: 'earlier',
  more: (n: string) => `… and ${n} more`,
  chosen: 'chosen',
  naive: 'naive',
  deflated: 'deflated',
  z: (z: string) => `z ${z}`,
  notDeflated: 'not computable: several were tried, and only one is compared here',
  trials: (trials: string, most: string, deviation: string) =>
    `${trials} tried on this question so far; the best of as many worthless ones is expected at z = ${most} × ` +
    deviation,
  unreadable: (n: string) => `${n} of them cannot be read with today's data set definition and are counted only`,
  spa: 'SPA',
  spaLine: (p: string, low: string, high: string, blocks: string, replicates: string) =>
    `p ${p} (between ${low} and ${high}) that the best is this good by chance; ${blocks} blocks of customers ` +
    `resampled ${replicates} times`,
  own: (p: string) => `the chosen one is not the best tried; its own p ${p}`,
  walkForward: 'walk-forward',
  step: (chosenOn: string, measuredOn: string, version: string) =>
    `chosen on ${chosenOn} (${version}), measured on ${measuredOn}`,
  promised: 'promised',
  kept: 'kept',
  together: 'together',
  lost: (share: string) => `${share} of the promise lost`,
  gained: 'more than promised',
  noSteps: 'not computable: history has too few months with known outcomes',
  pbo: 'overfitting',
  pboLine: (pbo: string, loss: string, months: string, p: string) =>
    `PBO ${pbo} · worse than the champion out of sample ${loss} · SPA over ${months} months p ${p}`,
  noPeriods: 'by month: not computed below 48 months with known outcomes',
  others: 'also changes',
  gate: 'gate',
  marked: '* this figure supports no verdict; `huijian backtest` of the variant says why',
  none: '—',
  noneDiffers: 'no variant decides otherwise than the champion',
}
type Words = typeof en

const zh: Words = {
  title: (variants, champion, outcome, direction) =>
    `${variants} 个变体对照${champion}，按${outcome}排序（越${direction === 'higher' ? '高' : '低'}越好）`,
  rank: '',
  variant: '变体',
  lift: '差值',
  adjusted: 'p（多选一校正）',
  earlier: '此前试过',
  more: n => `…另有 ${n} 个`,
  chosen: '选中',
  naive: '未校正',
  deflated: '折减后',
  z: z => `z ${z}`,
  notDeflated: '无法计算：试过多个变体，但此处只比较一个',
  trials: (trials, most, deviation) =>
    `该问题至今共试过 ${trials} 个版本；同样多个毫无作用的变体中，最好的一个预计达到 z = ${most} × ${deviation}`,
  unreadable: n => `其中 ${n} 个无法按现行数据集定义读取，只计数`,
  spa: 'SPA 检验',
  spaLine: (p, low, high, blocks, replicates) =>
    `最优变体仅凭偶然达到此水平的概率 p ${p}（介于 ${low} 与 ${high}）；按客户分 ${blocks} 块重抽样 ${replicates} 次`,
  own: p => `选中的并非试过的最优者，其自身 p ${p}`,
  walkForward: '滚动验证',
  step: (chosenOn, measuredOn, version) => `按 ${chosenOn} 选出（${version}），在 ${measuredOn} 检验`,
  promised: '选时',
  kept: '之后',
  together: '合计',
  lost: share => `选时优势损失 ${share}`,
  gained: '之后优于选时',
  noSteps: '无法计算：结果已知的月份太少',
  pbo: '过拟合',
  pboLine: (pbo, loss, months, p) => `PBO ${pbo} · 样本外不如对照策略 ${loss} · 按 ${months} 个月重抽样的 SPA p ${p}`,
  noPeriods: '按月诊断：结果已知的月份少于 48 个，不计算',
  others: '其他指标',
  gate: '准入',
  marked: '* 该数字不支持任何结论，原因见对该变体运行 `huijian backtest` 的结果',
  none: '—',
  noneDiffers: '没有任何变体与对照策略的决策不同',
}

const words: Readonly<Record<Lang, Words>> = { en, zh }
export const selectionWords = (lang: Lang): Words => words[lang]

const statuses: Readonly<Record<GateStatus, Readonly<Record<Lang, string>>>> = {
  passed: { en: 'passed: the choice may be taken forward to a pilot', zh: '通过：可进入试点' },
  'not passed': { en: 'not passed', zh: '未通过' },
  'no verdict': { en: 'no verdict', zh: '不下结论' },
}
export const gateWord = (status: GateStatus, lang: Lang): string => statuses[status][lang]
