import type { Columns } from '../../history/columns.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { suggest } from '../../strategy/errors.ts'
import { EngineError } from '../engine-error.ts'

/**
 * That the columns have what the plan sums. What strategies read is checked when they are compiled.
 *
 * @throws {EngineError}
 */
export function checkColumns(plan: SumPlan, columns: Columns, fitted: Fitted | null): void {
  const known = Object.keys(columns.outcomes)
  for (const { name } of plan.columns) {
    if (!known.includes(name)) throw new EngineError(`The outcome “${name}” was not loaded.${suggest(name, known)}`)
  }
  for (const kind of ['strata', 'segments', 'months'] as const) {
    if (plan[kind] >= columns[kind].length) continue
    throw new EngineError(
      `The plan knows ${plan[kind]} ${kind}, the history has ${columns[kind].length}. Make the plan from these columns.`,
    )
  }
  if (fitted !== null && columns.propensity === null && fitted.propensity === null) {
    throw new EngineError('The history has no propensities and none were fitted. Fit with propensities “modelled”.')
  }
}
