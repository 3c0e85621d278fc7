// The stored form of a strategy: JSON all the way down. This is what is hashed, stored, diffed and run.

import type { Action } from './catalogue.ts'
import type { Expr } from './expr.ts'
import type { Title } from './text.ts'

/** A number an analyst may tune. `min` and `max` bound the sweep and the slider. */
export interface Param {
  readonly default: number
  readonly min: number
  readonly max: number
  readonly unit: string
}

/** One line of the decision list: when `if` holds, take `then`. */
export interface Rule {
  readonly title: Title
  readonly if: Expr
  readonly then: Action
}

/** Where in the bank's business the strategy lives (§5.2, §5.3.3.2). */
export interface Scenario {
  readonly line: Title
  readonly journey: Title
  readonly trigger: Title
}

export interface Strategy {
  readonly schema: 1
  readonly id: string
  readonly dataset: string
  readonly title: Title
  readonly scenario: Scenario
  readonly params: Readonly<Record<string, Param>>
  /** ε in [0, 1]: share of decisions drawn uniformly from the allowed actions, so that the next history has overlap. */
  readonly exploration: number
  /** First matching rule whose action is allowed wins; a customer no rule matches is held. */
  readonly rules: readonly Rule[]
}
