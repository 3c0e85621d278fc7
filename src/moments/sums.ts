// Which sums an engine keeps. A sum over customers is of a product of one customer's totals within a cell (all decisions,
// a segment or a month), counting decisions mature for the column's maturity; its factors stand beside its name, so that
// the loop that adds it up and the estimator that reads it cannot mean different things. `RRW` = Σ_c R_c² W_c.

/**
 * A customer's own totals, and in lower case the champion's:
 *
 *     N = number of decisions             W = Σ w            w = π(a|x) / π₀(a|x)
 *     R = Σ w·r                           V = Σ v̂            v̂ = Σ_a π(a|x) q̂(x, a)
 *     D = Σ (v̂ + w·(r − q̂(x, a)))         r and q̂ less the column's shift, Fitted.shift
 *     G = 1 where N > 0
 *
 * For the policy `logged`, w = 1: W = N and R = V = D = Σ r, `match` = N, nothing is unsupported.
 */
export type Total = 'N' | 'G' | 'W' | 'R' | 'V' | 'D' | 'w' | 'r' | 'd'

/** The same of a ratio outcome's numerator (1) and denominator (2). */
export type RatioTotal = 'R1' | 'R2' | 'V1' | 'V2' | 'D1' | 'D2' | 'r1' | 'r2' | 'd1' | 'd2'

/** Factors of each sum, by its name. */
export type Products<T extends string = Total> = Readonly<Record<string, readonly T[]>>

/** Per cell × maturity. */
export const maturitySums = {
  N: ['N'],
  G: ['G'],
  NN: ['N', 'N'],
  NNN: ['N', 'N', 'N'],
} as const satisfies Products

/** Per cell × maturity × policy. */
export const policySums = {
  W: ['W'],
  WW: ['W', 'W'],
  WN: ['W', 'N'],
  WWW: ['W', 'W', 'W'],
  WWN: ['W', 'W', 'N'],
  WNN: ['W', 'N', 'N'],
} as const satisfies Products

/**
 * Per cell × maturity × policy, plain sums over decisions: `w2` = Σ w²; `match` = decisions whose logged action is the
 * rule's; `unsupported` = Σ Σ_a π(a|x)·1[a never logged in the row's stratum].
 */
export const policyDecisionSums = ['w2', 'match', 'unsupported'] as const

/**
 * Per cell × maturity × policy × action, over decisions: those for which it is the rule's action, and those of them
 * that were logged with it. What a rule proposes and the log hardly ever shows is found here.
 */
export const actionSums = ['chosen', 'agreed'] as const

/** Per cell × maturity × policy other than the champion. */
export const policyPairSums = {
  Ww: ['W', 'w'],
  WWw: ['W', 'W', 'w'],
  Www: ['W', 'w', 'w'],
} as const satisfies Products

/** Per cell × column × policy. */
export const seriesSums = {
  R: ['R'],
  V: ['V'],
  D: ['D'],
  RR: ['R', 'R'],
  RW: ['R', 'W'],
  RN: ['R', 'N'],
  VV: ['V', 'V'],
  VN: ['V', 'N'],
  DD: ['D', 'D'],
  DN: ['D', 'N'],
} as const satisfies Products

/**
 * Per cell × column × policy, over decisions: `w2r` = Σ w² r and `w2r2` = Σ w² r² (unshifted r), for effective events;
 * `u` = Σ of the unsupported part of v̂, Σ_a π(a|x)·1[never logged]·q̂(x, a) (shifted).
 */
export const seriesDecisionSums = ['w2r', 'w2r2', 'u'] as const

/** Per cell × column × policy, of means only: their intervals need the skewness. */
export const seriesThirdSums = {
  RRR: ['R', 'R', 'R'],
  RRW: ['R', 'R', 'W'],
  RWW: ['R', 'W', 'W'],
  RRN: ['R', 'R', 'N'],
  RWN: ['R', 'W', 'N'],
  RNN: ['R', 'N', 'N'],
  VVV: ['V', 'V', 'V'],
  VVN: ['V', 'V', 'N'],
  VNN: ['V', 'N', 'N'],
  DDD: ['D', 'D', 'D'],
  DDN: ['D', 'D', 'N'],
  DNN: ['D', 'N', 'N'],
} as const satisfies Products

/** Per cell × column × policy other than the champion. */
export const pairSums = {
  Rr: ['R', 'r'],
  Rw: ['R', 'w'],
  Wr: ['W', 'r'],
  Dd: ['D', 'd'],
} as const satisfies Products

/** The same, of means only. */
export const pairThirdSums = {
  RRr: ['R', 'R', 'r'],
  RRw: ['R', 'R', 'w'],
  RWr: ['R', 'W', 'r'],
  RWw: ['R', 'W', 'w'],
  WWr: ['W', 'W', 'r'],
  Rrr: ['R', 'r', 'r'],
  Rrw: ['R', 'r', 'w'],
  Rww: ['R', 'w', 'w'],
  Wrr: ['W', 'r', 'r'],
  Wrw: ['W', 'r', 'w'],
  DDd: ['D', 'D', 'd'],
  Ddd: ['D', 'd', 'd'],
  DdN: ['D', 'd', 'N'],
} as const satisfies Products

/** Per cell × ratio × policy. */
export const ratioSums = {
  R1R2: ['R1', 'R2'],
  V1V2: ['V1', 'V2'],
  D1D2: ['D1', 'D2'],
} as const satisfies Products<RatioTotal>

/** Per cell × ratio × policy other than the champion. */
export const ratioPairSums = {
  R1r2: ['R1', 'r2'],
  R2r1: ['R2', 'r1'],
  D1d2: ['D1', 'd2'],
  D2d1: ['D2', 'd1'],
} as const satisfies Products<RatioTotal>

/** Per cell × maturity × policy: merged by max (min of w as max of −w). `customerW` = the largest W of one customer. */
export const policyMaxima = ['w', '-w', 'customerW'] as const

export type MaturitySum = keyof typeof maturitySums
export type PolicySum = keyof typeof policySums | (typeof policyDecisionSums)[number]
export type PolicyPairSum = keyof typeof policyPairSums
export type ActionSum = (typeof actionSums)[number]
export type SeriesSum = keyof typeof seriesSums | (typeof seriesDecisionSums)[number]
export type SeriesThirdSum = keyof typeof seriesThirdSums
export type PairSum = keyof typeof pairSums | keyof typeof pairThirdSums
export type RatioSum = keyof typeof ratioSums
export type RatioPairSum = keyof typeof ratioPairSums
export type PolicyMaximum = (typeof policyMaxima)[number]

/** Names of a group of sums, in the order they are laid out. */
export const namesOf = <P extends Products<string>>(products: P): readonly (keyof P & string)[] => Object.keys(products)
