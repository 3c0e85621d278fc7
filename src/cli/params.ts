// Parameters given on the command line.

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
