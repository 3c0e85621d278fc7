// What a plan will need, computed before anything is allocated.

import type { Columns } from '../../history/columns.ts'
import { hashBlockLayout } from '../../moments/hash-block-layout.ts'
import { weightBins } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { cellCount } from '../../moments/sum-plan.ts'
import {
  actionSums,
  maturitySums,
  pairSums,
  pairThirdSums,
  policyDecisionSums,
  policyMaxima,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesDecisionSums,
  seriesSums,
  seriesThirdSums,
} from '../../moments/sums.ts'
import { EngineError } from '../engine-error.ts'
import { BLOCK_ROWS } from './moments-kernel.ts'
import { workspaceBytes } from './workspace.ts'

/** Bytes one place of the layout takes, at most: a named property, and in a thread that has read it the entry of a Map. */
const LAYOUT_ENTRY_BYTES = 128
/** Finished chunks that may wait for an earlier one, per worker. */
export const CHUNKS_AHEAD = 4

/** Sums kept per cell, as `momentLayout(plan).cellSums`, without building the layout. */
function sumsPerCell(plan: SumPlan): number {
  const policies = plan.policies.length,
    challengers = policies - 1
  const perPolicy = sizeOf(policySums) + policyDecisionSums.length + plan.actions.length * actionSums.length
  const perMaturity = sizeOf(maturitySums) + policies * perPolicy + challengers * sizeOf(policyPairSums)
  const perRatio = policies * sizeOf(ratioSums) + challengers * sizeOf(ratioPairSums)
  const perColumn = policies * (sizeOf(seriesSums) + seriesDecisionSums.length) + challengers * sizeOf(pairSums)
  const perMean = policies * sizeOf(seriesThirdSums) + challengers * sizeOf(pairThirdSums)
  const means = plan.columns.filter(({ measure }) => measure === 'mean').length
  return (
    plan.maturities.length * perMaturity +
    plan.ratios.length * perRatio +
    plan.columns.length * perColumn +
    means * perMean
  )
}

const sizeOf = (group: object) => Object.keys(group).length

/** Bytes both passes need beside the columns, for `workers` threads. */
function passBytes(plan: SumPlan, largestCustomer: number, workers: number): number {
  const perCell = sumsPerCell(plan),
    policies = plan.policies.length
  const inCells = cellCount(plan) * (perCell + plan.maturities.length * policies * policyMaxima.length)
  const perPolicy = plan.strata * plan.actions.length + plan.actions.length + weightBins.length
  const moments = 8 * (inCells + policies * perPolicy + hashBlockLayout(plan).length)
  const fit = 8 * plan.folds * plan.strata * plan.actions.length * (1 + 2 * plan.columns.length)
  const block = BLOCK_ROWS + largestCustomer
  const layout = perCell * LAYOUT_ENTRY_BYTES,
    ahead = (1 + CHUNKS_AHEAD) * moments
  const perWorker = workspaceBytes(plan, block) + layout + ahead + 4 * fit
  return workers * perWorker + layout + moments + 3 * fit
}

/** @throws {EngineError} when the plan needs more than `budget` bytes */
export function refuseTooLarge(plan: SumPlan, columns: Columns, workers: number, budget: number): void {
  const needed = passBytes(plan, plan.clustered ? largestCustomer(columns) : 1, workers)
  if (needed <= budget) return
  throw new EngineError(
    `${plan.policies.length} policies × ${plan.columns.length} outcome columns × ${cellCount(plan)} cells need ` +
      `${gigabytes(needed)} beside the history, and ${gigabytes(budget)} are free. ` +
      `Evaluate fewer strategies or outcomes at a time${workers > 1 ? ', or use fewer workers' : ''}.`,
  )
}

/** Memory the operating system would still give this process, in bytes, less a tenth for what is not counted. */
export function freeMemory(): number {
  return process.availableMemory() * 0.9
}

/** Both passes ask. */
const largestCustomers = new WeakMap<Int32Array, number>()

function largestCustomer({ customer, rows }: Columns): number {
  const known = largestCustomers.get(customer)
  if (known !== undefined) return known
  let largest = 0,
    first = 0
  for (let i = 1; i <= rows; i++) {
    if (i < rows && customer[i] === customer[i - 1]) continue
    largest = Math.max(largest, i - first)
    first = i
  }
  largestCustomers.set(customer, largest)
  return largest
}

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(bytes < 2 ** 30 ? 2 : 1)} GiB`
