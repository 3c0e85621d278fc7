// Sums over decisions, kept by cell while the rows of a chunk go by and written to its moments when it ends. The whole's
// are those of the strata (or months) added up, which is exact for sums over decisions.

import type { Block } from './block.ts'
import type { ColumnGroup, Context, ReadyPolicy } from './context.ts'
import type { Grouping, Groupings } from './groupings.ts'
import { addSquareGains, addSquares, type SquaredSums, outOfLine } from './loops.ts'
import type { OutcomeGroup } from './outcome-block.ts'
import type { PolicyBlock } from './policy-block.ts'
import type { AllowedBlock } from './shared-totals.ts'

/**
 * Of one policy, by maturity class and cell; the place `cells` of each class is never read. Of what the log did, only
 * actions are counted: the rest follows when a chunk ends (`completeLog`).
 */
interface PolicySums {
  readonly w2: Float64Array
  readonly unsupported: Float64Array
  readonly largest: Float64Array
  readonly negSmallest: Float64Array
  /** By maturity class, cell and action; one array for what the log did, which agrees with itself. */
  readonly chosen: Int32Array
  readonly agreed: Int32Array
}

/** Of one policy and column, by cell; `u` is the unsupported part of v̂. */
interface SeriesSums extends SquaredSums {
  readonly u: Float64Array
}

/** Sums of one grouping. */
export interface DecisionSums {
  readonly grouping: Grouping
  readonly policies: readonly PolicySums[]
  /** [column][policy]. */
  readonly series: readonly (readonly SeriesSums[])[]
  /** Σ u²r and Σ u²r² that exploring policies share, [allowed group][column]. */
  readonly shared: readonly (readonly SquaredSums[])[]
}

export function makeDecisionSums(context: Context, { byRow }: Groupings): DecisionSums[] {
  const { plan, classes, allowedGroups } = context,
    count = classes.cuts.length + 1
  return byRow.map(grouping => {
    const cells = grouping.cells + 1
    const byClass = (start = 0) => new Float64Array(count * cells).fill(start)
    const byAction = () => new Int32Array(count * cells * plan.actions.length)
    const squares = () => ({ w2r: new Float64Array(cells), w2r2: new Float64Array(cells) })
    return {
      grouping,
      policies: plan.policies.map(({ kind }) => {
        const chosen = byAction()
        return {
          w2: byClass(),
          unsupported: byClass(),
          chosen,
          agreed: kind === 'logged' ? chosen : byAction(),
          largest: byClass(-Infinity),
          negSmallest: byClass(-Infinity),
        }
      }),
      series: plan.columns.map(() => plan.policies.map(() => ({ ...squares(), u: new Float64Array(cells) }))),
      shared: allowedGroups.map(() => plan.columns.map(squares)),
    }
  })
}

/** Before a chunk. */
export function clearDecisionSums(sums: readonly DecisionSums[]): void {
  for (const { policies, series, shared } of sums) {
    for (const { chosen, agreed, largest, negSmallest, ...added } of policies) {
      for (const counts of [chosen, agreed]) counts.fill(0)
      for (const zero of Object.values(added)) zero.fill(0)
      for (const extremes of [largest, negSmallest]) extremes.fill(-Infinity)
    }
    for (const own of [...series.flat(), ...shared.flat()]) for (const zero of Object.values(own)) zero.fill(0)
  }
}

/** One policy's decisions of a block. */
export interface PolicyDecisions {
  readonly policy: ReadyPolicy
  readonly block: Block
  readonly own: PolicyBlock
  /** Of the policy's group; null for what the log did. */
  readonly allowed: AllowedBlock | null
}

export function addDecisions(context: Context, rows: number, of: PolicyDecisions, sums: DecisionSums): void {
  const { policy, own } = of,
    { cellAt } = sums.grouping
  const into = sums.policies[policy.index]!
  outOfLine(countActions, rows, cellAt, own.chosen, context.plan.actions.length, into.chosen)
  if (policy.target === null) return
  outOfLine(addWeights, rows, cellAt, own.w, into)
  outOfLine(countMatches, own, cellAt, context.plan.actions.length, into)
  addUnsupported(context, of, cellAt, into.unsupported)
}

function addWeights(rows: number, at: Int32Array, w: Float64Array, { w2, largest, negSmallest }: PolicySums): void {
  for (let k = 0; k < rows; k++) {
    const x = w[k]!,
      c = at[k]!
    w2[c]! += x * x
    if (x > largest[c]!) largest[c] = x
    if (-x > negSmallest[c]!) negSmallest[c] = -x
  }
}

function countActions(rows: number, at: Int32Array, action: Uint8Array, actions: number, into: Int32Array): void {
  for (let k = 0; k < rows; k++) into[at[k]! * actions + action[k]!]! += 1
}

function countMatches(
  { matches: { list, count }, chosen }: PolicyBlock,
  at: Int32Array,
  actions: number,
  { agreed }: PolicySums,
): void {
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    agreed[at[k]! * actions + chosen[k]!]! += 1
  }
}

/** What the log did weighs 1 wherever it did something. */
export function completeLog({ chosen, w2, largest, negSmallest }: PolicySums, actions: number): void {
  for (let c = 0; c < w2.length; c++) {
    let rows = 0
    for (let a = 0; a < actions; a++) rows += chosen[c * actions + a]!
    w2[c] = rows
    if (rows === 0) continue
    largest[c] = 1
    negSmallest[c] = -1
  }
}

/** Probability on actions never logged in the stratum: (1 − ε) for the rule's, and ε for exploration's share of them. */
function addUnsupported(
  { tables }: Context,
  { policy, block, own, allowed }: PolicyDecisions,
  at: Int32Array,
  into: Float64Array,
): void {
  if (tables.unsupported === null || policy.target === null || allowed === null) return
  const { list, count } = block.unsupported,
    { action } = tables.unsupported,
    { share } = policy.allowed.tables.unsupported!
  const { stay, exploration } = policy.target,
    { chosenAt } = own,
    { meanAt } = allowed
  for (let x = 0; x < count; x++) {
    const k = list[x]!
    into[at[k]!]! += stay * action[chosenAt[k]!]! + exploration * share[meanAt[k]!]!
  }
}

/** w²r, w²r² and u of one column group. */
export function addSeriesDecisions(
  context: Context,
  group: ColumnGroup,
  outcomes: OutcomeGroup,
  of: PolicyDecisions,
  sums: DecisionSums,
): void {
  const { policy, own } = of,
    at = sums.grouping.cell[group.maturityClass]!
  for (const [j, o] of group.columns.entries()) {
    const { dense, nonzero, raw } = outcomes.columns[j]!,
      into = sums.series[o]![policy.index]!
    if (dense && policy.target !== null) outOfLine(addSquareGains, own.matches, at, own.squareGain, raw, into)
    else outOfLine(addSquares, nonzero, at, own.w, raw, into)
    if (context.plan.model) addUnsupportedModel(context, group, j, of, at, into.u)
  }
}

/** The part of v̂ that rests on actions never logged in the stratum. */
function addUnsupportedModel(
  { tables, plan }: Context,
  { q, columns }: ColumnGroup,
  j: number,
  { policy, block, own, allowed }: PolicyDecisions,
  at: Int32Array,
  into: Float64Array,
): void {
  if (tables.unsupported === null || policy.target === null || allowed === null) return
  const { list, count } = block.unsupported,
    { action } = tables.unsupported,
    { qMean } = policy.allowed.tables.unsupported!
  const { stay, exploration } = policy.target,
    width = columns.length,
    all = plan.columns.length,
    o = columns[j]!
  for (let x = 0; x < count; x++) {
    const k = list[x]!,
      place = own.chosenAt[k]!
    into[at[k]!]! += stay * action[place]! * q[place * width + j]! + exploration * qMean[allowed.meanAt[k]! * all + o]!
  }
}
