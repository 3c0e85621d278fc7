// Numbers as every engine a strategy is compiled to reads them.

import { StrategyError } from './errors.ts'

/** The smallest normal double. ClickHouse refuses literals nearer to 0: it takes strtod's ERANGE for an error. */
const SMALLEST = 2.2250738585072014e-308

/** Whether every engine reads the number's text as the same double. */
export function isSayable(value: number): boolean {
  return Number.isFinite(value) && (value === 0 || Math.abs(value) >= SMALLEST)
}

/**
 * The shortest text that reads back as the same double, −0 as 0 (no condition can tell them apart). Compilers write
 * numbers into source through this alone: what is not a number, whatever its type says, does not get in.
 */
export function numberText(value: number | null): string {
  if (typeof value === 'number' && isSayable(value)) return String(value)
  throw new StrategyError(`${value} is not a number every engine reads alike.`)
}
