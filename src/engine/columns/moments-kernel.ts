// The second pass over one chunk of rows. Rows go by in blocks small enough to stay in the cache; a block ends where a
// customer ends, so customers' totals are complete when they are multiplied.

import type { Columns } from '../../history/columns.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { Moments } from '../../moments/moments.ts'
import { emptyMoments } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { EngineError } from '../engine-error.ts'
import { addBlock } from './add-block.ts'
import { readBlock } from './block.ts'
import { checkColumns } from './check-columns.ts'
import type { Rows } from './chunks.ts'
import { customerBorder } from './chunks.ts'
import type { Context } from './context.ts'
import { makeContext } from './context.ts'
import { customerProducts } from './customer-products.ts'
import { assignSlots } from './groupings.ts'
import { hashBlockSums } from './hash-block-sums.ts'
import { clearWorkspace, makeWorkspace, type Workspace } from './workspace.ts'
import { writeDecisionSums } from './write-decision-sums.ts'

/** Rows per block, measured: smaller ones spend their time between loops, larger ones leave the cache. */
export const BLOCK_ROWS = 8192

export type MomentsKernel = (chunk: Rows) => Moments

/**
 * What is made once per plan and used for every chunk.
 *
 * @throws {EngineError} when the columns lack what the plan sums; {StrategyError} when a strategy speaks of what they lack
 */
export function momentsKernel(plan: SumPlan, columns: Columns, fitted: Fitted): MomentsKernel {
  checkColumns(plan, columns, fitted)
  const context = makeContext(plan, columns, fitted)
  const products = customerProducts(context),
    hashBlocks = hashBlockSums(context)
  let space: Workspace | null = null
  return chunk => {
    const moments = emptyMoments(plan),
      blocks = cutBlocks(columns, chunk, plan.clustered)
    const largest = blocks.reduce((most, { from, to }) => Math.max(most, to - from), BLOCK_ROWS)
    if (space === null || space.capacity < largest) space = makeWorkspace(context, largest)
    else clearWorkspace(space)
    hashBlocks?.begin()
    for (const { from, to } of blocks) {
      const rows = readBlock(context, from, to - from, space.block)
      assignSlots(space.groupings, rows)
      addBlock({ context, space, products, hashBlocks }, rows, moments)
    }
    writeDecisionSums(context, space.decisions, space.groupings, moments)
    hashBlocks?.finish(moments)
    writeCounts(context, chunk, space, moments)
    checkSums(moments)
    return moments
  }
}

function cutBlocks(columns: Columns, chunk: Rows, clustered: boolean): readonly Rows[] {
  const blocks: Rows[] = []
  for (let from = chunk.from; from < chunk.to;) {
    const end = Math.min(from + BLOCK_ROWS, chunk.to)
    const to = clustered ? customerBorder(columns, end, chunk.to) : end
    blocks.push({ from, to })
    from = to
  }
  return blocks
}

/** Weights, rules and expected actions over a chunk: (1 − ε) of the rules' actions and ε shared out. */
function writeCounts(
  { plan, policies, allowedGroups, layout }: Context,
  { from, to }: Rows,
  { counts, decisions }: Workspace,
  moments: Moments,
): void {
  moments.weightHistogram.set(counts.bins)
  moments.rules.set(counts.rules)
  const { proposed } = moments,
    actions = plan.actions.length
  const rowsOfSet = allowedGroups.map(({ sets: { sets, setOf } }) => {
    const rows = new Float64Array(sets.length)
    if (setOf === null) rows[0] = to - from
    else for (let i = from; i < to; i++) rows[setOf[i]!]! += 1
    return rows
  })
  for (const { index, target, allowed } of policies) {
    const at = index * actions
    if (target === null) {
      for (const [k, rows] of decisions[0]!.policies[index]!.chosen.entries()) proposed[at + (k % actions)]! += rows
      continue
    }
    for (const [rule, action] of target.actionOfRule.entries()) {
      proposed[at + action]! += target.stay * counts.rules[layout.rules[index]! + rule]!
    }
    if (target.exploration === 0) continue
    for (let a = 0; a < actions; a++) {
      for (const [s, rows] of rowsOfSet[allowed.index]!.entries()) {
        proposed[at + a]! += target.exploration * allowed.sets.share[s * actions + a]! * rows
      }
    }
  }
}

function checkSums({ sums }: Moments): void {
  if (sums.every(Number.isFinite)) return
  throw new EngineError(
    'A sum is not a finite number: a propensity is 0 or an outcome is missing or too large to be squared. ' +
      'Import the history again so that such rows are quarantined.',
  )
}
