// Says a strategy in plain words, for the reviewer who has to approve it and the file that is kept of it.

import type { ActionSpec, StrategyWorld } from './catalogue.ts'
import { actionKey, type Action } from './catalogue.ts'
import { conditionWords, type Vocabulary } from './condition-words.ts'
import { speeches } from './speech.ts'
import type { Param, Rule, Strategy } from './strategy.ts'
import { say, type Lang } from './text.ts'

export interface Explanation {
  readonly title: string
  /** Scenario, parameters, and how the rules are read. */
  readonly intro: readonly string[]
  /** One sentence per rule, in order, without numbers. */
  readonly rules: readonly string[]
  readonly otherwise: string
  readonly exploration: string
}

/**
 * A strategy in words, for the person who has to approve it: what it is for, each rule as a sentence, what happens
 * otherwise, and how much is explored.
 *
 * @param world  gives features, levels and actions their labels and units
 */
export function explainStrategy(s: Strategy, world: StrategyWorld, lang: Lang): Explanation {
  const v: Vocabulary = { world, params: s.params, lang }
  return {
    title: say(s.title, lang),
    intro: intro(s, lang),
    rules: s.rules.map(rule => ruleWords(rule, v)),
    otherwise: fixed[lang].otherwise(actionWords({ channel: 'hold' }, v)),
    exploration: explorationWords(s.exploration, v),
  }
}

/** The whole explanation as one text, a sentence a line and the rules numbered as they are tried. */
export function explainText(s: Strategy, world: StrategyWorld, lang: Lang): string {
  const e = explainStrategy(s, world, lang)
  return [e.title, ...e.intro, ...e.rules.map((rule, k) => `${k + 1}. ${rule}`), e.otherwise, e.exploration].join('\n')
}

export function ruleWords(rule: Rule, v: Vocabulary): string {
  const title = say(rule.title, v.lang),
    action = actionWords(rule.then, v)
  if (rule.if.op === 'all' && rule.if.of.length === 0) return fixed[v.lang].always(title, action)
  return fixed[v.lang].rule(title, conditionWords(rule.if, v), action)
}

function actionWords(action: Action, { world, lang }: Vocabulary): string {
  const key = actionKey(action)
  const spec = world.actions.find((a: ActionSpec) => actionKey(a) === key)
  return spec === undefined ? key : say(spec.label, lang)
}

export function paramWords(name: string, p: Param, lang: Lang): string {
  const { quantity } = speeches[lang]
  return fixed[lang].param(name, quantity(p.default, p.unit), quantity(p.min, null), quantity(p.max, p.unit))
}

function explorationWords(exploration: number, v: Vocabulary): string {
  if (exploration === 0) return fixed[v.lang].noExploration
  return fixed[v.lang].exploration(percent(exploration), actionWords({ channel: 'hold' }, v))
}

/** 0.1 → 10%. Fifteen digits: enough to tell any two shares people write apart, without 7.000000000000001%. */
export const percent = (share: number) => `${Number((share * 100).toPrecision(15))}%`

function intro(s: Strategy, lang: Lang): readonly string[] {
  const words = fixed[lang]
  const params = Object.entries(s.params).map(([name, p]) => paramWords(name, p, lang))
  const { line, journey, trigger } = s.scenario
  const scenario = words.scenario(say(line, lang), say(journey, lang), say(trigger, lang))
  return [scenario, ...params, words.order, words.unknown]
}

const fixed = {
  en: {
    scenario: (line: string, journey: string, trigger: string) =>
      `Business line: ${line}. Journey: ${journey}. Trigger: ${trigger}.`,
    param: (name: string, value: string, min: string, max: string) =>
      `Parameter ${name}: ${value}, adjustable from ${min} to ${max}.`,
    order: 'The rules are tried in order; the first one that holds and whose action is allowed decides.',
    unknown: 'A comparison with an unknown value does not hold.',
    rule: (title: string, condition: string, action: string) => `“${title}”: if ${condition}, then “${action}”.`,
    always: (title: string, action: string) => `“${title}”: in every case “${action}”.`,
    otherwise: (hold: string) => `Otherwise: “${hold}”.`,
    noExploration: 'No decision is drawn at random.',
    exploration: (share: string, hold: string) =>
      `In ${share} of decisions the rules are set aside and one of the actions allowed for the customer ` +
      `(“${hold}” included) is drawn with equal chance, so that the next history can be compared.`,
  },
  zh: {
    scenario: (line: string, journey: string, trigger: string) =>
      `业务条线：${line}；客户旅程：${journey}；触发事件：${trigger}。`,
    param: (name: string, value: string, min: string, max: string) =>
      `参数 ${name}：${value}，可调范围为${min}至${max}。`,
    order: '规则自上而下依次判断，由首条成立且其动作被允许的规则决定动作。',
    unknown: '信息未知时，任何比较均视为不成立。',
    rule: (title: string, condition: string, action: string) => `【${title}】若${condition}，则执行“${action}”。`,
    always: (title: string, action: string) => `【${title}】一律执行“${action}”。`,
    otherwise: (hold: string) => `其余情形：执行“${hold}”。`,
    noExploration: '不进行随机探索。',
    exploration: (share: string, hold: string) =>
      `另有${share}的决策不按规则执行，而是在该客户允许的全部动作（含“${hold}”）中等概率随机选取一个，使后续历史数据具有可比性。`,
  },
} as const
