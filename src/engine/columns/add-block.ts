// One block of rows, added to the moments of its chunk.

import type { Moments } from '../../moments/moments.ts'
import type { Context } from './context.ts'
import type { CustomerProducts } from './customer-products.ts'
import { addDecisions, addSeriesDecisions, type PolicyDecisions } from './decision-sums.ts'
import type { BlockRows } from './groupings.ts'
import type { HashBlockSums } from './hash-block-sums.ts'
import { outOfLine } from './loops.ts'
import { readOutcomes } from './outcome-block.ts'
import { weighPolicy } from './policy-block.ts'
import { addShared, addSharedSquares, readAllowed } from './shared-totals.ts'
import { addSeries, addWeights, countDecisions } from './slot-totals.ts'
import { weighUnmatched } from './unmatched-weights.ts'
import type { Workspace } from './workspace.ts'

export interface Kernel {
  readonly context: Context
  readonly space: Workspace
  readonly products: CustomerProducts
  /** Null when the plan asks for none. */
  readonly hashBlocks: HashBlockSums | null
}

export function addBlock(kernel: Kernel, rows: BlockRows, moments: Moments): void {
  const { context, space, products, hashBlocks } = kernel,
    { plan } = context
  for (const group of context.columnGroups) {
    readOutcomes(context, group, space.block, rows, space.outcomes[group.index]!)
  }
  hashBlocks?.place(rows, moments)
  shareExploration(kernel, rows)
  countDecisions(space.totals, rows.rows)
  const kept = space.totals.all.filter((_, g) => g === 0 || plan.wholeOnly !== true)
  for (const totals of kept) products.decisions(totals, moments)
  // The champion's totals are wanted when the others' are multiplied.
  const championFirst = [plan.champion, ...[...plan.policies.keys()].filter(p => p !== plan.champion)]
  for (const p of championFirst) {
    addPolicy(kernel, rows, p, moments)
    for (const totals of kept) products.policy(totals, p, moments)
  }
}

function shareExploration({ context, space, hashBlocks }: Kernel, rows: BlockRows): void {
  for (const of of context.allowedGroups) {
    const allowed = space.allowed[of.index]!
    outOfLine(readAllowed, context, of, space.block, rows, allowed)
    for (const group of context.unmatchedGroups) {
      const unmatched = space.unmatched[group.index]!
      if (group.allowed === of)
        outOfLine(weighUnmatched, group, space.block, allowed, rows, context.classes.ofMaturity[0]!, unmatched)
    }
    if (!context.plan.model || !of.explores) continue
    for (const group of context.columnGroups) {
      const outcomes = space.outcomes[group.index]!
      const input = { group, outcomes, allowed, qMean: of.qMean[group.index]! }
      for (const [g, grouping] of space.groupings.byRow.entries()) {
        addShared(rows.rows, grouping, input, space.shared[of.index]![group.index]![g]!)
        const squares = space.decisions[g]!.shared[of.index]!
        addSharedSquares(
          grouping,
          input,
          group.columns.map(o => squares[o]!),
        )
      }
      hashBlocks?.share(rows.rows, of, input)
    }
  }
}

/** What a policy does on the rows, and all it adds up to. */
function addPolicy({ context, space, hashBlocks }: Kernel, rows: BlockRows, p: number, moments: Moments): void {
  const policy = context.policies[p]!,
    own = space.policy,
    role = p === context.plan.champion ? 'champion' : 'challenger'
  const allowed = policy.allowed === null ? null : space.allowed[policy.allowed.index]!
  const shared = policy.target && { allowed: allowed!, unmatched: space.unmatched[policy.unmatched.index]! }
  const firstClass = context.classes.ofMaturity[0]!,
    rulesAt = context.layout.rules[p]!
  weighPolicy({ policy, block: space.block, shared, firstClass, rulesAt }, rows, own, space.counts)
  addWeights(space.totals, rows.rows, own, role)
  const decisions: PolicyDecisions = { policy, block: space.block, own, allowed }
  for (const sums of space.decisions) addDecisions(context, rows.rows, decisions, sums)
  for (const group of context.columnGroups) {
    const outcomes = space.outcomes[group.index]!
    // What the log did shares nothing; its totals are put together without.
    const shared = space.shared[policy.allowed?.index ?? 0]![group.index]!
    addSeries(context, space.totals, rows.rows, { policy, own, group, outcomes, shared, role })
    for (const sums of space.decisions) addSeriesDecisions(context, group, outcomes, decisions, sums)
    hashBlocks?.add(rows.rows, { policy, own, group, outcomes }, moments)
  }
}
