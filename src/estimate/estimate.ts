/** A number with its error. `standardError` is the plain cluster error; only the interval is widened. */
export interface Estimate {
  readonly value: number
  readonly standardError: number
  /** Absent (null) when it cannot be given honestly; the cell's refusals say why. */
  readonly interval: readonly [number, number] | null
}

/**
 * Estimates that cannot be computed are absent: null, never 0. For the policy `logged`, dr, snips and ips are all the
 * on-policy mean, and dm is absent. dm never has an interval: its spread says nothing of the model's error.
 */
export interface Estimates {
  readonly dr: Estimate | null
  readonly snips: Estimate | null
  readonly ips: Estimate | null
  readonly dm: Estimate | null
}
