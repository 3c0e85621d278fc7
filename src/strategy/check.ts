// Says whether a strategy can run on a dataset, and if not, which word is wrong and which was probably meant.

import type { Action, ActionSpec, StrategyWorld } from './catalogue.ts'
import { actionKey, channels } from './catalogue.ts'
import { StrategyError, suggest } from './errors.ts'
import { partsOf } from './expr-names.ts'
import type { Expr } from './expr.ts'
import { infer } from './infer.ts'
import { MAX_DEPTH, MAX_RULES } from './limits.ts'
import { isSayable } from './number-text.ts'
import type { Param, Rule, Strategy } from './strategy.ts'
import { say, type Title } from './text.ts'

/** @throws {StrategyError} at the first mistake, naming the rule, the word, the value and the nearest right one */
export function checkStrategy(strategy: Strategy, world: StrategyWorld): void {
  const fail = (mistake: string): never => {
    throw new StrategyError(`${quote(strategy.id)}: ${mistake}`)
  }
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u.test(strategy.id)) {
    fail('an id consists of letters, digits, “-”, “_” and “.”, at most 100 of them.')
  }
  if (strategy.dataset !== world.name) {
    fail(`is written for dataset ${quote(strategy.dataset)}, not for ${quote(world.name)}.`)
  }
  if (!(strategy.exploration >= 0 && strategy.exploration <= 1)) {
    fail(`exploration is a share between 0 and 1, not ${strategy.exploration}.`)
  }
  for (const [name, param] of Object.entries(strategy.params)) checkParam(name, param, fail)
  if (strategy.rules.length > MAX_RULES) fail(`has ${strategy.rules.length} rules; at most ${MAX_RULES} can be run.`)
  const titles = new Set<string>()
  strategy.rules.forEach((rule, k) => {
    const where = `rule ${k + 1} ${quote(say(rule.title, 'en'))}`
    if (titles.has(titleKey(rule.title))) fail(`${where}: another rule has the same title. Make them differ.`)
    titles.add(titleKey(rule.title))
    checkAction(rule, world, mistake => fail(`${where}: ${mistake}`))
    checkCondition(rule.if, world, strategy.params, mistake => fail(`${where}: ${mistake}`))
  })
}

/**
 * Checks one condition, of a rule or of a segment (which has no parameters).
 *
 * @param fail  called with the mistake; must throw
 */
export function checkCondition(
  e: Expr,
  world: Pick<StrategyWorld, 'features'>,
  params: Readonly<Record<string, Param>> = {},
  fail: (mistake: string) => never = mistake => {
    throw new StrategyError(mistake)
  },
): void {
  if (depthExceeds(e, MAX_DEPTH)) fail(`the condition is nested more than ${MAX_DEPTH} levels deep. Split the rule.`)
  const { kind } = infer(e, world.features, params, fail)
  if (kind !== 'condition') fail(`a rule asks a condition; this is only a ${kind}. Compare it with something.`)
}

function checkParam(name: string, param: Param, fail: (mistake: string) => never): void {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || name === '__proto__') {
    fail(`${quote(name)} cannot name a parameter: use letters, digits and “_”, starting with a letter.`)
  }
  for (const key of ['default', 'min', 'max'] as const) {
    if (!isSayable(param[key])) fail(`parameter ${quote(name)}: ${key} is ${param[key]}, not a usable number.`)
  }
  if (!(param.min <= param.default && param.default <= param.max)) {
    fail(`parameter ${quote(name)}: default ${param.default} is not between min ${param.min} and max ${param.max}.`)
  }
}

function checkAction(rule: Rule, world: StrategyWorld, fail: (mistake: string) => never): void {
  const { channel, offer } = rule.then
  const known = (a: ActionSpec | Action) => a.channel === channel && a.offer === offer
  if (world.actions.some(known)) return
  if (!channels.includes(channel)) fail(`there is no channel ${quote(channel)}.${suggest(channel, channels)}`)
  const offers = world.actions.filter(a => a.channel === channel).map(a => a.offer)
  if (offers.length === 0) {
    const others = suggest(actionKey(rule.then), world.actions.map(actionKey))
    fail(`${world.name} has no action on channel ${quote(channel)}.${others}`)
  }
  const named = offers.filter(o => o !== undefined)
  if (offer === undefined) fail(`“${channel}” needs an offer in ${world.name}.${suggest('', named)}`)
  else fail(`${world.name} makes no offer ${quote(offer)} by ${channel}.${suggest(offer, named)}`)
}

/** Iterative: it guards the recursive readers, so it must not recurse itself. */
function depthExceeds(e: Expr, limit: number): boolean {
  let level: readonly Expr[] = [e]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap(partsOf)
  }
  return false
}

const titleKey = (title: Title) => JSON.stringify([say(title, 'en'), say(title, 'zh')])
const quote = (text: string) => `“${text}”`
