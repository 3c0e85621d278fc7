// Many variants, evaluated together: what an engine hands over, and the selection on one outcome read off it.

import type { Strategy } from '../../strategy/strategy.ts'
import type { Evaluation, Result } from '../evaluation.ts'
import type { BlockTable } from './block-lifts.ts'
import { select } from './select.ts'
import { SelectionError } from './selection-error.ts'
import type { Selection } from './selection.ts'

export interface ComparedVariants {
  /** One or more, each of a part of the variants against the same champion. */
  readonly evaluations: readonly Evaluation[]
  /** In the order they were asked for: where each is evaluated. */
  readonly variants: readonly {
    readonly strategy: Strategy
    readonly version: string
    readonly evaluation: number
    readonly policy: number
  }[]
  /** By outcome, variants in the same order. */
  readonly tables: Readonly<Record<string, BlockTable>>
}

export interface SelectionSettings {
  /** Versions that may be chosen; the others were tried earlier and only count. */
  readonly candidates: ReadonlySet<string>
  /** N: distinct versions ever tried on this data set × outcome × champion, these included. */
  readonly trials: number
  readonly unreadable: number
  readonly walkForward: number
  /** Bootstrap replicates of the test; 2,000 when absent. */
  readonly replicates?: number
}

const DEFAULT_REPLICATES = 2_000

/**
 * Which of the variants compared is best on one outcome, and what its lift is worth given how many were tried:
 * `docs/statistics.md`, "Choosing among many variants".
 *
 * @param compared  variants evaluated on the same decisions, with their lifts by block of customers and by month
 * @param outcome  its name in the plan
 * @returns lifts in the unit of the outcome, larger is better
 * @throws {SelectionError} for an outcome that was not evaluated
 *
 * Hansen 2005 (SPA), Bailey & López de Prado 2014 (deflated lift): src/stats/selection.
 */
export function selectionOf(compared: ComparedVariants, outcome: string, settings: SelectionSettings): Selection {
  const first = compared.evaluations[0]!,
    table = compared.tables[outcome]
  const facts = first.outcomes.find(({ name }) => name === outcome)
  if (table === undefined || facts === undefined) {
    const known = first.outcomes.map(({ name }) => name).join(', ')
    throw new SelectionError(`The outcome ${outcome} was not evaluated; ${known} were.`)
  }
  const { id, version } = first.policies[first.champion]!
  return select({
    history: first.history,
    definition: first.definition,
    champion: { id, version },
    outcome: facts,
    currency: first.currency,
    months: first.months,
    variants: compared.variants.map(variant => ({
      version: variant.version,
      strategy: variant.strategy,
      isCandidate: settings.candidates.has(variant.version),
      result: wholeResult(compared.evaluations[variant.evaluation]!, variant.policy, outcome),
      others: first.outcomes
        .filter(({ name }) => name !== outcome)
        .map(other => ({
          outcome: other,
          result: wholeResult(compared.evaluations[variant.evaluation]!, variant.policy, other.name),
        })),
    })),
    table,
    trials: settings.trials,
    unreadable: settings.unreadable,
    level: first.settings.level,
    seed: first.settings.seed,
    replicates: settings.replicates ?? DEFAULT_REPLICATES,
    walkForward: settings.walkForward,
  })
}

/** The result of a policy on an outcome over the whole. */
function wholeResult(evaluation: Evaluation, policy: number, outcome: string): Result {
  return evaluation.results.find(
    result => result.policy === policy && result.outcome === outcome && result.cell.kind === 'all',
  )!
}
