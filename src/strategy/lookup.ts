import { StrategyError, suggest } from './errors.ts'

/**
 * The entry of that name, never one of the prototype's.
 *
 * @throws {StrategyError} `There is no parameter “horizn”. Did you mean “horizon”?`
 */
export function lookup<T>(what: string, entries: Readonly<Record<string, T>>, name: string): T {
  const found = Object.hasOwn(entries, name) ? entries[name] : undefined
  if (found !== undefined) return found
  throw new StrategyError(`There is no ${what} “${name}”.${suggest(name, Object.keys(entries))}`)
}
