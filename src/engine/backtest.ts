// The whole chain: load the columns, plan, fit, sum, read the result.
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { SessionRequest } from './session.ts'
import { openSession } from './session.ts'

export type BacktestRequest = SessionRequest & {
  /** `logged`, or the id or version hash of one of the strategies. */
  readonly champion: string
}

/**
 * @throws {PlanError} {StrategyError} {HistoryError} {EngineError} each with the way out
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
