// What is known of one variant chosen among many, as a document: what sweep and compare print, and `--json` gives.

import type { Refusal } from '../../estimate/refusal.ts'
import type { HistoryFacts } from '../../history/facts.ts'
import type { Title } from '../../strategy/text.ts'
import type { Evaluation, Result, Verdict } from '../evaluation.ts'
import type { DeflatedLift } from './deflate.ts'

/**
 * passed: the best-of-many test rejects and the choice held on later months. no verdict: history cannot answer, and
 * `reasons` says why.
 */
export type GateStatus = 'passed' | 'not passed' | 'no verdict'

/** Why a gate was not passed or cannot be judged; report/gate-sentences.ts says it in words. */
export type GateReason =
  | Refusal
  /** No variant decides otherwise than the champion. */
  | { readonly code: 'nothing-differs' }
  /** So many steps need one month more than there are. */
  | { readonly code: 'few-months'; readonly steps: number; readonly months: number }
  /** On the earlier months of some step no variant differs from the champion. */
  | { readonly code: 'nothing-to-choose' }
  /** Probability that the best of so many looks this good by chance. */
  | { readonly code: 'chance'; readonly p: number; readonly limit: number }
  /** Chosen on earlier months, it did no better on later ones. */
  | { readonly code: 'did-not-hold' }

/** One variant compared. Lifts are signed so that larger is better, whatever the outcome's direction. */
export interface ComparedVariant {
  readonly version: string // SHA-256 of the definition
  readonly id: string
  readonly title: Title
  /** Values of its parameters. */
  readonly params: Readonly<Record<string, number>>
  /** False for one tried earlier and compared again here, because what was tried counts. */
  readonly isCandidate: boolean
  /**
   * DR's paired difference from the champion, as any back-test of this version gives it; null when it cannot be
   * computed. With `refusals` the figures stay, to be shown as refused.
   */
  readonly lift: number | null
  readonly standardError: number | null
  readonly interval: readonly [number, number] | null
  /** Lift over its error by blocks of customers: what variants are ranked by. Null for the champion's own rules. */
  readonly z: number | null
  /** p of this lift or a larger one, had none of the variants differed from the champion; null as `z` is. */
  readonly adjustedP: number | null
  readonly verdict: Verdict | null
  readonly refusals: readonly Refusal[]
}

/** Choosing on earlier months, measuring on later ones; months as '2025-01'. */
export interface WalkForwardResult {
  readonly steps: readonly {
    readonly chosenOn: readonly [first: string, last: string]
    readonly measuredOn: readonly [first: string, last: string]
    readonly version: string
    readonly promised: number
    readonly measured: number
    readonly measuredError: number
  }[]
  readonly promised: number
  readonly measured: number
  readonly measuredError: number
  readonly degradation: number | null
}

export interface Selection {
  readonly schema: 'huijian.selection/2'
  readonly history: HistoryFacts
  /** Of the evaluations compared, which share it. */
  readonly definition: Evaluation['definition']
  readonly champion: { readonly id: string; readonly version: string | null }
  readonly outcome: Evaluation['outcomes'][number]
  readonly currency: string | null
  readonly settings: {
    readonly level: number
    readonly seed: number
    /** Blocks of customers resampled, how often, and steps of walk-forward. */
    readonly blocks: number
    readonly replicates: number
    readonly walkForward: number
  }
  /** Distinct versions ever tried on this data set × outcome × champion. */
  readonly trials: number
  /** Versions tried earlier that today's data set definition cannot read; they count in `trials` only. */
  readonly unreadable: number
  /** Best first. */
  readonly variants: readonly ComparedVariant[]
  /** Index into `variants`; null when no candidate differs from the champion. */
  readonly chosen: number | null
  readonly naive: { readonly lift: number; readonly standardError: number; readonly z: number } | null
  readonly deflated: DeflatedLift | null
  /** Null when no variant differs from the champion. */
  readonly spa: {
    readonly statistic: number
    readonly p: { readonly lower: number; readonly consistent: number; readonly upper: number }
  } | null
  readonly walkForward: WalkForwardResult | null
  /** By month, from 48 months on: probability of back-test overfitting, and the test over months, not customers. */
  readonly periods: {
    readonly months: number
    readonly blocks: number
    readonly pbo: number
    readonly probabilityOfLoss: number
    readonly meanBlock: number
    readonly spaP: number
  } | null
  /** What the chosen variant does to the other outcomes evaluated, uncorrected: it was not chosen by them. */
  readonly others: readonly { readonly outcome: Evaluation['outcomes'][number]; readonly result: Result }[]
  readonly gate: { readonly status: GateStatus; readonly reasons: readonly GateReason[] }
}
