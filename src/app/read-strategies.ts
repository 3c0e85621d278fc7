// The strategies a back-test is asked for by name, with the parameters given for them.

import type { Dataset } from '../history/dataset.ts'
import { StrategyError, suggest } from '../strategy/errors.ts'
import { strategyHash, withParams } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { findStrategy } from './find-strategy.ts'
import { RequestError } from './request-error.ts'

export interface StrategiesAsked {
  /** Files or ids, in the order they are shown. */
  readonly named: readonly string[]
  /** `logged`, a file or an id. */
  readonly champion: string
  /** Other values for parameters, in every strategy that has them. */
  readonly params: ReadonlyMap<string, number>
}

/**
 * The strategies in the order they are evaluated, a champion that is not among them first. The champion is named by its
 * version hash, so that a file can be compared with itself under other parameters.
 */
export async function readStrategies(
  { named, champion, params }: StrategiesAsked,
  dataset: Dataset,
  cwd: string,
): Promise<{ readonly strategies: readonly Strategy[]; readonly champion: string }> {
  const files: Strategy[] = []
  for (const name of named) files.push(await findStrategy(name, dataset, cwd))
  const challengers = distinct(applyParams(files, params))
  if (champion === 'logged') return { strategies: challengers, champion }

  const byId = challengers.find(one => one.id === champion)
  const champ = byId ?? (await findStrategy(champion, dataset, cwd))
  const rest = challengers.filter(one => strategyHash(one) !== strategyHash(champ))
  if (rest.length === 0)
    throw new RequestError('the champion is the only strategy; name another one to compare it with.')
  return { strategies: [champ, ...rest], champion: strategyHash(champ) }
}

/** The same definition given twice is one strategy. */
function distinct(strategies: readonly Strategy[]): readonly Strategy[] {
  const byHash = new Map(strategies.map(strategy => [strategyHash(strategy), strategy]))
  return [...byHash.values()]
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
