import type { WeightedRows } from './logged-arrays.ts'

/** Sums over decisions that estimators and their errors can be worked out from by hand; r as it was given. */
export interface LogSums {
  /** Σw */
  readonly weight: number
  /** Σw² */
  readonly weightSquared: number
  /** Σr */
  readonly reward: number
  /** Σr² */
  readonly rewardSquared: number
  /** Σwr */
  readonly weightedReward: number
  /** Σw²r */
  readonly weightSquaredReward: number
  /** Σ(wr)² */
  readonly weightedRewardSquared: number
  /** The largest wr. */
  readonly maxWeightedReward: number
  /** Of the outcome model, with e = r − q̂: null without one. */
  readonly model: null | {
    /** Σv̂ */
    readonly predicted: number
    /** Σv̂² */
    readonly predictedSquared: number
    /** Σwe */
    readonly weightedError: number
    /** Σ(we)² */
    readonly weightedErrorSquared: number
    /** Σv̂we */
    readonly predictedWeightedError: number
  }
}

export function logSums({ reward, w, qLogged, qTarget }: WeightedRows): LogSums {
  const n = w.length
  const sum = (of: (i: number) => number) => {
    let total = 0
    for (let i = 0; i < n; i++) total += of(i)
    return total
  }
  const error = (i: number) => w[i]! * (reward[i]! - qLogged![i]!)
  return {
    weight: sum(i => w[i]!),
    weightSquared: sum(i => w[i]! ** 2),
    reward: sum(i => reward[i]!),
    rewardSquared: sum(i => reward[i]! ** 2),
    weightedReward: sum(i => w[i]! * reward[i]!),
    weightSquaredReward: sum(i => w[i]! ** 2 * reward[i]!),
    weightedRewardSquared: sum(i => (w[i]! * reward[i]!) ** 2),
    maxWeightedReward: w.reduce((most, weight, i) => Math.max(most, weight * reward[i]!), -Infinity),
    model:
      qLogged === null || qTarget === null
        ? null
        : {
            predicted: sum(i => qTarget[i]!),
            predictedSquared: sum(i => qTarget[i]! ** 2),
            weightedError: sum(error),
            weightedErrorSquared: sum(i => error(i) ** 2),
            predictedWeightedError: sum(i => qTarget[i]! * error(i)),
          },
  }
}
