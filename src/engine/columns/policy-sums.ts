// One policy over one block: what it decides, its weights, and the sums that do not depend on an outcome.

import { weightBins } from '../../moments/moments.ts'
import type { Decider } from '../../strategy/compile-js.ts'
import { countActions, countActionsListed } from './action-loops.ts'
import type { Fixed } from './fixed.ts'
import type { Room } from './room.ts'
import { addOnes, addOnesListed, addPlaces, addSquares, addValues } from './row-loops.ts'
import type { BlockRows } from './slots.ts'
import {
  addUnsupported,
  countRules,
  countWeights,
  findGains,
  keepExtremes,
  listMatches,
  weigh,
} from './weight-loops.ts'

/** A policy made ready to run; `decide` is null for what the log did. */
export interface ReadyPolicy {
  readonly index: number
  readonly decide: Decider | null
  /** ε and 1 − ε; 0 and 1 for what the log did. */
  readonly exploration: number
  readonly stay: number
  /** ε/|A| by set × action, 0 where the action is not allowed. */
  readonly explored: Float64Array
  readonly rulesAt: number
  /** Action of each rule, and of no rule; empty for what the log did. */
  readonly actionOfRule: readonly number[]
}

export function addPolicy(fixed: Fixed, room: Room, rows: BlockRows, policy: ReadyPolicy): void {
  const { needs } = fixed
  weighPolicy(room, rows, policy)
  if (policy.decide !== null) placePolicy(fixed, room, rows, policy)
  if (needs.weights) addWeights(room, rows, policy)
  addDecisions(fixed, room, rows, policy)
  if (needs.description) describe(fixed, room, rows, policy)
}

function weighPolicy(room: Room, { from, rows }: BlockRows, policy: ReadyPolicy): void {
  const { logged, propensity, shareAt } = room.block
  const { chosen, w } = room.policies[policy.index]!
  if (policy.decide === null) {
    chosen.set(logged.subarray(0, rows))
    w.fill(1, 0, rows)
  } else {
    policy.decide(from, from + rows, room.rule, chosen)
    weigh(rows, chosen, logged, propensity, policy.stay, policy.explored, shareAt, w)
  }
}

function placePolicy(
  { needs }: Fixed,
  room: Room,
  { rows }: BlockRows,
  { index, stay, exploration }: ReadyPolicy,
): void {
  const own = room.policies[index]!,
    { logged, inverse, uniform, modelAt } = room.block
  if (needs.model) addPlaces(rows, modelAt, own.chosen, own.chosenAt)
  if (needs.matches || needs.model) {
    own.matched = listMatches(rows, own.chosen, logged, own.matches)
    if (needs.model) findGains(own.matched, own.matches, inverse, uniform, stay, exploration, own.gain, own.squareGain)
  }
}

function addWeights({ sums, policies }: Room, { rows }: BlockRows, { index }: ReadyPolicy): void {
  for (const { grouping, W } of sums.byRow) {
    W[index]!.fill(0)
    addValues(rows, grouping.slotAt, policies[index]!.w, W[index]!)
  }
}

function addDecisions({ needs, tables, plan }: Fixed, room: Room, { rows }: BlockRows, policy: ReadyPolicy): void {
  const { index } = policy,
    { chosen, w, matches, matched } = room.policies[index]!
  const { supportAt, supportSetAt, unsupported } = room.block
  for (const {
    grouping: { cellAt },
    policies,
  } of room.sums.byRow) {
    const into = policies[index]!
    if (needs.squares) addSquares(rows, cellAt, w, into.w2)
    if (needs.description) keepExtremes(rows, cellAt, w, into.largest, into.negSmallest)
    if (needs.matches) {
      if (policy.decide === null) addOnes(rows, cellAt, into.match)
      else addOnesListed(matched, matches, cellAt, into.match)
    }
    if (needs.actions) {
      countActions(rows, cellAt, chosen, plan.actions.length, into.chosen)
      if (policy.decide === null) countActions(rows, cellAt, chosen, plan.actions.length, into.agreed)
      else countActionsListed(matched, matches, cellAt, chosen, plan.actions.length, into.agreed)
    }
    if (needs.unsupported && tables.unsupported !== null && policy.decide !== null) {
      addUnsupported(
        unsupported.count,
        unsupported.list,
        cellAt,
        chosen,
        policy.stay,
        policy.exploration,
        tables.unsupported.action,
        supportAt,
        tables.unsupported.share,
        supportSetAt,
        into.unsupported,
      )
    }
  }
}

function describe(
  fixed: Fixed,
  room: Room,
  { rows, maturity }: BlockRows,
  { index, decide, rulesAt }: ReadyPolicy,
): void {
  countWeights(rows, room.policies[index]!.w, maturity, fixed.firstClass, room.binCounts, index * weightBins.length)
  if (decide !== null) countRules(rows, room.rule, room.ruleCounts, rulesAt)
}
