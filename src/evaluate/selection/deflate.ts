import { expectedMaximum } from '../../stats/selection/expected-maximum.ts'

/** A lift as it looks, and what is left of it when one remembers how many were tried. */
export interface DeflatedLift {
  readonly z: number
  /** N: versions ever tried on the question. */
  readonly trials: number
  /** E[max of N] independent standard normal numbers, and the spread of z among the variants compared. */
  readonly expectedMaximum: number
  readonly deviation: number
  /** z − E[max of N]·deviation, and that times the standard error. */
  readonly deflatedZ: number
  readonly deflatedLift: number
}

/**
 * The lift of a variant less what the best of N worthless ones is expected to show. As in the deflated Sharpe ratio,
 * the spread of what was tried is read off the variants themselves, so that a hundred near copies count for less than
 * a hundred different ideas.
 *
 * @param lift, standardError  of the chosen variant over the champion; larger is better, SE > 0
 * @param zs  lift/SE of every variant compared, the chosen one among them
 * @param trials  N ≥ the number of variants compared
 * @returns null when there is more than one trial but fewer than two variants to read the spread off
 * @throws RangeError without an error, or for fewer trials than variants
 *
 * After Bailey & López de Prado, "The deflated Sharpe ratio", Journal of Portfolio Management 2014.
 */
export function deflateLift(
  lift: number,
  standardError: number,
  zs: readonly number[],
  trials: number,
): DeflatedLift | null {
  if (!(standardError > 0 && trials >= zs.length)) {
    throw new RangeError(
      `A lift with error ${standardError}, one of ${zs.length} compared and ${trials} tried, cannot be deflated.`,
    )
  }
  if (trials > 1 && zs.length < 2) return null
  const mean = zs.reduce((sum, z) => sum + z, 0) / zs.length
  const squares = zs.reduce((sum, z) => sum + (z - mean) ** 2, 0)
  const deviation = trials === 1 ? 0 : Math.sqrt(squares / (zs.length - 1))
  const z = lift / standardError,
    most = expectedMaximum(trials)
  const deflatedZ = z - most * deviation
  return { z, trials, expectedMaximum: most, deviation, deflatedZ, deflatedLift: deflatedZ * standardError }
}
