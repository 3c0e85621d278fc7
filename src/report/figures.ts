// How a number is printed: per cent, per 10,000, yuan or points; a real minus sign; never −0.

import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'

export type OutcomeFacts = Evaluation['outcomes'][number]

/**
 * Prints the figures of one outcome, all with the same number of decimals so that a column can be compared at a glance.
 */
export interface Figures {
  /** What stands in the unit column: `rate`, `per 10,000`, `CNY`, `1–5`. */
  readonly unit: string
  /** Unit of a difference: `pp` for rates in per cent, else the unit. */
  readonly differenceUnit: string
  /** ` per 10,000` after a figure in running text; empty where the figure says it itself. */
  readonly perUnit: string
  /** Multiplies a value before it is shown: 100 for per cent. */
  readonly factor: number
  readonly decimals: number
  /** `1.84 %`, `11.2`, `3.10` */
  readonly value: (value: number) => string
  /** `+0.77 pp`, `−1.4`, `0.00` */
  readonly difference: (value: number) => string
  /** `+0.77`: a difference without its unit, where a heading says it. */
  readonly signed: (value: number) => string
  /** `[+0.52, +1.02]` of a difference. */
  readonly differenceInterval: (interval: readonly [number, number]) => string
  /** `[1.62, 2.07]` of a value. */
  readonly interval: (interval: readonly [number, number]) => string
}

const unitNames: Readonly<Record<string, string>> = {
  CNY: '元',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  HKD: '港元',
  seconds: '秒',
  minutes: '分钟',
  days: '天',
  points: '分',
  contacts: '次',
  items: '件',
}

/**
 * @param standardErrors errors of the figures that stand together, in the outcome's own scale; they decide the decimals
 */
export function figuresOf(outcome: OutcomeFacts, standardErrors: readonly number[], lang: Lang): Figures {
  const factor = outcome.measure === 'rate' ? outcome.per : 1
  const percent = outcome.measure === 'rate' && outcome.per === 100
  const decimals = decimalsFor(
    standardErrors.map(se => se * factor),
    percent ? 2 : 1,
  )
  const unit = outcome.measure === 'rate' ? rateUnit(outcome.per, lang) : unitName(outcome.unit, lang)
  const plain = (x: number) => fixed(x * factor, decimals)
  const signed = (x: number) => fixed(x * factor, decimals, 'exceptZero')
  return {
    unit,
    differenceUnit: percent ? (lang === 'en' ? 'pp' : '百分点') : unit,
    perUnit: percent || unit === '' ? '' : ` ${unit}`,
    factor,
    decimals,
    value: x => (percent ? `${plain(x)} %` : plain(x)),
    difference: x => (percent ? `${signed(x)} ${lang === 'en' ? 'pp' : '百分点'}` : signed(x)),
    signed,
    interval: ([low, high]) => `[${plain(low)}, ${plain(high)}]`,
    differenceInterval: ([low, high]) => `[${signed(low)}, ${signed(high)}]`,
  }
}

/** A unit from a dataset definition, in the reader's language where it is a common one. */
export function unitName(unit: string | null, lang: Lang): string {
  return unit === null ? '' : lang === 'zh' ? (unitNames[unit] ?? unit) : unit
}

function rateUnit(per: number, lang: Lang): string {
  if (per === 100) return lang === 'en' ? 'rate' : '比率'
  return lang === 'en' ? `per ${integer(per)}` : per === 10_000 ? '每万次' : `每 ${integer(per)} 次`
}

/**
 * Decimals that show what the data can tell and no more: two significant digits of the error when its leading digits
 * are 10–35, else one. Particle Data Group, Review of Particle Physics, introduction 5.3 (rounding).
 * Several errors: their median, so that one poor cell does not take the digits from the others.
 */
export function decimalsFor(standardErrors: readonly number[], whenUnknown: number): number {
  const known = standardErrors.filter(se => se > 0 && Number.isFinite(se)).sort((a, b) => a - b)
  const median = known[known.length >> 1]
  if (median === undefined) return whenUnknown
  const exponent = Math.floor(Math.log10(median))
  const leading = Math.floor((median / 10 ** exponent) * 100)
  const decimals = leading < 355 ? 1 - exponent : -exponent
  return Math.min(Math.max(decimals, 0), 6)
}

/** A number with fixed decimals and thousands separated; the sign is U+2212, and a rounded zero has none. */
export function fixed(value: number, decimals: number, sign: 'negative' | 'exceptZero' = 'negative'): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: sign }
  return new Intl.NumberFormat('en', digits).format(value).replace('-', '−')
}

export const integer = (value: number): string => fixed(value, 0)

/** A share as per cent, with enough digits that a small one is not printed as none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0005) return '< 0.1 %'
  return `${fixed(share * 100, share < 0.0995 && (share * 100) % 1 !== 0 ? 1 : 0)} %`
}
