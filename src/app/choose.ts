// What sweep and compare have in common: every variant ever tried on the question is evaluated again beside the new
// ones, the run goes to the library, and the choice is judged by all of them.

import type { Evaluation } from '../evaluate/evaluation.ts'
import { selectionOf } from '../evaluate/selection/compared.ts'
import type { Selection } from '../evaluate/selection/selection.ts'
import { openHistory } from '../history/cache.ts'
import type { Dataset } from '../history/dataset.ts'
import { openLibrary } from '../library/library.ts'
import { StrategyError } from '../strategy/errors.ts'
import { parseStrategy, strategyHash } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { compareVariants } from './compare-variants.ts'
import { libraryFile } from './home.ts'
import type { OnProgress } from './progress.ts'
import { RequestError } from './request-error.ts'

export interface Choice {
  readonly dataset: Dataset
  /** Null for what was logged. */
  readonly champion: Strategy | null
  /** The first chooses; further ones are measured beside it. */
  readonly outcomes: readonly string[]
  readonly home: string
  /** An earlier import, by the first letters of its data hash; the newest when undefined. */
  readonly data: string | undefined
  readonly walkForward: number
  readonly level: number
  readonly seed: number
  readonly workers: number
  readonly now: () => Date
  readonly onProgress: OnProgress
}

export interface Chosen {
  readonly selection: Selection
  /** Ids of the runs saved. */
  readonly runs: readonly string[]
}

/**
 * Evaluates the candidates beside every variant ever tried on the question, saves the runs, and judges the choice.
 *
 * @param candidates  may be chosen; the champion among them is passed over
 * @throws {RequestError} when only the champion is left; {HistoryError} {LibraryError} {StrategyError} {EngineError}
 */
export async function choose(candidates: readonly Strategy[], choice: Choice): Promise<Chosen> {
  const { dataset, champion, outcomes, home } = choice,
    [objective] = outcomes
  const championHash = champion === null ? 'logged' : strategyHash(champion)
  const own = candidates.filter(candidate => strategyHash(candidate) !== championHash)
  if (own.length === 0) throw new RequestError('there is nothing to compare with the champion but the champion itself.')
  const question = { dataset: dataset.name, outcome: objective!, champion: championHash }
  const imported = await openHistory({ dataset, home, ...(choice.data === undefined ? {} : { dataHash: choice.data }) })
  const library = openLibrary(libraryFile(home))
  try {
    const { readable, unreadable } = triedBefore(library.triedVersions(question), dataset)
    const compared = await compareVariants({
      dataset,
      imported,
      variants: [...own, ...readable],
      champion,
      outcomes,
      selectOn: [objective!],
      workers: choice.workers,
      seed: choice.seed,
      level: choice.level,
      onPass: (pass, passes) => choice.onProgress('evaluating', passes === 1 ? undefined : (pass - 1) / passes),
    })
    const save = (evaluation: Evaluation) =>
      library.saveRun(evaluation, { createdAt: choice.now(), random: Math.random })
    const runs = compared.evaluations.map(save)
    const selection = selectionOf(compared, objective!, {
      candidates: new Set(own.map(strategyHash)),
      trials: library.countTrials(question),
      unreadable,
      walkForward: choice.walkForward,
    })
    return { selection, runs }
  } finally {
    library.close()
  }
}

/** What was tried under another definition of the data set may no longer make sense; it counts still. */
function triedBefore(
  versions: readonly { readonly hash: string; readonly definition: unknown }[],
  dataset: Dataset,
): { readonly readable: readonly Strategy[]; readonly unreadable: number } {
  const readable = versions.flatMap(({ definition }) => {
    try {
      return [parseStrategy(definition, dataset)]
    } catch (error) {
      if (error instanceof StrategyError) return []
      throw error
    }
  })
  return { readable, unreadable: versions.length - readable.length }
}
