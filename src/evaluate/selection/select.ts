import { superiorPredictiveAbility } from '../../stats/selection/superior-predictive-ability.ts'
import type { SuperiorPredictiveAbility } from '../../stats/selection/superior-predictive-ability.ts'
import type { Strategy } from '../../strategy/strategy.ts'
import type { Result } from '../evaluation.ts'
import type { BlockTable, Lift } from './block-lifts.ts'
import { liftOver, matureMonths, zOf } from './block-lifts.ts'
import { deflateLift } from './deflate.ts'
import { gate } from './gate.ts'
import { periodDiagnostics } from './period-diagnostics.ts'
import type { ComparedVariant, Selection, WalkForwardResult } from './selection.ts'
import type { WalkForward } from './walk-forward.ts'
import { walkForward } from './walk-forward.ts'

/** A variant with what its back-test said of it. */
export interface EvaluatedVariant {
  readonly version: string
  readonly strategy: Strategy
  /** Of the outcome chosen on, over the whole. */
  readonly result: Result
  readonly others: Selection['others']
  /** Whether it may be chosen; the others were tried earlier and only count. */
  readonly isCandidate: boolean
}

export interface SelectionInput {
  readonly history: Selection['history']
  readonly definition: Selection['definition']
  readonly champion: Selection['champion']
  readonly outcome: Selection['outcome']
  readonly currency: string | null
  readonly months: readonly string[]
  /** In the order of `table.variants`. */
  readonly variants: readonly EvaluatedVariant[]
  readonly table: BlockTable
  /** N of the ledger; at least the number of variants. */
  readonly trials: number
  readonly unreadable: number
  readonly level: number
  readonly seed: number
  readonly replicates: number
  readonly walkForward: number
}

/**
 * Chooses the candidate with the largest z on one outcome, and says what is left of its lift. A variant whose figures
 * support no verdict is chosen only where there is no other; all that differ from the champion count in the test.
 */
export function select(input: SelectionInput): Selection {
  const { table, level, seed, replicates } = input
  const months = matureMonths(table),
    all = [...table.variants.keys()]
  const lifts = all.map(k => liftOver(table, k, months)),
    z = lifts.map(zOf)
  const differing = all.filter(k => (lifts[k]?.standardError ?? 0) > 0)
  const spa = testOf(table, differing, lifts, seed, replicates)
  const adjusted = new Map(differing.map((k, i) => [k, spa!.adjusted[i]!]))
  const ranked = all.toSorted((a, b) => (z[b] ?? -Infinity) - (z[a] ?? -Infinity) || a - b)
  const compared = ranked.map(k => comparedVariant(input.variants[k]!, table.sign, z[k]!, adjusted.get(k) ?? null))
  const sound = differing.filter(k => input.variants[k]!.result.refusals.length === 0)
  const eligible = (among: readonly number[]) =>
    ranked.findIndex(k => input.variants[k]!.isCandidate && among.includes(k))
  const best = eligible(sound) >= 0 ? eligible(sound) : eligible(differing)
  const chosen = best < 0 ? null : compared[best]!
  const naive =
    chosen === null || chosen.lift === null || !chosen.standardError
      ? null
      : { lift: chosen.lift, standardError: chosen.standardError, z: chosen.lift / chosen.standardError }
  const walked = walkForward(table, sound.length > 0 ? sound : differing, input.walkForward)
  return {
    schema: 'huijian.selection/2',
    history: input.history,
    definition: input.definition,
    champion: input.champion,
    outcome: input.outcome,
    currency: input.currency,
    settings: { level, seed, blocks: table.blocks, replicates, walkForward: input.walkForward },
    trials: input.trials,
    unreadable: input.unreadable,
    variants: compared,
    chosen: best < 0 ? null : best,
    naive,
    deflated:
      naive &&
      deflateLift(
        naive.lift,
        naive.standardError,
        differing.map(k => z[k]!),
        input.trials,
      ),
    spa: spa && { statistic: spa.statistic, p: spa.p },
    walkForward: walked && named(walked, input),
    periods: periodDiagnostics(table, differing, seed, replicates),
    others: best < 0 ? [] : input.variants[ranked[best]!]!.others,
    gate: gate({
      chosen: chosen && { adjustedP: adjusted.get(ranked[best]!)!, refusals: chosen.refusals },
      walkForward: walked,
      steps: input.walkForward,
      months: months.length,
      level,
    }),
  }
}

/**
 * Hansen's test over blocks of customers, which are exchangeable: runs of one row. Row b is Δ + B ψ_b, whose mean is
 * the lift and whose spread is the lift's. Lifts of amounts and ratings are skewed, so each replicate has its own
 * error.
 */
function testOf(
  table: BlockTable,
  differing: readonly number[],
  lifts: readonly (Lift | null)[],
  seed: number,
  replicates: number,
): SuperiorPredictiveAbility | null {
  if (differing.length === 0) return null
  const rows = Array.from({ length: table.blocks }, (_, b) =>
    differing.map(k => lifts[k]!.value + table.blocks * lifts[k]!.psi[b]!),
  )
  return superiorPredictiveAbility(rows, { seed: `${seed}/blocks`, replicates, meanBlock: 1 }, { errors: 'replicate' })
}

function comparedVariant(
  { version, strategy, result, isCandidate }: EvaluatedVariant,
  sign: 1 | -1,
  z: number | null,
  adjustedP: number | null,
): ComparedVariant {
  const dr = result.difference?.dr ?? null,
    interval = dr?.interval ?? null
  return {
    version,
    id: strategy.id,
    title: strategy.title,
    isCandidate,
    params: Object.fromEntries(Object.entries(strategy.params).map(([name, param]) => [name, param.default])),
    lift: dr && sign * dr.value,
    standardError: dr && dr.standardError,
    interval: interval && (sign === 1 ? interval : [-interval[1], -interval[0]]),
    z,
    adjustedP,
    verdict: result.verdict,
    refusals: result.refusals,
  }
}

function named(walked: WalkForward, { months, variants }: SelectionInput): WalkForwardResult {
  const range = (of: readonly number[]) => [months[of[0]!]!, months[of.at(-1)!]!] as const
  return {
    ...walked,
    steps: walked.steps.map(({ variant, chosenOn, measuredOn, ...step }) => ({
      ...step,
      chosenOn: range(chosenOn),
      measuredOn: range(measuredOn),
      version: variants[variant]!.version,
    })),
  }
}
