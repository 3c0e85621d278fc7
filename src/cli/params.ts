// Parameters given on the command line.
import { StrategyError, suggest } from '../strategy/errors.ts'
import { withParams } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { UsageError } from './command.ts'

/** `minBalance=50000` → ['minBalance', 50000]. */
export function readParams(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    texts.map(text => {
      const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
      if (name === undefined || !Number.isFinite(Number(value)))
        throw new UsageError(`--param takes name=number, not '${text}'`)
      return [name, Number(value)]
    }),
  )
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
