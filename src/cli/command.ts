// The shape every command has, and the two ways a command can end early.

import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { isLevel, LEAST_LEVEL } from '../evaluate/level.ts'
import { HuijianError } from '../huijian-error.ts'
import type { Terminal } from './terminal.ts'

export interface Command {
  /** The whole help of the command, with an example. */
  readonly usage: string
  /** @returns exit code: 0 done, 1 could not be done, 2 asked for in a way the command does not understand */
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>
}

/** The command line itself is wrong: exit code 2, and the way to the usage text. */
export class UsageError extends HuijianError {
  override readonly name = 'UsageError'
  readonly code = 'usage'
}

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * `parseArgs`, with its complaints as `UsageError`s.
 * @param positionals how many words beside options the command takes, [at least, at most], with a name for the message
 */
export function readArgs<const O extends Options>(
  argv: readonly string[],
  options: O,
  positionals: { readonly name: string; readonly min: number; readonly max: number },
) {
  const parsed = parse(argv, options)
  const given = parsed.positionals.length
  if (given < positionals.min) throw new UsageError(`${positionals.name} is missing`)
  if (given > positionals.max) throw new UsageError(`one word too many: '${parsed.positionals[positionals.max]}'`)
  return parsed
}

function parse<const O extends Options>(argv: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    // Node's text goes on about `--`, which helps nobody who mistyped an option.
    const message = error instanceof Error ? error.message.split('. To specify')[0]! : String(error)
    const [, option] = /^Option '(?:-\w, )?(--[\w-]+)[^']*' argument is ambiguous/.exec(message) ?? []
    throw new UsageError(
      option === undefined
        ? message
        : `${option} is followed by something that begins with “-”; if that is its value, write ${option}=<value>`,
    )
  }
}

/** A whole number option within limits. */
export function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not '${text}'`)
  }
  return value
}

/** A number as it is typed; NaN where nothing is, which JavaScript would take for 0. */
export const numberFrom = (text: string): number => (text.trim() === '' ? NaN : Number(text))

/** A number option strictly within limits. */
export function numberBetween(name: string, text: string, above: number, below: number): number {
  const value = numberFrom(text)
  if (!(value > above && value < below))
    throw new UsageError(`--${name} takes a number between ${above} and ${below}, not '${text}'`)
  return value
}

/** A two-sided level verdicts may rest on. */
export function confidenceLevel(text: string): number {
  const level = numberFrom(text)
  if (isLevel(level)) return level
  throw new UsageError(
    `--level takes a number from ${LEAST_LEVEL} to below 1, not '${text}': at a lower one chance alone would give ` +
      'verdicts',
  )
}

/** One of a few words. */
export function oneOf<const T extends string>(name: string, text: string, words: readonly T[]): T {
  const found = words.find(word => word === text)
  if (found === undefined) throw new UsageError(`--${name} takes ${words.join(' or ')}, not '${text}'`)
  return found
}
