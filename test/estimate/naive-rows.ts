// Goal: say row by row what every policy does, in the plainest way, as an independent check on the generated loops.

import type { Columns } from '../../src/history/columns.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import type { SumPlan, Policy } from '../../src/moments/sum-plan.ts'
import { actionKey } from '../../src/strategy/catalogue.ts'
import type { Expr } from '../../src/strategy/expr.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'

/** What one policy says about one logged decision. */
export interface PolicyRow {
  readonly probability: readonly number[] // π(a|x) by action
  readonly rule: number // index of the rule that settled it, rules.length when none did, −1 for `logged`
  readonly ruleAction: number
  readonly w: number
  readonly unsupported: number
}

type Value = number | string | boolean | null

const valueOf = (columns: Columns, name: string, i: number): Value => {
  const column = columns.features[name]
  if (column === undefined) throw new Error(`no feature ${name}`)
  if (column.kind === 'number') return Number.isNaN(column.values[i]) ? null : column.values[i]!
  if (column.kind === 'category') return column.codes[i]! < 0 ? null : column.levels[column.codes[i]!]!
  return column.values[i]! < 0 ? null : column.values[i] === 1
}

/** The value of an expression for row i; conditions are true or false, never null. */
export function evaluate(e: Expr, strategy: Strategy, columns: Columns, i: number): Value {
  const of = (x: Expr) => evaluate(x, strategy, columns, i)
  switch (e.op) {
    case 'feature':
      return valueOf(columns, e.name, i)
    case 'param':
      return strategy.params[e.name]!.default
    case 'value':
      return e.value
    case 'day':
      return Date.parse(`${e.date}T00:00:00Z`) / 86_400_000
    case 'arith': {
      const left = of(e.left),
        right = of(e.right)
      if (typeof left !== 'number' || typeof right !== 'number') return null
      return e.fn === '+' ? left + right : e.fn === '-' ? left - right : left * right
    }
    case 'compare': {
      const left = of(e.left),
        right = of(e.right)
      if (left === null || right === null) return false
      switch (e.fn) {
        case '<':
          return left < right
        case '<=':
          return left <= right
        case '=':
          return left === right
        case '>=':
          return left >= right
        case '>':
          return left > right
      }
    }
    case 'oneOf': {
      const level = of(e.of)
      return typeof level === 'string' && e.values.includes(level)
    }
    case 'isTrue':
      return of(e.of) === true
    case 'missing':
      return of(e.of) === null
    case 'all':
      return e.of.every(x => of(x) === true)
    case 'any':
      return e.of.some(x => of(x) === true)
    case 'not':
      return of(e.of) !== true
  }
}

/** Actions allowed for row i: the policy's own list, the decision's, else all. `hold` is always one of them. */
const allowedActions = (plan: SumPlan, policy: Policy, columns: Columns, i: number): readonly number[] => {
  const own = policy.kind === 'strategy' && policy.allowed !== undefined ? columns.allowedBy![policy.allowed]! : null
  const lists = own ?? columns.allowed
  return lists === null ? plan.actions.map((_, a) => a) : lists.sets[lists.set[i]!]!
}

/** π₀ of the logged action: logged, by design, or the share fitted without the row's fold. */
export function loggedPropensity(plan: SumPlan, columns: Columns, fitted: Fitted, i: number): number {
  if (columns.propensity !== null) return columns.propensity[i]!
  if (fitted.propensity === null) throw new Error('neither logged nor fitted propensities')
  return fitted.propensity[cellIndex(plan, columns, i, columns.action[i]!)]!
}

/** Index into fold × stratum × action tables for row i and action a. */
export const cellIndex = (plan: SumPlan, columns: Columns, i: number, a: number): number =>
  ((columns.customerHash[i]! % plan.folds) * plan.strata + columns.stratum[i]!) * plan.actions.length + a

export function policyRow(plan: SumPlan, policy: Policy, columns: Columns, fitted: Fitted, i: number): PolicyRow {
  const logged = columns.action[i]!
  if (policy.kind === 'logged') {
    const probability = plan.actions.map((_, a) => (a === logged ? 1 : 0))
    return { probability, rule: -1, ruleAction: logged, w: 1, unsupported: 0 }
  }
  const { strategy } = policy
  const allowed = allowedActions(plan, policy, columns, i)
  const isAllowed = (key: string) => allowed.includes(plan.actions.indexOf(key))
  let rule = strategy.rules.findIndex(
    candidate => isAllowed(actionKey(candidate.then)) && evaluate(candidate.if, strategy, columns, i) === true,
  )
  const ruleAction = plan.actions.indexOf(rule < 0 ? 'hold' : actionKey(strategy.rules[rule]!.then))
  if (rule < 0) rule = strategy.rules.length
  const probability = plan.actions.map((_, a) =>
    allowed.includes(a) ? strategy.exploration / allowed.length + (a === ruleAction ? 1 - strategy.exploration : 0) : 0,
  )
  let unsupported = 0
  for (const [a, p] of probability.entries()) {
    if (fitted.supported[columns.stratum[i]! * plan.actions.length + a] === 0) unsupported += p
  }
  const w = probability[logged]! / loggedPropensity(plan, columns, fitted, i)
  return { probability, rule, ruleAction, w, unsupported }
}
