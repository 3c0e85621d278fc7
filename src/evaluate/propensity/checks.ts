// What is known about modelled propensities, as part of an evaluation: what speaks for them and against them.

/** Decisions whose predicted probability of an action was about the same: what was predicted and what happened. */
export interface CalibrationGroup {
  readonly decisions: number
  readonly predicted: number
  readonly observed: number
}

export interface ActionCalibration {
  readonly action: string
  /** By predicted probability, ascending; at most ten. */
  readonly groups: readonly CalibrationGroup[]
}

/**
 * How far the decisions of one action stand from all that could have had it (it was allowed, and known in the segment),
 * in a feature: the difference of means in standard deviations. `after` weights each decision by 1/π̂₀.
 */
export interface Balance {
  readonly feature: string
  readonly action: string
  /** The level of a category that is furthest off after weighting; null for a value. */
  readonly level: string | null
  /** True when what is off is the share of missing values. */
  readonly missing: boolean
  readonly before: number
  readonly after: number
}

/**
 * The odds ratio Λ ≥ 1 at which a cause that is not in the data could turn the sign of SNIPS's difference from the
 * champion; null when none could.
 */
export interface Sensitivity {
  readonly policy: number
  readonly outcome: string
  readonly lambda: number | null
}

/** An outcome from before the decision, on which no policy can have an effect. */
export interface Placebo {
  readonly policy: number
  /** `before`: an outcome of the customer's preceding decision, complete before this one. `feature`: one set aside. */
  readonly kind: 'before' | 'feature'
  /** Name of the outcome or the feature. */
  readonly name: string
  readonly decisions: number
  /** SNIPS of the placebo under the policy less its plain mean, over decisions that have it. */
  readonly difference: number
  readonly standardError: number
  readonly p: number
  /** False when the difference is significant after Holm's correction over all of them: the model lacks a cause. */
  readonly passed: boolean
}

export interface PropensityChecks {
  readonly model: 'cells' | 'logit'
  /** Decisions the model was fitted on, over all folds together. */
  readonly fittedOn: number
  readonly calibration: readonly ActionCalibration[]
  /** Largest distance that is not flagged. */
  readonly balanceLimit: number
  readonly balance: readonly Balance[]
  readonly sensitivity: readonly Sensitivity[]
  readonly placebos: readonly Placebo[]
}
