import type { Text } from '../strategy/text.ts'

/** Why a figure supports no verdict, or is marked. `message` says what, with which values, and the way out. */
export interface Refusal {
  readonly code:
    | 'support'
    | 'effective-sample'
    | 'few-events'
    | 'few-amounts'
    | 'concentration'
    | 'mean-weight'
    | 'maturity'
    | 'skewness'
    | 'denominator'
    | 'not-computable'
    | 'outside-range'
    | 'thin-support'
    | 'heavy-tail'
    | 'not-uniform'
    | 'stochastic'
  readonly message: Text
}
