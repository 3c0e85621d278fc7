// Moments: the sums every estimate, error and interval is read off. They merge by addition between shards
// that share no customer, so any engine may compute them and any number of workers gives the same result.
//
// Variables are one customer's totals within a cell (all decisions, a segment or a month), counting decisions
// mature for the column's maturity:
//
//     N = number of decisions             W = Σ w            w = π(a|x) / π₀(a|x)
//     R = Σ w·r                           V = Σ v̂            v̂ = Σ_a π(a|x) q̂(x, a)
//     D = Σ (v̂ + w·(r − q̂(x, a)))         r and q̂ less the column's shift, Fitted.shift
//
// For the policy `logged`, w = 1: W = N and R = V = D = Σ r, `match` = N, nothing is unsupported. A moment is a sum
// over customers of a product of these variables, named by its factors: `RRW` = Σ_c R_c² W_c. Lower case letters are
// the champion's: `Dd` = Σ_c D_c d_c.
// ₁ and ₂ are the numerator and the denominator of a ratio outcome, here written 1 and 2: `D1d2`.

import { hashBlockLayout } from './hash-block-layout.ts'
import type { SumPlan } from './sum-plan.ts'
import { cellCount } from './sum-plan.ts'

/** Per cell × maturity. `G` counts the customers with at least one decision there. */
export const maturitySums = ['N', 'G', 'NN', 'NNN'] as const

/**
 * Per cell × maturity × policy. After the products come plain sums over decisions: `w2` = Σ w²; `match` = decisions
 * whose logged action is the rule's; `unsupported` = Σ Σ_a π(a|x)·1[a never logged in the row's segment].
 */
export const policySums = ['W', 'WW', 'WN', 'WWW', 'WWN', 'WNN', 'w2', 'match', 'unsupported'] as const
/**
 * Per cell × maturity × policy × action, over decisions: those for which it is the rule's action, and those of them
 * that were logged with it. What a rule proposes and the log hardly ever shows is found here.
 */
export const actionSums = ['chosen', 'agreed'] as const
/** Against the champion. */
export const policyPairSums = ['Ww', 'WWw', 'Www'] as const

/**
 * Per cell × column × policy. Sums over decisions: `w2r` = Σ w² r and `w2r2` = Σ w² r² (unshifted r), for effective
 * events; `u` = Σ of the unsupported part of v̂, Σ_a π(a|x)·1[never logged]·q̂(x, a) (shifted).
 */
const seriesRate = ['R', 'V', 'D', 'RR', 'RW', 'RN', 'VV', 'VN', 'DD', 'DN', 'w2r', 'w2r2', 'u'] as const
const seriesThird = ['RRR', 'RRW', 'RWW', 'RRN', 'RWN', 'RNN', 'VVV', 'VVN', 'VNN', 'DDD', 'DDN', 'DNN'] as const
const pairRate = ['Rr', 'Rw', 'Wr', 'Dd'] as const
const pairThird = ['RRr', 'RRw', 'RWr', 'RWw', 'WWr', 'Rrr', 'Rrw', 'Rww', 'Wrr', 'Wrw', 'DDd', 'Ddd', 'DdN'] as const

export const seriesSums = { rate: seriesRate, part: seriesRate, mean: [...seriesRate, ...seriesThird] } as const
/** Per cell × column × policy other than the champion. */
export const pairSums = { rate: pairRate, part: pairRate, mean: [...pairRate, ...pairThird] } as const
/** Per cell × ratio × policy, and × policy other than the champion. */
export const ratioSums = ['R1R2', 'V1V2', 'D1D2'] as const
export const ratioPairSums = ['R1r2', 'R2r1', 'D1d2', 'D2d1'] as const

/** Per cell × maturity × policy: merged by max (min of w as max of −w). `customerW` = the largest W of one customer. */
export const policyMaxima = ['w', '-w', 'customerW'] as const

export interface Moments {
  /** Addressed through `momentLayout(plan)`. */
  readonly sums: Float64Array
  readonly maxima: Float64Array
  /** Per policy, over decisions mature for maturity 0: counts of w in `weightBins`. */
  readonly weightHistogram: Float64Array // policies × bins
  /** Per policy, over all decisions: expected number per action, Σ_i π(a|x_i); for `logged` the plain counts. */
  readonly proposed: Float64Array // policies × actions
  /** Per policy, over all decisions: settled by each rule, last slot: by none (held). Offsets by `rulesOffset`. */
  readonly rules: Float64Array
  /** Addressed through `hashBlockLayout(plan)`; empty unless the plan asks for it. */
  readonly hashBlocks: Float64Array
}

/**
 * Upper edges of the weight histogram's bins, each inclusive; the first holds w = 0 alone, the last everything above.
 */
export const weightBins: readonly number[] = [
  0,
  1 / 64,
  1 / 32,
  1 / 16,
  1 / 8,
  1 / 4,
  1 / 2,
  1,
  2,
  4,
  8,
  16,
  32,
  64,
  128,
  256,
  Infinity,
]

export interface MomentLayout {
  readonly sumsLength: number
  readonly maximaLength: number
  readonly rulesLength: number
  /** Slots a cell occupies in `sums` and `maxima`; cell c starts at c × this. */
  readonly cellSums: number
  readonly cellMaxima: number
  /** Offsets within a cell. Each throws a RangeError for a sum the plan does not keep. */
  readonly maturity: (maturity: number, name: (typeof maturitySums)[number]) => number
  readonly policy: (
    maturity: number,
    policy: number,
    name: (typeof policySums)[number] | (typeof policyPairSums)[number],
  ) => number
  readonly action: (maturity: number, policy: number, action: number, name: (typeof actionSums)[number]) => number
  readonly series: (column: number, policy: number, name: string) => number
  readonly ratio: (
    ratio: number,
    policy: number,
    name: (typeof ratioSums)[number] | (typeof ratioPairSums)[number],
  ) => number
  readonly max: (maturity: number, policy: number, name: (typeof policyMaxima)[number]) => number
  readonly rulesOffset: (policy: number) => number
}

/** Those of a group's names that the plan keeps, in order. */
export function keptSums<N extends string>(plan: SumPlan, names: readonly N[]): readonly N[] {
  return plan.only === undefined ? names : names.filter(name => plan.only!.includes(name))
}

const layouts = new WeakMap<SumPlan, MomentLayout>()

/** Where each sum of the plan stands. The one place that knows; kernels and estimators both ask it, often. */
export function momentLayout(plan: SumPlan): MomentLayout {
  const layout = layouts.get(plan) ?? layOut(plan)
  layouts.set(plan, layout)
  return layout
}

function layOut(plan: SumPlan): MomentLayout {
  const offsets = new Map<string, number>()
  let next = 0
  const reserve = (key: string, names: readonly string[]) => {
    for (const name of keptSums(plan, names)) offsets.set(`${key}.${name}`, next++)
  }
  const policies = plan.policies.map((_, p) => p)
  const challengers = policies.filter(p => p !== plan.champion)
  plan.maturities.forEach((_, m) => {
    reserve(`m${m}`, maturitySums)
    for (const p of policies) {
      reserve(`m${m}.p${p}`, policySums)
      for (const a of plan.actions.keys()) reserve(`m${m}.p${p}.a${a}`, actionSums)
    }
    for (const p of challengers) reserve(`m${m}.p${p}`, policyPairSums)
  })
  plan.columns.forEach((column, o) => {
    for (const p of policies) reserve(`o${o}.p${p}`, seriesSums[column.measure])
    for (const p of challengers) reserve(`o${o}.p${p}`, pairSums[column.measure])
  })
  plan.ratios.forEach((_, k) => {
    for (const p of policies) reserve(`k${k}.p${p}`, ratioSums)
    for (const p of challengers) reserve(`k${k}.p${p}`, ratioPairSums)
  })
  const rules: number[] = []
  let rulesLength = 0
  for (const policy of plan.policies) {
    rules.push(rulesLength)
    rulesLength += policy.kind === 'strategy' ? policy.strategy.rules.length + 1 : 0
  }
  const at = (key: string) => {
    const offset = offsets.get(key)
    if (offset === undefined) throw new RangeError(`the plan keeps no sum ${key}`)
    return offset
  }
  const cellMaxima = plan.maturities.length * policies.length * policyMaxima.length
  return {
    sumsLength: next * cellCount(plan),
    maximaLength: cellMaxima * cellCount(plan),
    rulesLength,
    cellSums: next,
    cellMaxima,
    maturity: (m, name) => at(`m${m}.${name}`),
    policy: (m, p, name) => at(`m${m}.p${p}.${name}`),
    action: (m, p, a, name) => at(`m${m}.p${p}.a${a}.${name}`),
    series: (o, p, name) => at(`o${o}.p${p}.${name}`),
    ratio: (k, p, name) => at(`k${k}.p${p}.${name}`),
    max: (m, p, name) => (m * policies.length + p) * policyMaxima.length + policyMaxima.indexOf(name),
    rulesOffset: p => rules[p]!,
  }
}

/** All zero (maxima −∞): the neutral element of `mergeMoments`. */
export function emptyMoments(plan: SumPlan): Moments {
  const layout = momentLayout(plan)
  return {
    sums: new Float64Array(layout.sumsLength),
    maxima: new Float64Array(layout.maximaLength).fill(-Infinity),
    weightHistogram: new Float64Array(plan.policies.length * weightBins.length),
    proposed: new Float64Array(plan.policies.length * plan.actions.length),
    rules: new Float64Array(layout.rulesLength),
    hashBlocks: new Float64Array(hashBlockLayout(plan).length),
  }
}

/** Adds `part` into `into`. Exact when the two share no customer; merge in one fixed order for identical bits. */
export function mergeMoments(into: Moments, part: Moments): void {
  for (let i = 0; i < into.maxima.length; i++) into.maxima[i] = Math.max(into.maxima[i]!, part.maxima[i]!)
  for (const key of ['sums', 'weightHistogram', 'proposed', 'rules', 'hashBlocks'] as const) {
    const a = into[key],
      b = part[key]
    for (let i = 0; i < a.length; i++) a[i]! += b[i]!
  }
}
