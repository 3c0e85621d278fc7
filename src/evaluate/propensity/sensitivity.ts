// How strong a cause that is not in the data would have to be to turn a result: the marginal sensitivity model.
//
// The true propensity p* may differ from the modelled p by an odds ratio of at most Λ, either way:
//
//     1/Λ ≤ [p*/(1 − p*)] / [p/(1 − p)] ≤ Λ      so      w* = π·(1 + o·λ),  o = (1 − p)/p,  λ ∈ [1/Λ, Λ]
//
// and a SNIPS value lies between the smallest and the largest Σ w* r / Σ w*, where λ is 1/Λ or Λ by the side of the
// value r is on. Sampling error is not in it.
//
// Tan, "A distributional approach for causal inference using propensity scores", JASA 2006; Zhao, Small & Bhattacharya,
// "Sensitivity analysis for inverse probability weighting estimators via the percentile bootstrap", JRSS B 2019.

/** One policy on the decisions of one outcome: reward, π(a|x) and o = (1 − p)/p by decision, all of length n. */
export interface WeightedRewards {
  readonly reward: Float64Array
  readonly target: Float64Array
  readonly odds: Float64Array
}

/** The sign cannot be turned by anything weaker than what nobody would believe; beyond this it is called null. */
const LARGEST_LAMBDA = 1e6

/**
 * Smallest and largest SNIPS value when every propensity may be off by an odds ratio of `lambda`.
 *
 * @param of  n decisions
 * @param lambda  Λ ≥ 1; 1 gives SNIPS itself twice
 * @returns in the unit of the reward; null when no decision has a weight
 * @throws RangeError for columns of different length, numbers that are not finite, or Λ below 1
 *
 * Tan 2006; Zhao, Small & Bhattacharya 2019.
 */
export function snipsBounds(of: WeightedRewards, lambda: number): readonly [number, number] | null {
  check(of)
  if (!(lambda >= 1 && Number.isFinite(lambda))) throw new RangeError(`An odds ratio Λ is 1 or more, not ${lambda}.`)
  const low = extreme(of, lambda, -1),
    high = extreme(of, lambda, 1)
  return low === null || high === null ? null : [low, high]
}

/**
 * Λ at which SNIPS could equal a value `c` known without weights, as the log's own mean is:
 *
 *     P₊ + Q₊/Λ = P₋ + Q₋Λ      P± = Σ π|r − c|,  Q± = Σ π·o·|r − c| over rewards on that side of c
 *
 * for a SNIPS value above c, sides exchanged below.
 *
 * @param of  n decisions
 * @param c  in the unit of the reward
 * @returns 1 when SNIPS is c already; null when no Λ does it. NaN never
 * @throws RangeError for columns of different length or numbers that are not finite
 *
 * Tan 2006; Zhao, Small & Bhattacharya 2019.
 */
export function turningOdds(of: WeightedRewards, c: number): number | null {
  check(of)
  if (!Number.isFinite(c)) throw new RangeError(`No odds ratio turns a value into ${c}.`)
  const { reward, target, odds } = of
  let p = 0,
    q = 0,
    pOther = 0,
    qOther = 0
  for (let i = 0; i < reward.length; i++) {
    const off = reward[i]! - c,
      size = target[i]! * Math.abs(off)
    if (off > 0) {
      p += size
      q += size * odds[i]!
    } else {
      pOther += size
      qOther += size * odds[i]!
    }
  }
  const ahead = p + q - pOther - qOther
  if (Math.abs(ahead) <= 1e-12 * (p + q + pOther + qOther)) return 1
  return ahead > 0 ? root(p - pOther, q, qOther) : root(pOther - p, qOther, q)
}

/** By how much probabilities that were added up may leave [0, 1]. */
const ROUNDING = 1e-9

/** A value that is no number would never let the search for the bounds end. */
function check({ reward, target, odds }: WeightedRewards): void {
  if (target.length !== reward.length || odds.length !== reward.length) {
    throw new RangeError(`${reward.length} rewards, ${target.length} targets and ${odds.length} odds: give one each.`)
  }
  for (let i = 0; i < reward.length; i++) {
    const holds = Number.isFinite(reward[i]) && target[i]! >= 0 && target[i]! <= 1 + ROUNDING && odds[i]! >= -ROUNDING
    if (!holds || !Number.isFinite(odds[i])) {
      throw new RangeError(
        `Decision ${i} has reward ${reward[i]}, target ${target[i]} and odds ${odds[i]}: rewards ` +
          'are finite, targets from 0 to 1, odds of another action 0 or more.',
      )
    }
  }
}

/** The Λ ≥ 1 with d + q/Λ = s·Λ. */
function root(d: number, q: number, s: number): number | null {
  const lambda = s > 0 ? (d + Math.sqrt(d * d + 4 * s * q)) / (2 * s) : d < 0 ? q / -d : Infinity
  return lambda <= LARGEST_LAMBDA ? lambda : null
}

/**
 * Λ at which the SNIPS values of two policies could be equal, each bounded by itself. In truth one cause would act on
 * both, so it would have to be at least this strong: the figure errs on the careful side.
 *
 * @param a, b  both policies on the same n decisions
 * @returns 1 when they are equal already; null when no Λ up to 1e6 does it, or a policy has no weight
 * @throws RangeError for columns of different length or numbers that are not finite
 *
 * Tan 2006; Zhao, Small & Bhattacharya 2019.
 */
export function turningOddsBetween(a: WeightedRewards, b: WeightedRewards): number | null {
  const atOne = [snipsBounds(a, 1), snipsBounds(b, 1)] as const
  if (atOne[0] === null || atOne[1] === null) return null
  if (atOne[0][0] === atOne[1][0]) return 1
  const [above, below] = atOne[0][0] > atOne[1][0] ? [a, b] : [b, a]
  const meets = (lambda: number) => extreme(above, lambda, -1)! <= extreme(below, lambda, 1)!
  if (!meets(LARGEST_LAMBDA)) return null
  let low = 0,
    high = Math.log(LARGEST_LAMBDA)
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    if (meets(Math.exp(middle))) high = middle
    else low = middle
  }
  return Math.exp(high)
}

/**
 * Largest (side 1) or smallest (−1) Σ w* r / Σ w*, by Dinkelbach's iteration: weights are chosen by the side of the
 * last value a reward is on, which can only move the value further, until it stands still. A handful of passes.
 */
function extreme({ reward, target, odds }: WeightedRewards, lambda: number, side: 1 | -1): number | null {
  let value = -side * Infinity
  for (;;) {
    let weight = 0,
      sum = 0
    for (let i = 0; i < reward.length; i++) {
      const r = reward[i]!,
        heavy = side === 1 ? r > value : r < value
      const w = target[i]! * (1 + odds[i]! * (heavy ? lambda : 1 / lambda))
      weight += w
      sum += w * r
    }
    if (weight === 0) return null
    const next = sum / weight
    // The first pass weighs all alike; after it each value is at least as far out as the one before.
    if (value !== -side * Infinity && (next - value) * side <= 1e-15 * Math.abs(value)) return value
    value = next
  }
}
