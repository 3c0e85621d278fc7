// What a leakage test found: plain data, for the command to print and for programs to read.

export interface LeakageReport {
  readonly schema: 'huijian.leakage/1'
  readonly dataset: string
  readonly dataHash: string
  readonly decisions: number
  /** Source columns that were taken as features for this test, and the names they had in it. */
  readonly offered: readonly { readonly column: string; readonly feature: string }[]
  readonly truncation: Truncation
  readonly ranking: RankingPower
  readonly split: TimeSplit
  /** Features that leak, with the way it showed. The test is passed when this and `failures` are empty. */
  readonly leaks: readonly { readonly feature: string; readonly by: 'truncation' | 'ranking' | 'ranking together' }[]
  /** Tests that could not be made although they had to be. */
  readonly failures: readonly ('too few decisions to cut' | 'too few decisions to rank')[]
}

/** Features computed again as if it were an earlier instant. */
export interface Truncation {
  /** ISO instants at which later data was cut off; empty when there was nothing to test. */
  readonly cuts: readonly string[]
  /** Pairs of decision and cut in which the customer had data that was cut off. */
  readonly exposed: number
  /** Features computed from other rows: events, window functions, subqueries. */
  readonly tested: readonly {
    readonly feature: string
    /** Pairs of decision and cut compared, and those in which the value was another one. */
    readonly compared: number
    readonly changed: number
    /** Id of one decision whose value changed. */
    readonly example: string | null
  }[]
  /** Features read from the decision's own row: cutting other rows cannot change them, so this says nothing of them. */
  readonly ownRow: readonly string[]
  /** False in a history without times: nothing can be cut. */
  readonly timed: boolean
}

/** How much of an outcome's ranking each feature carries. */
export interface RankingPower {
  readonly outcome: string
  /** What counts as an event: `rate`, or a mean above its median. */
  readonly event: 'rate' | 'above median'
  readonly decisions: number
  readonly events: number
  /** False when pairs of events and others are too few for a drop of the limit to be told from noise. */
  readonly enough: boolean
  /** AUC of a cross-fitted logit on all features; null when not enough. */
  readonly all: number | null
  readonly dropLimit: number
  readonly features: readonly RankedFeature[]
  /** AUC without any offered column, when several were: leaks of one event hide behind each other. */
  readonly withoutOffered: Drop | null
}

/** What is lost without something. */
export interface Drop {
  readonly without: number
  /** From `all`, with its standard error. */
  readonly drop: number
  readonly dropError: number
  /** The drop is above the limit, a quarter or more of all ranking power, and more than noise. */
  readonly sharp: boolean
}

/** A feature, and all the others without it. */
export interface RankedFeature extends Drop {
  readonly feature: string
  /** AUC of the feature by itself, whichever way round it ranks: at least ½ for a number. */
  readonly alone: number
  /** Features that say the same and were left out together with it. */
  readonly twins: readonly string[]
}

/** The same logit judged on later decisions, and on decisions in between those it was fitted on. */
export interface TimeSplit {
  /** AUC on the last third, fitted on the decisions before it; null without times or when not enough. */
  readonly ordered: number | null
  /** AUC on every third decision, fitted on the others. */
  readonly interleaved: number | null
  /** Whether the second is above the first by more than chance would have it; null where either is. */
  readonly flatters: boolean | null
  /** ISO instant at which the last third begins. */
  readonly from: string | null
}

/** Fewer decisions whose data was cut off than this test nothing. */
export const LEAST_EXPOSED = 30
