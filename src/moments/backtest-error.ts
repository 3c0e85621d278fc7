import { HuijianError } from '../huijian-error.ts'

/** A back-test that cannot be done as asked: names what was asked for and what there is. */
export class BacktestError extends HuijianError {
  override readonly name = 'BacktestError'
  readonly code = 'backtest'
}
