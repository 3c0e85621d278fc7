import type { Imported } from './cache.ts'
import type { ColumnNeeds } from './columns.ts'
import type { Dataset } from './dataset.ts'
import { sameConditions } from './groups.ts'
import { HistoryError } from './history-error.ts'

/** The columns are most of what a run holds; DuckDB's buffers, the workers and the sums are small beside them. */
const DEFAULT_BUDGET_SHARE = 0.7

/** @throws {HistoryError} when the columns would take more than `budget` bytes, with what they would need */
export function refuseIfTooLarge({ facts }: Imported, dataset: Dataset, needs: ColumnNeeds): void {
  const { features, outcomes, memoryBudgetBytes: budget = process.availableMemory() * DEFAULT_BUDGET_SHARE } = needs
  const needed = facts.rows * bytesPerRow(dataset, needs)
  if (needed <= budget) return
  const read = `${features.length} features and ${outcomes.length} outcomes`
  throw new HistoryError(
    `${facts.rows.toLocaleString('en')} decisions with ${read} need ${gib(needed)} of memory; ` +
      `${gib(budget)} may be used. Ask for fewer outcomes or strategies, or run on a machine with more memory.`,
  )
}

const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GiB`

/** Bytes one decision takes in memory. */
export function bytesPerRow(
  dataset: Dataset,
  { features, outcomes, segments = dataset.segments }: Omit<ColumnNeeds, 'memoryBudgetBytes'>,
): number {
  const fixed = 4 + 4 + 8 + 2 + 2 + 1 // customer, customerHash, time, month, stratum, action
  const feature = { number: 8, day: 8, category: 2, boolean: 1 }
  return (
    fixed +
    (sameConditions(segments, dataset.strata) ? 0 : 2) +
    (dataset.decision.allowed === undefined ? 0 : 2) +
    (dataset.propensity.source === 'modelled' ? 0 : 8) +
    features.reduce((sum, name) => sum + feature[dataset.features[name]!.kind], 0) +
    outcomes.reduce((sum, name) => sum + { rate: 1, mean: 8, ratio: 16 }[dataset.outcomes[name]!.measure], 0)
  )
}
