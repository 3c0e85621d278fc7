// One customer, decided as the dialer does: the compiled loop over columns of one row, so that a person and a back-test
// cannot disagree.

import type { FeatureSpec, StrategyWorld } from './catalogue.ts'
import { actionKey } from './catalogue.ts'
import { checkStrategy } from './check.ts'
import { compileDecider, type Decider } from './compile-js.ts'
import { dayNumber } from './day.ts'
import { StrategyError, suggest } from './errors.ts'
import type { FeatureColumn } from './feature-column.ts'
import type { Strategy } from './strategy.ts'

/** One customer by feature name; a day as 2025-03-31 or in days since 1970. A feature left out, or null, is unknown. */
export type Customer = Readonly<Record<string, number | string | boolean | null | undefined>>

export interface RuleDecision {
  /** Index of the deciding rule, `rules.length` when none held. */
  readonly rule: number
  /** Key of the action. */
  readonly action: string
}

/**
 * Compiles once; the function returned takes a customer and, where they are fewer than the dataset's, the keys of the
 * actions allowed (`hold` always is).
 *
 * @throws {StrategyError} here when the strategy does not fit the dataset, and from the function for a feature, level
 *   or action the dataset does not have, which would otherwise pass for an unknown value
 */
export function compileOne(
  strategy: Strategy,
  world: StrategyWorld,
): (customer: Customer, allowed?: readonly string[]) => RuleDecision {
  checkStrategy(strategy, world)
  const keys = world.actions.map(actionKey)
  const cells = new Map(Object.entries(world.features).map(([name, spec]) => [name, cellFor(name, spec)]))
  const columns = Object.fromEntries([...cells].map(([name, cell]) => [name, cell.column]))
  const free = compileDecider(strategy, keys, columns, null)
  const restricted = new Map<string, Decider>() // by allowed set; a bank has few of them
  const rule = new Int16Array(1),
    action = new Uint8Array(1)
  return (customer, allowed) => {
    for (const name of Object.keys(customer)) {
      if (cells.has(name)) continue
      throw new StrategyError(`${world.name} has no feature “${name}”.${suggest(name, [...cells.keys()])}`)
    }
    for (const [name, cell] of cells) cell.set(Object.hasOwn(customer, name) ? (customer[name] ?? null) : null)
    const decide = allowed === undefined ? free : among(allowed)
    decide(0, 1, rule, action)
    return { rule: rule[0]!, action: keys[action[0]!]! }
  }

  function among(allowed: readonly string[]): Decider {
    const set = [...new Set(allowed)]
      .map(key => {
        if (!keys.includes(key)) throw new StrategyError(`${world.name} has no action “${key}”.${suggest(key, keys)}`)
        return keys.indexOf(key)
      })
      .sort((a, b) => a - b)
    const known = restricted.get(set.join())
    if (known !== undefined) return known
    const decide = compileDecider(strategy, keys, columns, { set: new Uint16Array(1), sets: [set] })
    restricted.set(set.join(), decide)
    return decide
  }
}

interface CustomerCell {
  readonly column: FeatureColumn
  readonly set: (value: number | string | boolean | null) => void
}

function cellFor(name: string, spec: FeatureSpec): CustomerCell {
  const refuse = (value: unknown, wanted: string): never => {
    throw new StrategyError(`“${name}” is ${JSON.stringify(value)}, but it should be ${wanted}.`)
  }
  switch (spec.kind) {
    case 'number': {
      const values = new Float64Array(1)
      const number = (v: unknown) => (typeof v === 'number' ? v : refuse(v, 'a number'))
      return {
        column: { kind: 'number', values },
        set: v => {
          values[0] = v === null ? NaN : number(v)
        },
      }
    }
    case 'day': {
      const values = new Float64Array(1)
      const day = (v: unknown) => {
        const n = typeof v === 'string' ? dayNumber(v) : v
        const whole = typeof n === 'number' && (Number.isInteger(n) || Number.isNaN(n))
        return whole ? n : refuse(v, 'a day such as 2025-03-31')
      }
      return {
        column: { kind: 'number', values },
        set: v => {
          values[0] = v === null ? NaN : day(v)
        },
      }
    }
    case 'boolean': {
      const values = new Int8Array(1)
      const flag = (v: unknown) => (typeof v === 'boolean' ? Number(v) : refuse(v, 'true or false'))
      return {
        column: { kind: 'boolean', values },
        set: v => {
          values[0] = v === null ? -1 : flag(v)
        },
      }
    }
    case 'category': {
      const codes = new Int16Array(1)
      const code = (v: unknown) => {
        const k = typeof v === 'string' ? spec.levels.indexOf(v) : -1
        return k >= 0 ? k : refuse(v, `one of its levels.${suggest(String(v), spec.levels)}`)
      }
      const column = { kind: 'category', codes, levels: spec.levels } as const
      return {
        column,
        set: v => {
          codes[0] = v === null ? -1 : code(v)
        },
      }
    }
  }
}
