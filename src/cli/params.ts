// Parameters given on the command line.
import { StrategyError, suggest } from '../strategy/errors.ts'
import { withParams } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { numberFrom, UsageError } from './command.ts'

/** `minBalance=50000` → ['minBalance', 50000]. */
export function readParams(texts: readonly string[]): ReadonlyMap<string, number> {
  return eachOnce(
    'param',
    texts.map(text => {
      const [, name, value = ''] = /^([^=]+)=(.+)$/.exec(text) ?? []
      if (name === undefined || !Number.isFinite(numberFrom(value)))
        throw new UsageError(`--param takes name=number, not '${text}'`)
      return [name, numberFrom(value)]
    }),
  )
}

/** @throws {UsageError} for a parameter that is given twice: the first would be lost */
export function eachOnce<T>(option: string, given: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const values = new Map<string, T>()
  for (const [name, value] of given) {
    if (values.has(name)) throw new UsageError(`--${option} names ${name} twice; give all its values at once`)
    values.set(name, value)
  }
  return values
}

/**
 * Each strategy with the values of the parameters it has.
 *
 * @throws {StrategyError} for a parameter none of them has, or a value outside its range
 */
export function applyParams(strategies: readonly Strategy[], values: ReadonlyMap<string, number>): readonly Strategy[] {
  const known = [...new Set(strategies.flatMap(one => Object.keys(one.params)))]
  for (const name of values.keys()) {
    if (!known.includes(name))
      throw new StrategyError(`no strategy here has a parameter “${name}”.${suggest(name, known)}`)
  }
  return strategies.map(strategy => {
    const own = [...values].filter(([name]) => Object.hasOwn(strategy.params, name))
    return own.length === 0 ? strategy : withParams(strategy, Object.fromEntries(own))
  })
}
