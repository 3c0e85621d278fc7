// One feature over many decisions, as conditions read it.

export type FeatureColumn =
  | { readonly kind: 'number'; readonly values: Float64Array } // NaN = missing; days are numbers here
  | { readonly kind: 'category'; readonly codes: Int16Array; readonly levels: readonly string[] } // −1 = missing
  | { readonly kind: 'boolean'; readonly values: Int8Array } // 1, 0, −1 = missing
