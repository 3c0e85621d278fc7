// The result of a back-test as a document: what `--json` prints, the library stores and reports draw.

import type { Estimate, Estimates } from '../estimate/estimate.ts'
import type { Refusal } from '../estimate/refusal.ts'
import type { Examination } from '../estimate/rows/examination.ts'
import type { HistoryFacts } from '../history/columns.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { Text, Title } from '../strategy/text.ts'
import type { PropensityChecks } from './propensity/checks.ts'
import type { SupportMap } from './support-map.ts'

export type Verdict = 'better' | 'worse' | 'unclear' | 'within limit' | 'no verdict'

/** One policy × outcome × cell. */
export interface Result {
  readonly policy: number
  readonly outcome: string
  readonly cell: Cell
  /** Matured decisions and customers counted. */
  readonly decisions: number
  readonly customers: number
  readonly estimates: Estimates
  /** policy − champion on the same rows; null for the champion itself. */
  readonly difference: { readonly dr: Estimate | null; readonly snips: Estimate | null } | null
  readonly verdict: Verdict | null // null for the champion
  /** Reasons against a verdict. Figures stay, marked. After `few-events` alone `within limit` is still possible. */
  readonly refusals: readonly Refusal[]
  /** What has to be said beside the figures but stands against no verdict. */
  readonly notes: readonly Refusal[]
  /** Rates with no event at all: the one-sided upper limit. */
  readonly upperLimit: number | null
  /**
   * Where the policy or the champion would do what history has no example of: between which numbers the DR value and
   * difference lie whatever happened there. Sampling error comes on top. Absent where history knows all they would do,
   * and where nothing is bounded (a ratio whose denominator could be 0).
   */
  readonly bounds?: {
    readonly value: readonly [number, number]
    readonly difference: readonly [number, number] | null
  }
}

export type Cell =
  | { readonly kind: 'all' }
  | { readonly kind: 'segment'; readonly id: string }
  | { readonly kind: 'month'; readonly id: string }

/** How well history can speak about one policy in one cell. */
export interface Diagnostics {
  readonly policy: number
  readonly cell: Cell
  readonly decisions: number
  readonly customers: number
  /** Share of decisions whose logged action is the rule's. */
  readonly matchShare: number
  /** (ΣW_c)²/ΣW_c² over customers. */
  readonly effectiveSampleSize: number
  readonly meanWeight: number
  /** z of the mean weight against 1 − unsupported, clustered. */
  readonly meanWeightZ: number
  readonly minWeight: number
  readonly maxWeight: number
  /** Largest share of the total weight one customer has. */
  readonly maxCustomerShare: number
  /** Mean probability the policy puts on actions its segment has no history of. */
  readonly unsupportedShare: number
}

export interface Evaluation {
  readonly schema: 'huijian.evaluation/1'
  readonly history: HistoryFacts
  readonly title: Text
  readonly currency: string | null
  readonly settings: {
    readonly level: number
    readonly folds: number
    readonly seed: number
    readonly supportLimit: number
    readonly essFloor: number
  }
  /**
   * Modelled shares are raised to `floor`; `trimmed` counts the decisions whose own propensity was. Null, 0: not
   * modelled.
   */
  readonly propensities: { readonly floor: number | null; readonly trimmed: number }
  /** Of modelled propensities only. */
  readonly propensityChecks?: PropensityChecks
  readonly policies: readonly {
    readonly id: string // 'logged' or the strategy's id
    readonly version: string | null // SHA-256 of the canonical definition
    readonly title: Title
    readonly strategy: Strategy | null // the definition itself, so that a result explains itself
  }[]
  readonly champion: number
  readonly outcomes: readonly {
    readonly name: string
    readonly label: Text
    readonly kind: 'conversion' | 'experience' | 'risk' | 'cost' | 'process'
    readonly measure: 'rate' | 'mean' | 'ratio'
    readonly direction: 'higher' | 'lower'
    readonly unit: string | null
    readonly per: number
    readonly ceiling: number | null
    readonly horizonDays: number
    readonly unmatured: number
  }[]
  readonly segments: readonly { readonly id: string; readonly title: Title }[]
  readonly months: readonly string[]
  readonly results: readonly Result[]
  readonly diagnostics: readonly Diagnostics[]
  readonly support?: SupportMap
  /** Fetched apart from the sums, on request. */
  readonly examination?: Examination
  /** Logged and proposed share of every action, by policy. */
  readonly actions: readonly { readonly key: string; readonly label: Text; readonly share: readonly number[] }[]
  /** Per policy: decisions settled by each rule; the last entry is "no rule: held". */
  readonly funnel: readonly (readonly number[])[]
  readonly weights: { readonly upperEdges: readonly (number | null)[]; readonly counts: readonly (readonly number[])[] }
}
