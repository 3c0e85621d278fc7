// Marks on figures that support no verdict, and the short reasons a table of segments or months gives below itself.

import type { Refusal } from '../estimate/refusal.ts'
import { EVENT_FLOOR } from '../estimate/refusals.ts'
import type { Evaluation, Result } from '../evaluate/evaluation.ts'
import type { Lang, Text } from '../strategy/text.ts'
import { percent } from './figures.ts'
import { phrases, refusalWord } from './phrases.ts'

type Code = Refusal['code']

/** `*` refused; `†` few events and nothing else: neither better nor worse, but a limit can still be judged. */
export function markOf({ refusals }: Pick<Result, 'refusals'>): '' | '*' | '†' {
  if (refusals.length === 0) return ''
  return refusals.every(r => r.code === 'few-events') ? '†' : '*'
}

/** Whether a rate is printed although no rate can have this value. */
export const isOutside = ({ notes }: Pick<Result, 'notes'>): boolean => notes.some(n => n.code === 'outside-range')

/** Each code once, though strategy and champion may both have it. */
const codesOf = (result: Result): Set<Code> =>
  new Set([...result.refusals.map(r => r.code), ...(isOutside(result) ? ['outside-range' as const] : [])])

export interface CellReasons {
  /** `(a)`, `(a)(b)` or nothing: stands behind a marked figure. */
  readonly of: (result: Result) => string
  /** `few events (5 of 24 figures): …` by letter. */
  readonly lines: readonly (readonly [mark: string, text: string])[]
}

/** Reasons of the figures one table shows, lettered in order of appearance and counted. */
export function cellReasons(shown: readonly Result[], evaluation: Evaluation, lang: Lang): CellReasons {
  const counts = new Map<Code, number>(),
    words = phrases(lang)
  for (const result of shown) for (const code of codesOf(result)) counts.set(code, (counts.get(code) ?? 0) + 1)
  const letters = new Map([...counts.keys()].map((code, i) => [code, `(${String.fromCharCode(97 + i)})`]))
  return {
    of: result => [...codesOf(result)].map(code => letters.get(code)).join(''),
    lines: [...counts].map(([code, n]) => [
      letters.get(code)!,
      `${refusalWord(code, lang)}${words.figuresOf(n, shown.length)}${words.colon}` + sentence(code, evaluation)[lang],
    ]),
  }
}

/** What a kind of reason means wherever it stands; the page and `--json` have every case with its own numbers. */
function sentence(code: Code, { settings }: Evaluation): Text {
  const sentences: Readonly<Record<Code, Text>> = {
    support: {
      en: `more than ${percent(settings.supportLimit)} of what the strategy would do was never tried there`,
      zh: `策略在此有超过 ${percent(settings.supportLimit)} 的动作从未有人尝试过`,
    },
    'effective-sample': {
      en: `after weighting, history is worth fewer than ${settings.essFloor} customers there`,
      zh: `加权之后，此处的历史不足 ${settings.essFloor} 位客户`,
    },
    'few-events': {
      en: `fewer than ${EVENT_FLOOR} effective events, so neither better nor worse can be said; a limit can be judged`,
      zh: `有效事件不足 ${EVENT_FLOOR} 个，不能判断更好或更差；仍可判断是否在限额以内`,
    },
    'few-amounts': {
      en: `fewer than ${EVENT_FLOOR} effective amounts other than 0`,
      zh: `有效非零数值不足 ${EVENT_FLOOR} 个`,
    },
    concentration: { en: 'one customer carries too much of the weight', zh: '单个客户占权重过多' },
    'mean-weight': {
      en: 'the propensities do not describe how the logged actions were chosen',
      zh: '倾向概率与当时选择动作的实际方式不符',
    },
    maturity: { en: 'the outcome is not known yet', zh: '结果尚未到期' },
    skewness: { en: 'a few large values decide the figure', zh: '少数很大的数值决定了结果' },
    denominator: { en: `fewer than ${EVENT_FLOOR} effective responders`, zh: `有效回应不足 ${EVENT_FLOOR} 个` },
    'not-computable': { en: 'history holds nothing to compute it from', zh: '历史中没有可供计算的数据' },
    'outside-range': {
      en: 'DR overshoots what a rate can be and is printed as computed: see SNIPS',
      zh: 'DR 估计越过比率的可能范围，照原样列出：请看 SNIPS',
    },
    'thin-support': {
      en: 'the log hardly shows an action the strategy relies on',
      zh: '策略所依靠的动作在日志中几乎没有',
    },
    'heavy-tail': {
      en: 'a weight larger than any seen could change the figure',
      zh: '再出现一个更大的权重就可能改变数字',
    },
    'not-uniform': { en: 'the log did not choose uniformly at random', zh: '日志并非均匀随机' },
    stochastic: { en: 'the policy draws its actions', zh: '策略按概率选择动作' },
  }
  return sentences[code]
}
