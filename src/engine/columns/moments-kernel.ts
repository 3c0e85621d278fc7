// The second pass over one chunk of rows. Rows go by in blocks small enough to stay in the cache; a block ends where a
// customer ends, so customers' totals are complete when they are multiplied.

import type { Columns } from '../../history/columns.ts'
import type { Fitted } from '../../moments/fitted.ts'
import type { Moments } from '../../moments/moments.ts'
import { emptyMoments, momentLayout } from '../../moments/moments.ts'
import type { RowTables } from '../../moments/row-tables.ts'
import { rowTables } from '../../moments/row-tables.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import { actionKey } from '../../strategy/catalogue.ts'
import { compileDecider } from '../../strategy/compile-js.ts'
import { EngineError } from '../engine-error.ts'
import type { CustomerMode } from './block-rows.ts'
import { readBlock } from './block-rows.ts'
import { checkColumns } from './check-columns.ts'
import type { Rows } from './chunks.ts'
import { customerBorder } from './chunks.ts'
import { addDecisionSeries, addSeries, readColumn } from './column-sums.ts'
import { makeCustomerProducts } from './customer-products.ts'
import { writeDecisionSums } from './decision-sums.ts'
import type { Fixed } from './fixed.ts'
import { canFuse, fusedKernel } from './fused-kernel.ts'
import { hashBlockSums } from './hash-block-sums.ts'
import { maturityClasses } from './maturity-classes.ts'
import { needsOf } from './needs.ts'
import type { ReadyPolicy } from './policy-sums.ts'
import { addPolicy } from './policy-sums.ts'
import { clearChunk, makeRoom } from './room.ts'
import type { Room } from './room.ts'
import { addByCustomer, addOnes } from './row-loops.ts'
import type { BlockRows } from './slots.ts'
import { assignSlots } from './slots.ts'
import type { GroupingTotals } from './totals.ts'

/** Rows per block, measured: smaller ones spend their time between loops, larger ones leave the cache. */
export const BLOCK_ROWS = 8192

export type MomentsKernel = (chunk: Rows) => Moments

/** What is made once per plan and used for every chunk. */
export function momentsKernel(plan: SumPlan, columns: Columns, fitted: Fitted): MomentsKernel {
  checkColumns(plan, columns, fitted)
  return canFuse(plan, columns, fitted.shift) ? fusedKernel(plan, columns) : blockKernel(plan, columns, fitted)
}

function blockKernel(plan: SumPlan, columns: Columns, fitted: Fitted): MomentsKernel {
  const needs = needsOf(plan),
    classes = maturityClasses(plan),
    tables = rowTables(plan, columns, fitted)
  const mode: CustomerMode = needs.linear ? 'none' : plan.clustered ? 'clustered' : 'rows'
  const policies = plan.policies.map((_, p) => readyPolicy(plan, columns, tables, p))
  const explores = policies.some(({ exploration }) => exploration > 0)
  const fixed: Fixed = { plan, columns, tables, needs, firstClass: classes.ofMaturity[0]!, explores }
  // The champion's totals are wanted when the others' are multiplied.
  const championFirst = [policies[plan.champion]!, ...policies.filter(({ index }) => index !== plan.champion)]
  const products = makeCustomerProducts(plan, classes)
  const hashBlocks = hashBlockSums(fixed, classes)

  const addBlock = (room: Room, rows: BlockRows, moments: Moments) => {
    const marginals = new Set<GroupingTotals>([room.sums.whole, ...(plan.wholeOnly === true ? [] : room.sums.byRow)])
    addCounts(room, rows)
    for (const policy of policies) addPolicy(fixed, room, rows, policy)
    completeClasses(room, classes.cuts.length)
    for (const sums of marginals) products.maturities(sums, moments)
    hashBlocks?.place(rows, moments)
    for (const o of plan.columns.keys()) {
      const column = readColumn(fixed, fitted, room, rows, o, classes.ofMaturity[plan.columns[o]!.maturity]!)
      hashBlocks?.share(room, rows, column)
      for (const policy of championFirst) {
        hashBlocks?.add(room, rows, column, policy, moments)
        addDecisionSeries(fixed, room, column, policy)
        if (!needs.outcomes) continue
        addSeries(fixed, room, rows, column, policy)
        for (const sums of marginals) products.column(sums, o, policy.index, moments)
      }
    }
    for (const k of plan.ratios.keys()) for (const sums of marginals) products.ratio(sums, k, moments)
  }

  let room: Room | null = null
  return chunk => {
    const moments = emptyMoments(plan)
    const blocks = cutBlocks(columns, chunk, mode)
    const largest = blocks.reduce((most, { from, to }) => Math.max(most, to - from), BLOCK_ROWS)
    if (room === null || room.capacity < largest) room = makeRoom(plan, columns, classes, largest)
    else clearChunk(room)
    hashBlocks?.begin()
    for (const { from, to } of blocks) {
      const rows = readBlock(fixed, classes, mode, from, to - from, room.block)
      assignSlots(room.groupings, rows)
      addBlock(room, rows, moments)
    }
    writeDecisionSums(
      plan,
      classes,
      policies.map(({ exploration }) => exploration),
      room.sums,
      moments,
    )
    hashBlocks?.finish(policies, moments)
    if (needs.description) writeCounts(fixed, policies, chunk, room, moments)
    checkWeights(moments)
    return moments
  }
}

function readyPolicy(plan: SumPlan, columns: Columns, { sets, explore }: RowTables, index: number): ReadyPolicy {
  const policy = plan.policies[index]!,
    rulesAt = momentLayout(plan).rulesOffset(index)
  if (policy.kind === 'logged') {
    return { index, decide: null, exploration: 0, stay: 1, explored: explore, rulesAt, actionOfRule: [] }
  }
  const { strategy } = policy,
    { exploration } = strategy
  const explored = explore.map((share, k) =>
    share === 0 ? 0 : exploration / sets[Math.floor(k / plan.actions.length)]!.length,
  )
  const decide = compileDecider(strategy, plan.actions, columns.features, columns.allowed)
  const ruleActions = [...strategy.rules.map(rule => actionKey(rule.then)), 'hold']
  const actionOfRule = ruleActions.map(key => plan.actions.indexOf(key))
  return { index, decide, exploration, stay: 1 - exploration, explored, rulesAt, actionOfRule }
}

function cutBlocks(columns: Columns, chunk: Rows, mode: CustomerMode): readonly Rows[] {
  const blocks: Rows[] = []
  for (let from = chunk.from; from < chunk.to;) {
    const end = Math.min(from + BLOCK_ROWS, chunk.to)
    const to = mode === 'clustered' ? customerBorder(columns, end, chunk.to) : end
    blocks.push({ from, to })
    from = to
  }
  return blocks
}

function addCounts({ sums }: Room, { rows }: BlockRows): void {
  for (const { grouping, N } of sums.byRow) {
    N.fill(0)
    addOnes(rows, grouping.slotAt, N)
  }
}

/** Rows were counted in the first class that counts them; each class takes over what earlier ones have. */
function completeClasses({ sums }: Room, classes: number): void {
  for (const { grouping, NOfClass, WOfClass } of sums.byRow) {
    for (const ofClass of [NOfClass, ...WOfClass]) {
      for (let c = 1; c < classes; c++) {
        const before = ofClass[c - 1]!,
          now = ofClass[c]!
        for (let s = 0; s < grouping.slots; s++) now[s]! += before[s]!
      }
    }
  }
  const first = sums.byRow[0]!,
    { whole } = sums
  if (first === whole) return
  const pairs = [
    [first.NOfClass, whole.NOfClass] as const,
    ...first.WOfClass.map((own, p) => [own, whole.WOfClass[p]!] as const),
  ]
  for (const [own, all] of pairs) {
    for (let c = 0; c < classes; c++) {
      all[c]!.fill(0, 0, whole.grouping.slots)
      addByCustomer(first.grouping.slots, first.grouping.customerOfSlot, own[c]!, all[c]!)
    }
  }
}

/** Weights, rules and expected actions over a chunk: (1 − ε) of the rules' actions and ε shared out. */
function writeCounts(
  { plan, columns, tables }: Fixed,
  policies: readonly ReadyPolicy[],
  { from, to }: Rows,
  room: Room,
  moments: Moments,
): void {
  moments.weightHistogram.set(room.binCounts)
  moments.rules.set(room.ruleCounts)
  const { proposed } = moments,
    actions = plan.actions.length
  const rowsOfSet = new Float64Array(tables.sets.length)
  if (tables.setOf === null) rowsOfSet[0] = to - from
  else for (let i = from; i < to; i++) rowsOfSet[tables.setOf[i]!]! += 1
  for (const { index, decide, exploration, stay, rulesAt, actionOfRule } of policies) {
    const at = index * actions
    if (decide === null) for (let i = from; i < to; i++) proposed[at + columns.action[i]!]! += 1
    actionOfRule.forEach((action, rule) => {
      proposed[at + action]! += stay * room.ruleCounts[rulesAt + rule]!
    })
    if (exploration === 0) continue
    for (let a = 0; a < actions; a++) {
      for (const s of tables.sets.keys()) {
        proposed[at + a]! += exploration * tables.explore[s * actions + a]! * rowsOfSet[s]!
      }
    }
  }
}

function checkWeights({ sums }: Moments): void {
  if (sums.every(Number.isFinite)) return
  throw new EngineError(
    'A sum is not a finite number: a propensity is 0 or an outcome is missing or too large to be squared. ' +
      'Import the history again so that such rows are quarantined.',
  )
}
