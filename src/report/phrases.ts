// The words of every report, in the two languages. A phrase exists in both or it does not compile.

import type { Refusal } from '../estimate/refusal.ts'
import type { Verdict } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'

const counted = (n: string, what: string): string => `${n} ${what}${n === '1' ? '' : 's'}`

const en = {
  asLogged: 'as logged',
  decisions: (n: string) => counted(n, 'decision'),
  customers: (n: string) => counted(n, 'customer'),
  actions: (n: string) => counted(n, 'action'),
  propensities: { logged: 'propensities logged', design: 'propensities by design', modelled: 'propensities modelled' },
  data: 'data',
  definition: 'definition',
  quarantined: (n: string) => `${counted(n, 'row')} quarantined`,
  decisionsHeading: 'decisions',
  outcome: 'outcome',
  difference: 'difference',
  interval: (level: string) => `${level} interval`,
  verdictHeading: 'verdict',
  evidence: 'evidence',
  match: 'match',
  effectiveSample: 'effective sample',
  largestWeight: 'largest weight',
  unsupported: 'unsupported',
  meanWeight: 'mean weight',
  comparedWith: (champion: string) => `compared with ${champion}`,
  horizontal: (champion: string) => `side by side: difference from ${champion} (DR)`,
  signs: '▲ better  ▼ worse  * refused, no verdict  † few events: neither better nor worse, only a limit is judged',
  figuresOf: (n: number, all: number) => ` (${n} of ${counted(`${all}`, 'figure')})`,
  fewEventsNote: '† few events: neither better nor worse can be said; only a limit can be judged.',
  outside: (label: string, value: string) =>
    `${label}: DR gives ${value}, outside 0–100 %; no rate can be that. It is printed as computed: see SNIPS.`,
  bySegment: 'by segment',
  byMonth: 'by month',
  strategy: 'strategy',
  segment: 'segment',
  month: 'month',
  none: '—',
  noEvent: (label: string, limit: string) =>
    `${label}: no event in the history this strategy can use; at most ${limit} (one-sided 95 %)`,
  atMost: (limit: string) => `No event; at most ${limit} (one-sided 95 %).`,
  notes: 'notes',
  refused:
    'reasons, by number; * supports no verdict; † few events: neither better nor worse, only a limit can be judged',
  modelledNote:
    'Propensities are modelled from the log, not logged: anything that steered contact and is not in the data ' +
    'biases every figure here.',
  trimmed: (n: string, floor: string) =>
    `${counted(n, 'decision')} had a modelled propensity below ${floor}; it was raised to that.`,
  designNote: 'Propensities are the shares of the randomised test that made this history.',
  rowIsCustomer:
    'The history has no customer column: each row is taken as a customer, so intervals are too narrow if customers ' +
    'recur.',
  carryOver:
    'Values are per decision, at the customer states the history produced. Carry-over into later states (fatigue ' +
    'from a strategy’s own contacts) is not included.',
  ratioNote: (labels: string) => `Among responders only: ${labels}. Who responds may differ between strategies.`,
  unmatured: (label: string, n: string, days: string) =>
    `${label}: ${counted(n, 'decision')} younger than ${counted(days, 'day')} left out; the outcome is not known yet.`,
  cellsNote: 'Verdicts on segments and months are corrected for their number (Holm).',
  everyone: 'all decisions',
  noRule: 'no rule: held',
  shareOfDecisions: 'per cent of decisions',
  weightUpTo: 'weight up to',
  modelled: 'modelled',
  listSeparator: ', ',
  colon: ': ',
}

export type Phrases = typeof en

const zh: Phrases = {
  asLogged: '实际执行',
  decisions: n => `${n} 次决策`,
  customers: n => `${n} 位客户`,
  actions: n => `${n} 种动作`,
  propensities: { logged: '倾向概率已记录', design: '倾向概率来自试验设计', modelled: '倾向概率为模型估计' },
  data: '数据',
  definition: '定义',
  quarantined: n => `${n} 行已隔离`,
  decisionsHeading: '决策数',
  outcome: '指标',
  difference: '差值',
  interval: level => `${level} 区间`,
  verdictHeading: '结论',
  evidence: '证据',
  match: '吻合率',
  effectiveSample: '有效样本量',
  largestWeight: '最大权重',
  unsupported: '缺乏历史支持',
  meanWeight: '平均权重',
  comparedWith: champion => `对照：${champion}`,
  horizontal: champion => `横向比较：与“${champion}”的差值（DR）`,
  signs: '▲ 更好  ▼ 更差  * 不下结论  † 事件过少：不判断好坏，只判断限额',
  figuresOf: (n, all) => `（${all} 个数字中的 ${n} 个）`,
  fewEventsNote: '† 事件过少：不能判断更好或更差，只能判断是否在限额以内。',
  outside: (label, value) => `${label}：DR 估计为 ${value}，超出 0–100 %，比率不可能如此；照原样列出，请看 SNIPS。`,
  bySegment: '分群',
  byMonth: '分月（纵向比较）',
  strategy: '策略',
  segment: '分群',
  month: '月份',
  none: '—',
  noEvent: (label, limit) => `${label}：该策略可用的历史中没有事件；至多 ${limit}（单侧 95 %）`,
  atMost: limit => `无事件；至多 ${limit}（单侧 95 %）。`,
  notes: '说明',
  refused: '编号对应的原因；* 不下结论；† 事件过少，不判断好坏，只判断限额',
  modelledNote:
    '倾向概率由历史数据模型估计，并非当时记录：凡是影响过触达、却不在数据里的因素，都会使这里的每个数字产生偏差。',
  trimmed: (n, floor) => `${n} 次决策的模型倾向概率低于 ${floor}，已提高到该值。`,
  designNote: '倾向概率即产生这段历史的随机试验的分组比例。',
  rowIsCustomer: '历史数据没有客户列：每一行当作一位客户；若客户重复出现，区间会偏窄。',
  carryOver:
    '数值为每次决策的平均，按历史实际形成的客户状态计算；不含对后续状态的延续影响（如策略自身触达造成的疲劳）。',
  ratioNote: labels => `仅统计有回应者：${labels}。不同策略下，回应的人可能不同。`,
  unmatured: (label, n, days) => `${label}：${n} 次决策距今不足 ${days} 天，结果未到期，未计入。`,
  cellsNote: '分群和分月的结论已按个数作 Holm 校正。',
  everyone: '全部决策',
  noRule: '无规则命中：不触达',
  shareOfDecisions: '占决策的百分比',
  weightUpTo: '权重不超过',
  modelled: '模型估计',
  listSeparator: '、',
  colon: '：',
}

const all = { en, zh } as const

export const phrases = (lang: Lang): Phrases => all[lang]

const verdicts: Readonly<Record<Verdict, Readonly<Record<Lang, string>>>> = {
  better: { en: 'better', zh: '更好' },
  worse: { en: 'worse', zh: '更差' },
  unclear: { en: 'unclear', zh: '不明确' },
  'within limit': { en: 'within limit', zh: '限额以内' },
  'no verdict': { en: 'no verdict', zh: '不下结论' },
}

export const verdictWord = (verdict: Verdict, lang: Lang): string => verdicts[verdict][lang]

const refusals: Readonly<Record<Refusal['code'], Readonly<Record<Lang, string>>>> = {
  support: { en: 'no support', zh: '缺乏历史支持' },
  'effective-sample': { en: 'small effective sample', zh: '有效样本不足' },
  'few-events': { en: 'few events', zh: '事件过少' },
  'few-amounts': { en: 'few amounts', zh: '非零数值过少' },
  concentration: { en: 'concentrated weight', zh: '权重过于集中' },
  'mean-weight': { en: 'propensity fault', zh: '倾向概率有误' },
  maturity: { en: 'not yet mature', zh: '结果未到期' },
  skewness: { en: 'too skewed', zh: '分布过偏' },
  denominator: { en: 'few responders', zh: '回应者过少' },
  'not-computable': { en: 'not computable', zh: '无法计算' },
  'outside-range': { en: 'outside 0–100 %', zh: '超出 0–100 %' },
  'thin-support': { en: 'thin support', zh: '历史支持过薄' },
  'heavy-tail': { en: 'heavy-tailed weights', zh: '权重厚尾' },
  'not-uniform': { en: 'log not uniform', zh: '日志非均匀随机' },
  stochastic: { en: 'stochastic policy', zh: '策略非确定性' },
}

export const refusalWord = (code: Refusal['code'], lang: Lang): string => refusals[code][lang]
