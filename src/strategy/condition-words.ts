// A condition in plain words: features and levels by their labels, numbers with their units.

import type { StrategyWorld } from './catalogue.ts'
import type { Expr } from './expr.ts'
import { infer } from './infer.ts'
import { speeches } from './speech.ts'
import type { Param } from './strategy.ts'
import { say, type Lang } from './text.ts'

/** What words are made from; the dataset gives the labels. Names it does not know are said as they are. */
export interface Vocabulary {
  readonly world: StrategyWorld
  readonly params: Readonly<Record<string, Param>>
  readonly lang: Lang
}

/** A condition (also of a segment) as a clause: `balance is at least 50,000 CNY and …`. */
export function conditionWords(e: Expr, v: Vocabulary): string {
  const speech = speeches[v.lang]
  switch (e.op) {
    case 'compare': {
      const left = inferred(e.left, v),
        right = inferred(e.right, v),
        unit = left.unit ?? right.unit
      const phrase = speech[left.kind === 'day' ? 'day' : 'number'][e.fn]
      return phrase(valueWords(e.left, v, unit), valueWords(e.right, v, unit))
    }
    case 'oneOf':
      return speech.oneOf(
        valueWords(e.of, v, null),
        e.values.map(level => levelWords(e.of, level, v)),
      )
    case 'isTrue':
      return speech.yes(valueWords(e.of, v, null))
    case 'missing':
      return speech.unknown(valueWords(e.of, v, null))
    case 'not':
      return notWords(e.of, v)
    case 'all':
      return allWords(e, v)
    case 'any':
      if (e.of.length === 0) return speech.never
      return e.of.length === 1 ? conditionWords(e.of[0]!, v) : speech.or(e.of.map(part => nested(part, v)))
    case 'feature':
    case 'param':
    case 'value':
    case 'day':
    case 'arith':
      return valueWords(e, v, null)
  }
}

function notWords(of: Expr, v: Vocabulary): string {
  const speech = speeches[v.lang]
  switch (of.op) {
    case 'missing':
      return speech.known(valueWords(of.of, v, null))
    case 'isTrue':
      return speech.notYes(valueWords(of.of, v, null))
    case 'oneOf':
      if (of.values.length === 0) return speech.always
      return speech.notOneOf(
        valueWords(of.of, v, null),
        of.values.map(level => levelWords(of.of, level, v)),
      )
    default:
      return speech.not(conditionWords(of, v))
  }
}

type All = Extract<Expr, { of: readonly Expr[] }>
type Compare = Extract<Expr, { op: 'compare' }>

function allWords(e: All, v: Vocabulary): string {
  const speech = speeches[v.lang]
  if (e.of.length === 0) return speech.always
  if (e.of.length === 1) return conditionWords(e.of[0]!, v)
  const no = knownFalse(e)
  if (no !== null) return speech.no(valueWords(no, v, null))
  const range = betweenEnds(e)
  if (range !== null) {
    const [low, high] = range
    const unit = inferred(low.left, v).unit ?? inferred(low.right, v).unit ?? inferred(high.right, v).unit
    const value = (x: Expr) => valueWords(x, v, unit)
    return speech.between(value(low.left), value(low.right), value(high.right))
  }
  return speech.and(e.of.map(part => nested(part, v)))
}

/** The shape `isFalse` gives: not true, and known. */
function knownFalse({ of: [a, b, ...rest] }: All): Expr | null {
  const flag = a?.op === 'not' && a.of.op === 'isTrue' ? a.of.of : null
  const known = b?.op === 'not' && b.of.op === 'missing' ? b.of.of : null
  return rest.length === 0 && flag !== null && known !== null && same(flag, known) ? flag : null
}

/** The shape `between` gives: at least one end, at most the other. */
function betweenEnds({ of: [low, high, ...rest] }: All): readonly [Compare, Compare] | null {
  if (rest.length > 0 || low?.op !== 'compare' || high?.op !== 'compare') return null
  return low.fn === '>=' && high.fn === '<=' && same(low.left, high.left) ? [low, high] : null
}

const same = (a: Expr, b: Expr) => JSON.stringify(a) === JSON.stringify(b)

function nested(e: Expr, v: Vocabulary): string {
  const words = conditionWords(e, v)
  const oneThing = e.op === 'all' && (knownFalse(e) !== null || betweenEnds(e) !== null)
  const several = (e.op === 'all' || e.op === 'any') && e.of.length > 1 && !oneThing
  const negated = e.op === 'not' && !['missing', 'isTrue', 'oneOf'].includes(e.of.op)
  return several || negated ? speeches[v.lang].bracket(words) : words
}

/** @param unit  what a bare number is counted in here, as far as the other side of a comparison tells */
function valueWords(e: Expr, v: Vocabulary, unit: string | null): string {
  const speech = speeches[v.lang]
  switch (e.op) {
    case 'feature': {
      const spec = Object.hasOwn(v.world.features, e.name) ? v.world.features[e.name] : undefined
      return spec === undefined ? e.name : say(spec.label, v.lang)
    }
    case 'param': {
      const param = Object.hasOwn(v.params, e.name) ? v.params[e.name] : undefined
      return param === undefined ? e.name : speech.parameter(speech.quantity(param.default, param.unit), e.name)
    }
    case 'value':
      return speech.quantity(e.value, unit)
    case 'day':
      return speech.date(e.date)
    case 'arith':
      return arithWords(e, v, unit)
    default:
      return speech.bracket(conditionWords(e, v))
  }
}

function arithWords(e: Extract<Expr, { op: 'arith' }>, v: Vocabulary, unit: string | null): string {
  const speech = speeches[v.lang]
  const left = inferred(e.left, v),
    right = inferred(e.right, v)
  const part = (x: Expr, counted: string | null) => {
    const words = valueWords(x, v, counted)
    return x.op === 'arith' ? speech.bracket(words) : words
  }
  if (left.kind === 'day' && right.kind === 'day') return speech.daysBetween(part(e.right, null), part(e.left, null))
  if (left.kind === 'day') {
    return speech[e.fn === '-' ? 'daysBefore' : 'daysAfter'](part(e.left, null), part(e.right, 'days'))
  }
  if (e.fn === '*') return speech.times(part(e.left, null), part(e.right, null))
  const common = left.unit ?? right.unit ?? unit
  return speech[e.fn === '+' ? 'plus' : 'minus'](part(e.left, common), part(e.right, common))
}

function levelWords(of: Expr, level: string, v: Vocabulary): string {
  const spec = of.op === 'feature' && Object.hasOwn(v.world.features, of.name) ? v.world.features[of.name] : undefined
  const labels = spec?.kind === 'category' ? (spec.levelLabels ?? {}) : {}
  return Object.hasOwn(labels, level) ? say(labels[level]!, v.lang) : level
}

// Lenient: an old version may speak of a feature the catalogue has lost, and must still be readable.
const inferred = (e: Expr, v: Vocabulary) => infer(e, v.world.features, v.params, () => {})
