// One seeded demo world of the coverage study: its history, evaluated, beside what is true.

import demoBank from 'huijian/datasets/demo-bank'
import { demoColumns } from '../../datasets/demo-bank/columns.ts'
import type { Truth } from '../../datasets/demo-bank/truth.ts'
import type { WorldSize } from '../../datasets/demo-bank/world.ts'
import { fitPass, momentsPass } from '../../src/engine/columns/passes.ts'
import { fit } from '../../src/estimate/cell-means.ts'
import type { Estimate } from '../../src/estimate/estimate.ts'
import type { Evaluation, Result } from '../../src/evaluate/evaluation.ts'
import { readEvaluation } from '../../src/evaluate/read-evaluation.ts'
import type { Columns } from '../../src/history/columns.ts'
import type { HistoryFacts } from '../../src/history/facts.ts'
import { sumReader } from '../../src/moments/cell-sums.ts'
import type { Fitted } from '../../src/moments/fitted.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import type { Moments } from '../../src/moments/moments.ts'
import type { SumPlan } from '../../src/moments/sum-plan.ts'
import { rng } from '../../src/stats/rng.ts'
import callEveryone from '../../strategies/demo-bank/call-everyone.ts'
import depositMaturity from '../../strategies/demo-bank/deposit-maturity.ts'
import incumbent from '../../strategies/demo-bank/incumbent.ts'
import quietCustomers from '../../strategies/demo-bank/quiet-customers.ts'

// Fixed before the first run: what every world is, and which strategies are judged in it.
export const strategies = [depositMaturity, incumbent, quietCustomers, callEveryone]
export const STUDY_SIZE = { customers: 5_000, months: 12 } as const
/** Reasons that depend on the outcome drawn: cells are counted before them, by what they were expected to hold. */
const eventReasons: ReadonlySet<string> = new Set(['few-events', 'few-amounts', 'denominator', 'skewness'])

/** What one estimator said of one policy × outcome × cell × (value or difference). */
export interface Observation {
  readonly key: string
  /** Effective events the figure rests on: (Σwr)²/Σw²r². For a difference the smaller of the two policies'. */
  readonly events: number
  readonly isRefused: boolean
  readonly interval: readonly [number, number] | null
  readonly standardError: number
}

export function evaluateWorld(
  size: WorldSize,
  shuffled: boolean,
): { readonly evaluation: Evaluation; readonly observations: Observation[] } {
  const world = demoColumns(size)
  const columns = shuffled ? { ...world, propensity: shuffle(world.propensity!, size.seed) } : world
  const facts = factsOf(columns)
  const plan = makeSumPlan({
    dataset: demoBank,
    strategies,
    champion: 'logged',
    segments: columns.segments.length,
    months: columns.months.length,
    observedUntil: facts.observedUntil,
    by: { segment: true, month: false },
  })
  const fitSums = fitPass(plan, columns)
  const fitted = fit(plan, fitSums, 'logged')
  const moments = momentsPass(plan, columns, fitted)
  const { months } = columns,
    { seed } = size
  const evaluation = readEvaluation({ plan, moments, fitted, fitSums, dataset: demoBank, facts, months, seed })
  return { evaluation, observations: observe(evaluation, plan, moments, fitted) }
}

function observe(evaluation: Evaluation, plan: SumPlan, moments: Moments, fitted: Fitted): Observation[] {
  const events = effectiveEvents(evaluation, plan, moments, fitted)
  return evaluation.results.flatMap(result => {
    const key = `${evaluation.policies[result.policy]!.id}|${result.outcome}|${cellName(result)}`
    const own = events(result.policy, result)
    const isRefused = result.refusals.some(({ code }) => !eventReasons.has(code))
    const seen = (kind: string, estimate: Estimate | null, count: number): Observation => ({
      key: `${key}|${kind}`,
      events: count,
      isRefused: isRefused || estimate === null,
      interval: estimate?.interval ?? null,
      standardError: estimate?.standardError ?? NaN,
    })
    const values = [seen('value dr', result.estimates.dr, own), seen('value snips', result.estimates.snips, own)]
    if (result.difference === null) return values
    const both = Math.min(own, events(evaluation.champion, result))
    const { dr, snips } = result.difference
    return [...values, seen('difference dr', dr, both), seen('difference snips', snips, both)]
  })
}

export const cellName = ({ cell }: Result): string => (cell.kind === 'all' ? 'all' : cell.id)

/** What is true of an observation's key. */
export function truthOf(key: string, truths: readonly Truth[]): { readonly value: number; readonly error: number } {
  const [policy, outcome, cell, kind] = key.split('|') as [string, string, string, string]
  const known = truths.find(truth => truth.policy === policy)!.outcomes[outcome]!
  const at = cell === 'all' ? known.whole : known.bySegment[cell]!
  return kind.startsWith('value') ? at.value : at.difference
}

function effectiveEvents(evaluation: Evaluation, plan: SumPlan, moments: Moments, fitted: Fitted) {
  const sumsOf = sumReader(plan, moments)
  const cells = ['all', ...evaluation.segments.map(({ id }) => id)].map((name, c) => [name, sumsOf(c)] as const)
  const sums = new Map(cells)
  return (policy: number, result: Result): number => {
    const cell = sums.get(cellName(result))!
    const isRatio = evaluation.outcomes.find(({ name }) => name === result.outcome)!.measure === 'ratio'
    const column = plan.columns.findIndex(({ name }) => name === (isRatio ? `${result.outcome}.den` : result.outcome))
    const weight = cell.policy(plan.columns[column]!.maturity, policy, 'W')
    const total = cell.series(column, policy, 'R') + fitted.shift[column]! * weight
    const squares = cell.series(column, policy, 'w2r2')
    return squares === 0 ? 0 : total ** 2 / squares
  }
}

/** The propensities of a history, dealt to its decisions at random: what a joined-up wrong column looks like. */
function shuffle(propensity: Float64Array, seed: number): Float64Array {
  const uniform = rng(seed),
    dealt = propensity.slice()
  for (let i = dealt.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const kept = dealt[i]!
    dealt[i] = dealt[j]!
    dealt[j] = kept
  }
  return dealt
}

function factsOf(columns: Columns): HistoryFacts {
  return {
    dataset: demoBank.name,
    dataHash: 'in memory',
    rows: columns.rows,
    customers: columns.customers,
    customersKnown: true,
    from: null,
    to: null,
    observedUntil: demoBank.observedUntil!,
    quarantined: 0,
    propensity: 'logged',
  }
}
