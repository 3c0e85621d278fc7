import { openHistory } from '../history/cache.ts'
import type { Dataset } from '../history/dataset.ts'
import { loadColumns } from '../history/load-columns.ts'
import type { ScoreEvaluation, ScoreQuestion } from '../uplift/evaluate-score.ts'
import { checkQuestion, columnsFor, evaluateScore } from '../uplift/evaluate-score.ts'
import type { UpliftOptions } from '../uplift/uplift-result.ts'
import type { OnProgress } from './progress.ts'

export interface ScoreRequest {
  readonly dataset: Dataset
  readonly home: string
  /** An earlier import, by the first letters of its data hash; the newest when absent. */
  readonly dataHash?: string
  readonly question: ScoreQuestion
  readonly settings: UpliftOptions
  readonly onProgress: OnProgress
}

/**
 * How well a feature ranks an imported history's customers by what treating them changes.
 *
 * @throws {UpliftError} for a question the data set cannot answer, before anything is loaded; {HistoryError}
 */
export async function scoreHistory(request: ScoreRequest): Promise<ScoreEvaluation> {
  const { dataset, home, dataHash, question, settings } = request
  checkQuestion(dataset, question)
  const imported = await openHistory({ dataset, home, ...(dataHash === undefined ? {} : { dataHash }) })
  request.onProgress('ranking')
  const columns = await loadColumns(imported, dataset, columnsFor(question))
  return evaluateScore(columns, imported.facts, dataset, question, settings)
}
