// Hundreds of variants against one champion, as few passes over the history as memory allows.

import type { Evaluation } from '../evaluate/evaluation.ts'
import { outcomeSeries } from '../evaluate/outcome-series.ts'
import type { BlockTable } from '../evaluate/selection/block-lifts.ts'
import { blockTable, HASH_BLOCKS, joinTables } from '../evaluate/selection/block-lifts.ts'
import type { ComparedVariants } from '../evaluate/selection/compared.ts'
import { SelectionError } from '../evaluate/selection/selection-error.ts'
import type { Dataset, Outcome } from '../history/dataset.ts'
import { outcomeColumns } from '../history/dataset.ts'
import { strategyHash } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { Evaluated, SessionRequest } from './session.ts'
import { openSession } from './session.ts'

export type CompareRequest = Omit<SessionRequest, 'strategies' | 'by' | 'model'> &
  Histories & {
    readonly variants: readonly Strategy[]
    /** Null for what was logged. */
    readonly champion: Strategy | null
    /** Outcomes on which a choice will be made: their sums by block of customers are kept. All when absent. */
    readonly selectOn?: readonly string[]
    /** Variants evaluated in one pass over the history; as many as memory allows, up to 250, when absent. */
    readonly perPass?: number
    /** Called before each pass over the history. */
    readonly onPass?: (pass: number, passes: number) => void
  }
// Omit loses the two ways to give a history.
type Histories =
  | Pick<Extract<SessionRequest, { imported: unknown }>, 'imported'>
  | Pick<Extract<SessionRequest, { facts: unknown }>, 'columns' | 'facts'>

/** Sums by block of customers kept per pass, in bytes; each worker holds a few of them. */
const BLOCK_BYTES = 32 * 2 ** 20
/** Variants per pass at the most: beyond them a pass is no cheaper per variant. */
const MOST_PER_PASS = 250

/**
 * Evaluates every variant over the whole history, with the bits a back-test of it alone has, and keeps what choosing
 * among them is judged by.
 *
 * @throws {SelectionError} without variants, or when the champion is among them; {BacktestError} {StrategyError}
 * {HistoryError} {EngineError} as a back-test
 */
export async function compareVariants(request: CompareRequest): Promise<ComparedVariants> {
  const { champion, dataset } = request
  const variants = [...new Map(request.variants.map(strategy => [strategyHash(strategy), strategy])).entries()]
  const championHash = champion === null ? 'logged' : strategyHash(champion)
  if (variants.length === 0) throw new SelectionError('There is no variant to compare with the champion.')
  if (variants.some(([version]) => version === championHash)) {
    throw new SelectionError('The champion is among the variants. Leave it out: it is what they are compared with.')
  }
  const champions = champion === null ? [] : [champion]
  const strategies = [...champions, ...variants.map(([, strategy]) => strategy)]
  const session = await openSession({ ...request, strategies })
  try {
    const { outcomes = Object.keys(dataset.outcomes), selectOn = outcomes } = request
    const apart = selectOn.find(name => !outcomes.includes(name))
    if (apart !== undefined) {
      throw new SelectionError(
        `Variants are to be chosen by ${apart}, which is not among the outcomes evaluated: ` +
          `${outcomes.join(', ')}. Evaluate it too.`,
      )
    }
    const names = selectOn.flatMap(name => outcomeColumns(name, outcomeOf(dataset, name)))
    const size = request.perPass ?? variantsPerPass(session.months.length, names.length)
    const passes = Math.ceil(variants.length / size)
    const evaluations: Evaluation[] = [],
      tables: Record<string, BlockTable>[] = []
    for (let pass = 0; pass < passes; pass++) {
      request.onPass?.(pass + 1, passes)
      const part = variants.slice(pass * size, (pass + 1) * size).map(([, strategy]) => strategy)
      const evaluated = await session.run({
        strategies: [...champions, ...part],
        champion: championHash,
        wholeOnly: true,
        hashBlocks: { count: HASH_BLOCKS, columns: names },
      })
      evaluations.push(evaluated.evaluation)
      tables.push(tablesOf(evaluated, dataset.outcomes, selectOn, champions.length + 1))
    }
    return {
      evaluations,
      variants: variants.map(([version, strategy], k) => ({
        version,
        strategy,
        evaluation: Math.floor(k / size),
        policy: 1 + champions.length + (k % size),
      })),
      tables: Object.fromEntries(
        Object.keys(tables[0]!).map(name => [name, joinTables(tables.map(own => own[name]!))]),
      ),
    }
  } finally {
    await session.close()
  }
}

function outcomeOf({ name: dataset, outcomes }: Dataset, name: string): Outcome {
  if (Object.hasOwn(outcomes, name)) return outcomes[name]!
  throw new SelectionError(`${dataset} has no outcome ${name}. It has ${Object.keys(outcomes).join(', ')}.`)
}

/** By outcome, of the policies from `first` on; those before are the log and the champion. */
function tablesOf(
  { plan, moments, fitted }: Evaluated,
  outcomes: Dataset['outcomes'],
  selectOn: readonly string[],
  first: number,
): Record<string, BlockTable> {
  const policies = [...plan.policies.keys()].slice(first)
  return Object.fromEntries(
    outcomeSeries(plan, outcomes)
      .filter(({ name }) => selectOn.includes(name))
      .map(series => [series.name, blockTable(plan, moments, series, policies, fitted.shift)]),
  )
}

function variantsPerPass(months: number, columns: number): number {
  return Math.max(1, Math.min(MOST_PER_PASS, Math.floor(BLOCK_BYTES / (8 * HASH_BLOCKS * months * columns))))
}
