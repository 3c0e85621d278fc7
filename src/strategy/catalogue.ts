// What a strategy may speak about: the features known before a decision, and the actions a bank can take.

import type { Text } from './text.ts'

/** What every feature says of itself. */
export interface Described {
  readonly label: Text
  /** `static`: who the customer is (§5.3.3.1 static attributes); `dynamic`: what she did lately, as of the decision. */
  readonly nature: 'static' | 'dynamic'
  /**
   * DuckDB SQL over one source row that yields the value; when absent, the source column has the feature's own name.
   * Only import reads it. Everything after import knows the feature by its catalogue name.
   */
  readonly from?: string
  /** When the value is known, in words, if it is not obvious that it precedes the decision. */
  readonly known?: string
}

export type FeatureSpec =
  | (Described & { readonly kind: 'number'; readonly unit: string; readonly min?: number; readonly max?: number })
  | (Described & {
      readonly kind: 'category'
      readonly levels: readonly string[]
      readonly levelLabels?: Readonly<Record<string, Text>>
    })
  | (Described & { readonly kind: 'boolean' })
  | (Described & { readonly kind: 'day' })

/** Features by name. A name is the same in strategy files, in Parquet and in reports. */
export type Catalogue = Readonly<Record<string, FeatureSpec>>

/** Every way to reach a customer, and not reaching out (`hold`), which is an action like the others (§5.3.3.4). */
export const channels = ['call', 'sms', 'email', 'push', 'wechat', 'video', 'branch', 'web', 'hold'] as const
export type Channel = (typeof channels)[number]

/** Channel × offer. `hold` has no offer. */
export interface Action {
  readonly channel: Channel
  readonly offer?: string
}

export interface ActionSpec extends Action {
  readonly label: Text
  /** What one contact costs, in the dataset's currency. */
  readonly unitCost?: number
  /** Agent minutes one contact takes on average. */
  readonly minutes?: number
}

/** The one name of an action in data, JSON and tables: `call:term-deposit-12m`, `hold`. */
export function actionKey(action: Action): string {
  return action.offer === undefined ? action.channel : `${action.channel}:${action.offer}`
}

/** What `defineStrategy` needs to know of a dataset; `Dataset` (src/history) is one. */
export interface StrategyWorld<
  F extends Catalogue = Catalogue,
  A extends readonly ActionSpec[] = readonly ActionSpec[],
> {
  readonly name: string
  readonly features: F
  readonly actions: A
}
