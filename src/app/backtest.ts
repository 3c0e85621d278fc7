// The whole chain: load the columns, plan, fit, sum, read the result.

import type { Evaluation } from '../evaluate/evaluation.ts'
import type { SessionRequest } from './session.ts'
import { openSession } from './session.ts'

export type BacktestRequest = SessionRequest & {
  /** `logged`, or the id or version hash of one of the strategies. */
  readonly champion: string
}

/**
 * What strategies would have brought on an imported history, per decision, against a champion on the same rows: every
 * outcome over the whole, by segment and by month. The same request gives the same bits for any number of workers.
 *
 * @throws {BacktestError} {StrategyError} {HistoryError} {EngineError} each with the way out
 */
export async function backtest(request: BacktestRequest): Promise<Evaluation> {
  const session = await openSession(request)
  try {
    const { strategies, champion } = request
    return (await session.run({ strategies, champion })).evaluation
  } finally {
    await session.close()
  }
}
