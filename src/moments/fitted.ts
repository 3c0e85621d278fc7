// What is fitted between the two passes.

/** What the second pass needs from the first, as tables an engine can ship to workers. */
export interface Fitted {
  /** q̂ less the column's shift: fold × stratum × action × column, fitted without that fold's customers. */
  readonly q: Float64Array
  /** π̂₀(a|stratum) fitted without the fold's customers, fold × stratum × action; null when propensities are known. */
  readonly propensity: Float64Array | null
  /** 1 where the action was logged in the stratum at least once, stratum × action. */
  readonly supported: Uint8Array
  /**
   * Per column, subtracted from every value before summing, so that squares of large amounts keep digits; 0 for
   * rates.
   */
  readonly shift: Float64Array
}
