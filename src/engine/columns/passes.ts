// The two passes in this thread. The pool runs the same kernels on the same chunks, so the bits are the same.

import type { Columns } from '../../history/columns.ts'
import type { FitSums } from '../../moments/fit-sums.ts'
import { emptyFitSums, mergeFitSums } from '../../moments/fit-sums.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { Moments } from '../../moments/moments.ts'
import { emptyMoments, mergeMoments } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { cutChunks } from './chunks.ts'
import { fitKernel } from './fit-kernel.ts'
import { freeMemory, refuseTooLarge } from './memory.ts'
import { momentsKernel } from './moments-kernel.ts'

/**
 * First pass: counts and outcomes per fold × stratum × action, of which outcome model, modelled propensities and
 * support are made (`fit`).
 *
 * @throws {EngineError} with the memory it would need, when that is not there
 */
export function fitPass(plan: SumPlan, columns: Columns): FitSums {
  refuseTooLarge(plan, columns, 1, freeMemory())
  const sums = emptyFitSums(plan),
    kernel = fitKernel(plan, columns)
  for (const chunk of cutChunks(columns)) mergeFitSums(sums, kernel(chunk))
  return sums
}

/**
 * Second pass: the sums every estimate is read off, per cell × outcome × policy (`readEvaluation`).
 *
 * @throws {EngineError} with the memory it would need, when that is not there
 * @throws {StrategyError} when a strategy speaks of what the columns do not have
 */
export function momentsPass(plan: SumPlan, columns: Columns, fitted: Fitted): Moments {
  refuseTooLarge(plan, columns, 1, freeMemory())
  const moments = emptyMoments(plan),
    kernel = momentsKernel(plan, columns, fitted)
  for (const chunk of cutChunks(columns)) mergeMoments(moments, kernel(chunk))
  return moments
}
