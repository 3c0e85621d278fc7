// What changed from one version of a strategy to the next, in words. Nothing said means nothing changed.

import type { StrategyWorld } from './catalogue.ts'
import type { Vocabulary } from './condition-words.ts'
import { paramWords, percent, ruleWords } from './explain.ts'
import { canonicalJson } from './stored.ts'
import type { Rule, Strategy } from './strategy.ts'
import { say, type Lang } from './text.ts'

/**
 * One line per change; empty exactly when both have the same hash. Rules are matched by title, and a rule whose title
 * alone changed by what it says.
 */
export function diffStrategies(before: Strategy, after: Strategy, world: StrategyWorld, lang: Lang): string[] {
  const was: Vocabulary = { world, params: before.params, lang }
  const now: Vocabulary = { world, params: after.params, lang }
  return [
    ...plainFields(before, after, lang),
    ...params(before, after, lang),
    ...exploration(before.exploration, after.exploration, lang),
    ...rules(before, after, was, now),
  ]
}

function plainFields(before: Strategy, after: Strategy, lang: Lang): string[] {
  const words = fixed[lang]
  const fields: readonly (readonly [string, string, string])[] = [
    ['id', before.id, after.id],
    [words.dataset, before.dataset, after.dataset],
    [words.title, bothTitles(before.title), bothTitles(after.title)],
    [words.line, bothTitles(before.scenario.line), bothTitles(after.scenario.line)],
    [words.journey, bothTitles(before.scenario.journey), bothTitles(after.scenario.journey)],
    [words.trigger, bothTitles(before.scenario.trigger), bothTitles(after.scenario.trigger)],
  ]
  return fields.filter(([, old, now]) => old !== now).map(([field, old, now]) => words.changed(field, old, now))
}

function exploration(before: number, after: number, lang: Lang): string[] {
  if (before === after) return []
  const show = percent(before) === percent(after) ? String : percent // shares that differ in the last digits alone
  return [fixed[lang].changed(fixed[lang].exploration, show(before), show(after))]
}

function params(before: Strategy, after: Strategy, lang: Lang): string[] {
  const words = fixed[lang]
  const lines: string[] = []
  for (const [name, p] of Object.entries(after.params)) {
    const old = Object.hasOwn(before.params, name) ? before.params[name] : undefined
    if (old === undefined) lines.push(words.added(paramWords(name, p, lang)))
    else if (!same(old, p)) lines.push(words.reworded(paramWords(name, old, lang), paramWords(name, p, lang)))
  }
  for (const [name, p] of Object.entries(before.params)) {
    if (!Object.hasOwn(after.params, name)) lines.push(words.removed(paramWords(name, p, lang)))
  }
  return lines
}

function rules(before: Strategy, after: Strategy, was: Vocabulary, now: Vocabulary): string[] {
  const words = fixed[now.lang]
  const pairs = pairRules(before.rules, after.rules)
  const paired = new Set(pairs.map(([old]) => old))
  const lines: string[] = []
  for (const rule of after.rules) {
    const old = pairs.find(([, same]) => same === rule)?.[0]
    if (old === undefined) lines.push(words.added(ruleWords(rule, now)))
    else if (!same(old, rule)) lines.push(ruleChange(old, rule, was, now))
  }
  for (const rule of before.rules) if (!paired.has(rule)) lines.push(words.removed(ruleWords(rule, was)))
  const kept = after.rules.filter(rule => pairs.some(([, same]) => same === rule))
  const order = pairs.map(([, rule]) => rule) // in the order they had before
  if (order.some((rule, k) => rule !== kept[k])) {
    // the first match wins, so order is meaning
    const titles = (list: readonly Rule[]) => list.map(rule => `“${say(rule.title, now.lang)}”`).join(words.comma)
    lines.push(words.changed(words.order, titles(order), titles(kept)))
  }
  return lines
}

function ruleChange(old: Rule, rule: Rule, was: Vocabulary, now: Vocabulary): string {
  const words = fixed[now.lang]
  const [before, after] = [ruleWords(old, was), ruleWords(rule, now)]
  if (before !== after && !sameMeaning(old, rule)) return words.reworded(before, after)
  if (!same(old.title, rule.title)) return words.renamed(bothTitles(old.title), bothTitles(rule.title))
  return words.rewritten(after) // another expression that is said alike, such as all(x) for x
}

/** Pairs in the order of `before`: first by title, then what is left by what the rules say. */
function pairRules(before: readonly Rule[], after: readonly Rule[]): (readonly [Rule, Rule])[] {
  const pairs = new Map<Rule, Rule>()
  const taken = new Set<Rule>()
  for (const alike of [sameTitle, sameTitleInOne, sameMeaning]) {
    for (const old of before) {
      const match = pairs.has(old) ? undefined : after.find(rule => !taken.has(rule) && alike(old, rule))
      if (match === undefined) continue
      pairs.set(old, match)
      taken.add(match)
    }
  }
  return before.flatMap(old => (pairs.has(old) ? [[old, pairs.get(old)!] as const] : []))
}

const same = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)
const sameTitle = (a: Rule, b: Rule) => same(a.title, b.title)
const sameTitleInOne = (a: Rule, b: Rule) =>
  (['en', 'zh'] as const).some(lang => say(a.title, lang) === say(b.title, lang))
const sameMeaning = (a: Rule, b: Rule) => same([a.if, a.then], [b.if, b.then])

/** Both languages where they differ: a change in either is a change. */
function bothTitles(title: Rule['title']): string {
  return typeof title === 'string' ? title : `${title.en} / ${title.zh}`
}

const fixed = {
  en: {
    dataset: 'dataset',
    title: 'title',
    line: 'business line',
    journey: 'journey',
    trigger: 'trigger',
    exploration: 'exploration',
    order: 'order of the rules',
    comma: ', ',
    changed: (what: string, old: string, now: string) => `${what}: ${old} → ${now}`,
    added: (text: string) => `Added — ${text}`,
    removed: (text: string) => `Removed — ${text}`,
    reworded: (old: string, now: string) => `Changed — before: ${old} Now: ${now}`,
    renamed: (old: string, now: string) => `Renamed — “${old}” is now “${now}”; what the rule does is the same.`,
    rewritten: (text: string) => `Written differently, said alike — ${text}`,
  },
  zh: {
    dataset: '数据集',
    title: '标题',
    line: '业务条线',
    journey: '客户旅程',
    trigger: '触发事件',
    exploration: '随机探索比例',
    order: '规则顺序',
    comma: '、',
    changed: (what: string, old: string, now: string) => `${what}：${old} → ${now}`,
    added: (text: string) => `新增——${text}`,
    removed: (text: string) => `删除——${text}`,
    reworded: (old: string, now: string) => `修改——原为：${old}现为：${now}`,
    renamed: (old: string, now: string) => `更名——“${old}”更名为“${now}”，规则内容不变。`,
    rewritten: (text: string) => `写法调整，含义不变——${text}`,
  },
} as const
