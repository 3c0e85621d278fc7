// The errors of this project. All are kinds of one class, so that whoever catches one knows it for ours by what it is.

/** What could not be done, for programs. */
export type ErrorCode =
  /** A strategy, segment or customer record cannot be run as written. */
  | 'strategy'
  /** A history, its definition or its cache cannot be used as it is. */
  | 'history'
  /** A back-test cannot be done as asked. */
  | 'backtest'
  /** Sums cannot be computed: memory, threads, values that are no numbers. */
  | 'engine'
  /** Arrays are no log of decisions. */
  | 'log'
  /** A choice among variants cannot be made. */
  | 'selection'
  /** Rows cannot be ranked by a score. */
  | 'uplift'
  /** A logistic regression has no finite optimum. */
  | 'logit'
  /** A figure that these data cannot give. */
  | 'not-estimable'
  /** The library of runs cannot be used as asked. */
  | 'library'
  /** What was asked for does not exist or cannot be done as asked. */
  | 'request'
  /** The command line is wrong. */
  | 'usage'
  /** A notebook's kernel or cell failed. */
  | 'notebook'

/** Its message says what is wrong, with which values, and what to do next. */
export abstract class HuijianError extends Error {
  abstract readonly code: ErrorCode
}
