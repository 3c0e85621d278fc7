/** Why a figure of a ranking is absent; report/uplift-sentences.ts says it in words. */
export type UpliftReason =
  /** The average effect is within its own error: a figure divided by it would be noise. */
  | { readonly code: 'effect-near-zero' }
  /** The outcome is not 0/1. */
  | { readonly code: 'no-perfect-ranking' }
  /** The perfect ranking is no better than any other. */
  | { readonly code: 'no-room' }
  /** The treated did no better than the controls: there is no perfect curve without negative effects. */
  | { readonly code: 'gain-not-positive' }
  /** One of the arms has no customers in this part of the ranking. */
  | { readonly code: 'empty-slice' }
  /** So few customers give no honest half-samples. */
  | { readonly code: 'few-customers'; readonly floor: number }
  /** It rests on the first few customers, whom half-samples do not tell apart. */
  | { readonly code: 'too-fine' }
  /** No replicates were asked for. */
  | { readonly code: 'not-asked' }
  /** It could not be computed in some half-sample. */
  | { readonly code: 'sometimes-absent' }
