// What a dataset definition says: where a history comes from and what its columns mean. Plain data.

import type { ActionSpec, Catalogue } from '../strategy/catalogue.ts'
import type { Expr } from '../strategy/expr.ts'
import type { Text, Title } from '../strategy/text.ts'

/** Where the files come from and what may be done with them. */
export interface Source {
  readonly publisher: string
  readonly url?: string
  readonly licence: string
  readonly citation?: string
  readonly files: readonly { readonly name: string; readonly sha256?: string; readonly rows?: number }[]
}

/** DuckDB SQL expressions over one source row. */
export interface DecisionColumns {
  /** Unique id; when absent, the line number. */
  readonly id?: string
  /** Customer key; when absent each row is taken as a customer of its own, and every report says so. */
  readonly customer?: string
  /**
   * Moment of the decision (TIMESTAMP or DATE); when absent the history has no months and no maturity. One with a zone
   * is moved to UTC; `timezone('Asia/Shanghai', CAST("t" AS TIMESTAMPTZ))` keeps the months and days of that clock. All
   * tables of a dataset, and `observedUntil`, are to be on one clock.
   */
  readonly time?: string
  /** Yields the action key: `call:term-deposit-12m`, `hold`. */
  readonly action: string
  /** Yields VARCHAR[] of the action keys allowed for this decision; when absent every action of the dataset was. */
  readonly allowed?: string
}

/**
 * Where the propensity π₀(a|x) comes from. Modelled ones are said to be modelled beside every number, and come with
 * what speaks for and against them: calibration, balance, a sensitivity figure, placebo tests.
 */
export type Propensity =
  | { readonly source: 'logged'; readonly from: string } // SQL yielding a number in (0, 1]
  // Of a randomised test, by action key.
  | { readonly source: 'design'; readonly shares: Readonly<Record<string, number>> }
  | ModelledPropensity

/** Fitted from the log, for each fold of customers without them. */
export interface ModelledPropensity {
  readonly source: 'modelled'
  /**
   * `cells` (when absent): shares of the actions within each stratum. `logit`: multinomial logit on the stratum and on
   * features.
   */
  readonly model?: 'cells' | 'logit'
  /** What the logit reads, by catalogue name; when absent every feature but the placebos. */
  readonly features?: readonly string[]
  /**
   * Features known before the decision that the model does not read: no policy can have an effect on them, so one that
   * shows is a cause the model lacks.
   */
  readonly placebo?: readonly string[]
}

export interface OutcomeBase {
  readonly label: Text
  readonly kind: 'conversion' | 'experience' | 'risk' | 'cost' | 'process'
  /** What is good. A verdict `better` is a difference in this direction. */
  readonly direction: 'higher' | 'lower'
  /** An event counts when it falls in (t, t + horizonDays]. 0: known at once, always mature. */
  readonly horizonDays: number
  /** Unit in text: `CNY`, `seconds`, `points`. Rates have none. */
  readonly unit?: string
  /** Rates are shown per this many: 100 (per cent, the default) or 10,000 for rare events. */
  readonly per?: 100 | 10_000
  /** For an adverse outcome: the limit `within limit` is judged against, in the outcome's own scale (a rate in 0–1). */
  readonly ceiling?: number
}
export type Outcome =
  | (OutcomeBase & { readonly measure: 'rate'; readonly from?: string }) // 0/1 or boolean
  | (OutcomeBase & { readonly measure: 'mean'; readonly from?: string })
  // Both SQL, per decision.
  | (OutcomeBase & { readonly measure: 'ratio'; readonly numerator: string; readonly denominator: string })

/**
 * A named part of the customers. Segments form a decision list: a customer belongs to the first that holds, else to
 * `other`.
 */
export interface Segment {
  readonly id: string
  readonly title: Title
  readonly if: Expr
}

/**
 * What an event table tells about a customer at the instant of a decision, from events strictly before it; how each is
 * computed stands in as-of.ts. `where` is DuckDB SQL over one event row; events for which it is not true do not count.
 */
export type EventFeature =
  | { readonly as: 'latest'; readonly value: string; readonly where?: string } // SQL over one event row
  | { readonly as: 'count'; readonly withinDays: number; readonly where?: string } // events in [t − withinDays, t)
  | { readonly as: 'days since'; readonly where?: string } // elapsed days, with fractions; missing when there was none

/** A file of things that happened to customers: contacts, log-ins, balances as they changed. */
export interface EventTable {
  /** File name; it is looked for in the folder of the decision file. */
  readonly file: string
  /** DuckDB SQL over one event row; the same key as `decision.customer`. */
  readonly customer: string
  /** When the event became known, not when it happened if that is earlier: TIMESTAMP or DATE, SQL over an event row. */
  readonly time: string
  /** Orders events of one customer at the same instant, SQL over one event row; the largest is the latest. */
  readonly tieBreak?: string
  /** By catalogue name. These features are computed from the events; their `from` is not used. */
  readonly features: Readonly<Record<string, EventFeature>>
}

export interface Dataset<F extends Catalogue = Catalogue, A extends readonly ActionSpec[] = readonly ActionSpec[]> {
  readonly name: string
  readonly title: Text
  readonly source: Source
  /** ISO 4217 code of every amount. */
  readonly currency?: string
  readonly decision: DecisionColumns
  /** Event files next to the decision file, by table name; they need a customer and a time in `decision`. */
  readonly events?: Readonly<Record<string, EventTable>>
  readonly features: F
  /** `hold` is one of them always. */
  readonly actions: A
  readonly propensity: Propensity
  readonly outcomes: Readonly<Record<string, Outcome>>
  /** Groups of customers that people look at; whoever is in none is `other`. */
  readonly segments: readonly Segment[]
  /**
   * Cells in which support, outcome model and modelled propensities are computed: what the actions were decided by. The
   * segments when a definition names none; then one segment more moves the figures of the whole, otherwise none.
   */
  readonly strata: readonly Segment[]
  /** Source columns that are known only after the decision, with the reason. They can never become features. */
  readonly leaks: Readonly<Record<string, string>>
  /**
   * Moment until which outcomes were observed (ISO; UTC without a zone); when absent, the latest decision's. Decides
   * maturity.
   */
  readonly observedUntil?: string
  /** Import fails above this share of quarantined rows. */
  readonly quarantineLimit: number
}

/** Names of the numeric columns an outcome occupies in the canonical Parquet and in `Columns.outcomes`. */
export function outcomeColumns(name: string, outcome: Outcome): readonly string[] {
  return outcome.measure === 'ratio' ? [`${name}.num`, `${name}.den`] : [name]
}
