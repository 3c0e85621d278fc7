// How conditions are said, in the two languages of the product. Plain phrases, no knowledge of expressions.

import type { Comparison } from './expr.ts'
import type { Lang } from './text.ts'

export interface Speech {
  readonly number: Readonly<Record<Comparison, (x: string, y: string) => string>>
  readonly day: Readonly<Record<Comparison, (x: string, y: string) => string>>
  readonly between: (x: string, low: string, high: string) => string
  readonly oneOf: (x: string, levels: readonly string[]) => string
  /** Not one of the levels, the unknown included. */
  readonly notOneOf: (x: string, levels: readonly string[]) => string
  readonly yes: (x: string) => string
  /** No or unknown. */
  readonly notYes: (x: string) => string
  readonly no: (x: string) => string
  readonly unknown: (x: string) => string
  readonly known: (x: string) => string
  /** Says that the unknown is included, which `not` alone would leave open. */
  readonly not: (condition: string) => string
  readonly and: (conditions: readonly string[]) => string
  readonly or: (conditions: readonly string[]) => string
  readonly always: string
  readonly never: string
  readonly bracket: (text: string) => string
  readonly plus: (a: string, b: string) => string
  readonly minus: (a: string, b: string) => string
  readonly times: (a: string, b: string) => string
  readonly daysBetween: (from: string, to: string) => string
  readonly daysAfter: (day: string, days: string) => string
  readonly daysBefore: (day: string, days: string) => string
  readonly date: (iso: string) => string
  readonly parameter: (value: string, name: string) => string
  readonly quantity: (value: number, unit: string | null) => string
  readonly quote: (text: string) => string
}

export const speeches: Readonly<Record<Lang, Speech>> = {
  en: {
    number: {
      '<': (x, y) => `${x} is under ${y}`,
      '<=': (x, y) => `${x} is at most ${y}`,
      '=': (x, y) => `${x} is exactly ${y}`,
      '>=': (x, y) => `${x} is at least ${y}`,
      '>': (x, y) => `${x} is over ${y}`,
    },
    day: {
      '<': (x, y) => `${x} is before ${y}`,
      '<=': (x, y) => `${x} is on or before ${y}`,
      '=': (x, y) => `${x} is ${y}`,
      '>=': (x, y) => `${x} is on or after ${y}`,
      '>': (x, y) => `${x} is after ${y}`,
    },
    between: (x, low, high) => `${x} is from ${low} to ${high} (both included)`,
    oneOf: (x, levels) =>
      levels.length === 0
        ? `${x} is one of no values (which never holds)`
        : `${x} is ${listed(levels.map(quoted), ', ', ' or ')}`,
    notOneOf: (x, levels) => `${x} is unknown or not ${listed(levels.map(quoted), ', ', ' or ')}`,
    yes: x => `${x}: yes`,
    notYes: x => `${x}: no or unknown`,
    no: x => `${x}: no`,
    unknown: x => `${x} is unknown`,
    known: x => `${x} is known`,
    not: condition => `it is not the case, or not known, that ${condition}`,
    and: conditions => listed(conditions, ', and ', conditions.length > 2 ? ', and ' : ' and '),
    or: conditions => `either ${listed(conditions, ', or ', conditions.length > 2 ? ', or ' : ' or ')}`,
    always: 'it is so in every case',
    never: 'it is so in no case',
    bracket: text => `(${text})`,
    plus: (a, b) => `${a} plus ${b}`,
    minus: (a, b) => `${a} minus ${b}`,
    times: (a, b) => `${a} times ${b}`,
    daysBetween: (from, to) => `the number of days from ${from} to ${to}`,
    daysAfter: (day, days) => `${days} after ${day}`,
    daysBefore: (day, days) => `${days} before ${day}`,
    date: iso => iso,
    parameter: (value, name) => `${value} (${name})`,
    quantity: (value, unit) => `${grouped(value)}${englishUnit(value, unit)}`,
    quote: quoted,
  },
  zh: {
    number: {
      '<': (x, y) => `${x}小于${y}`,
      '<=': (x, y) => `${x}不超过${y}`,
      '=': (x, y) => `${x}等于${y}`,
      '>=': (x, y) => `${x}不低于${y}`,
      '>': (x, y) => `${x}大于${y}`,
    },
    day: {
      '<': (x, y) => `${x}早于${y}`,
      '<=': (x, y) => `${x}不晚于${y}`,
      '=': (x, y) => `${x}为${y}`,
      '>=': (x, y) => `${x}不早于${y}`,
      '>': (x, y) => `${x}晚于${y}`,
    },
    between: (x, low, high) => `${x}在${low}至${high}之间（含两端）`,
    oneOf: (x, levels) => (levels.length === 0 ? `${x}属于空集（恒不成立）` : `${x}为${oneOfChinese(levels)}`),
    notOneOf: (x, levels) => `${x}不为${oneOfChinese(levels)}（含未知）`,
    yes: x => `${quoted(x)}为是`,
    notYes: x => `${quoted(x)}为否或未知`,
    no: x => `${quoted(x)}为否`,
    unknown: x => `${x}未知`,
    known: x => `${x}已知`,
    not: condition => `不满足${quoted(innerQuotes(condition))}（含信息未知的情形）`,
    and: conditions => conditions.join('，且'),
    or: conditions => conditions.join('，或'),
    always: '恒成立',
    never: '恒不成立',
    bracket: text => `（${text}）`,
    plus: (a, b) => `${a}加${b}`,
    minus: (a, b) => `${a}减${b}`,
    times: (a, b) => `${a}乘以${b}`,
    daysBetween: (from, to) => `自${from}至${to}的天数`,
    daysAfter: (day, days) => `${day}之后${days}`,
    daysBefore: (day, days) => `${day}之前${days}`,
    date: iso => `${Number(iso.slice(0, 4))}年${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日`,
    parameter: (value, name) => `${value}（${name}）`,
    quantity: (value, unit) => `${grouped(value)}${unit === null ? '' : (chineseUnits[unit] ?? spaced(unit))}`,
    quote: quoted,
  },
}

/** Units as catalogues write them; others are printed as they are. */
const chineseUnits: Readonly<Record<string, string>> = {
  CNY: '元',
  EUR: '欧元',
  USD: '美元',
  HKD: '港元',
  '%': '%',
  days: '天',
  weeks: '周',
  months: '个月',
  years: '年',
  hours: '小时',
  minutes: '分钟',
  seconds: '秒',
  points: '分',
  times: '次',
  contacts: '次',
  attempts: '次',
  calls: '次',
  visits: '次',
  logins: '次',
  clicks: '次',
  complaints: '次',
  purchases: '次',
  products: '个',
  accounts: '个',
  items: '件',
  customers: '人',
  score: '分',
  '% a year': '%（年化）',
  'years old': '岁',
  '': '',
}

function englishUnit(value: number, unit: string | null): string {
  if (unit === null || unit === '') return ''
  if (unit === '%') return '%'
  return ` ${value === 1 && /^[a-z]+[^s]s$/.test(unit) ? unit.slice(0, -1) : unit}`
}

const spaced = (unit: string) => (/^\p{Script=Han}/u.test(unit) ? unit : ` ${unit}`)

/** Every digit of the number, thousands apart: 1234567.891 → 1,234,567.891. Rounding would say another condition. */
function grouped(value: number): string {
  const digits = String(value)
  if (digits.includes('e')) return digits
  const [whole, fraction] = digits.split('.') as [string, string?]
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? thousands : `${thousands}.${fraction}`
}

function quoted(text: string): string {
  return `“${text}”`
}

function oneOfChinese(levels: readonly string[]): string {
  return levels.length <= 2 ? levels.map(quoted).join('或') : `${levels.map(quoted).join('')}之一`
}

/** Quotation marks inside quotation marks change to the other kind (GB/T 15834). */
function innerQuotes(text: string): string {
  const other: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '‘': '“', '’': '”' }
  return text.replaceAll(/[“”‘’]/g, mark => other[mark]!)
}

function listed(parts: readonly string[], comma: string, last: string): string {
  return parts.length <= 1 ? parts.join('') : `${parts.slice(0, -1).join(comma)}${last}${parts.at(-1)}`
}
