// What a strategy file calls. Everything here is typed over the dataset: its features, levels, channels and offers.

import type { Action, ActionSpec, Catalogue, Channel, FeatureSpec, StrategyWorld } from './catalogue.ts'
import { checkStrategy } from './check.ts'
import type { Expr } from './expr.ts'
import type { Param, Rule, Scenario, Strategy } from './strategy.ts'
import type { Title } from './text.ts'
import { handlesFor, wordsFor, type Cond, type Num, type Words } from './words.ts'

type Taken<C extends Channel, O extends string | undefined> = O extends string
  ? { readonly channel: C; readonly offer: O }
  : { readonly channel: C }

/** A rule that knows at compile time which action it takes. */
export interface RuleOf<C extends Channel, O extends string | undefined> extends Rule {
  readonly then: Taken<C, O>
}

/** Any rule whose action is one of the dataset's. */
export type RuleFor<A extends readonly ActionSpec[]> = A[number] extends infer S
  ? S extends { readonly channel: infer C extends Channel; readonly offer: infer O extends string }
    ? RuleOf<C, O>
    : S extends { readonly channel: infer C extends Channel }
      ? RuleOf<C, undefined>
      : never
  : never

/** `call:term-deposit-12m` | `hold` | … */
export type ActionKeyFor<A extends readonly ActionSpec[]> = A[number] extends infer S
  ? S extends { readonly channel: infer C extends Channel; readonly offer: infer O extends string }
    ? `${C}:${O}`
    : S extends { readonly channel: infer C extends Channel }
      ? C
      : never
  : never

type ValueFor<S extends FeatureSpec> = S extends { readonly kind: 'number' }
  ? number
  : S extends { readonly kind: 'category'; readonly levels: readonly (infer L)[] }
    ? L
    : S extends { readonly kind: 'boolean' }
      ? boolean
      : `${number}-${number}-${number}`

/** One customer by feature name; a day as 2025-03-31. A feature left out, or null, is unknown. */
export type CustomerFor<F extends Catalogue> = { readonly [K in keyof F]?: ValueFor<F[K]> | null }

/** A customer everyone can picture, and what the strategy does with her. */
export interface Example<F extends Catalogue = Catalogue, A extends readonly ActionSpec[] = readonly ActionSpec[]> {
  readonly name: Title
  readonly customer: CustomerFor<F>
  readonly action: ActionKeyFor<A>
  /** Where the decision allows fewer actions than the dataset has. */
  readonly allowed?: readonly ActionKeyFor<A>[]
}

type Params = Readonly<Record<string, Param>>

/** A strategy as its file exports it: the stored form and its examples, which are neither stored nor hashed. */
export interface DefinedStrategy<P extends Params = Params> extends Strategy {
  readonly params: P
  readonly examples: readonly Example[]
}

export interface Definition<F extends Catalogue, A extends readonly ActionSpec[], P extends Params> {
  readonly id: string
  readonly title: Title
  readonly scenario: Scenario
  readonly params?: P
  readonly exploration: number
  readonly rules: (f: Words<F>, p: { readonly [K in keyof P]: Num }) => readonly RuleFor<A>[]
  readonly examples?: readonly Example<F, A>[]
}

/**
 * A strategy over a dataset's features and actions, checked: what a strategy file exports by default.
 *
 * @param world  the dataset
 * @param definition  `exploration` is a share in [0, 1]; rules are tried in their order, the first that holds decides
 * @throws {StrategyError} when the definition cannot run on the dataset; it names the rule, the word and the way out
 */
export function defineStrategy<
  const F extends Catalogue,
  const A extends readonly ActionSpec[],
  const P extends Params = {},
>(world: StrategyWorld<F, A>, definition: Definition<F, A, P>): DefinedStrategy<P> {
  const { id, title, scenario, exploration, examples = [] } = definition
  const params = definition.params ?? ({} as P)
  const handles = handlesFor(Object.keys(params)) as { readonly [K in keyof P]: Num }
  const rules = definition.rules(wordsFor(world.features), handles)
  const strategy = { schema: 1, id, dataset: world.name, title, scenario, params, exploration, rules } as const
  checkStrategy(strategy, world)
  return { ...strategy, examples: examples as readonly Example[] }
}

/** The action of a channel: `call('matures soon', f.depositMaturesInDays.atMost(7), { offer: 'term-deposit-12m' })`. */
function ruleWord<C extends Channel>(channel: C) {
  function rule(title: Title, cond: Cond): RuleOf<C, undefined>
  function rule<const O extends string>(title: Title, cond: Cond, what: { readonly offer: O }): RuleOf<C, O>
  function rule(title: Title, cond: Cond, what?: { readonly offer: string }): RuleOf<C, undefined> | RuleOf<C, string> {
    const then: Action = what === undefined ? { channel } : { channel, offer: what.offer }
    return { title, if: cond.expr, then } as RuleOf<C, undefined>
  }
  return rule
}

/** A phone call to customers for whom `cond` holds: the title says why, `offer` names what is offered on the phone. */
export const call = ruleWord('call')
/** A text message; otherwise as `call`. */
export const sms = ruleWord('sms')
/** An e-mail; otherwise as `call`. */
export const email = ruleWord('email')
/** A notice in the mobile bank; otherwise as `call`. */
export const push = ruleWord('push')
/** A WeChat message; otherwise as `call`. */
export const wechat = ruleWord('wechat')
/** An invitation to a video meeting; otherwise as `call`. */
export const video = ruleWord('video')
/** A hand-over to a branch; otherwise as `call`. */
export const branch = ruleWord('branch')
/** Something shown in the internet bank; otherwise as `call`. */
export const web = ruleWord('web')
/** Not reaching out to customers for whom `cond` holds, whatever later rules say. */
export function hold(title: Title, cond: Cond): RuleOf<'hold', undefined> {
  return { title, if: cond.expr, then: { channel: 'hold' } }
}

/** A named part of the customers, for a dataset's `segments`. */
export function segment(
  id: string,
  title: Title,
  cond: Cond,
): { readonly id: string; readonly title: Title; readonly if: Expr } {
  return { id, title, if: cond.expr }
}
