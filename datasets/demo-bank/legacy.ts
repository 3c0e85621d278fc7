// What the bank did before: scores of an old marketing system, with a wide random component in the logged year.

import { ACTIONS, BRANCH, CALL_DEPOSIT, CALL_WEALTH, HOLD, PUSH, SMS, VIDEO } from './catalogue.ts'
import type { Situation } from './customer.ts'

/** Share of decisions drawn uniformly from the seven actions, so every propensity is at least 0.35 / 7 = 0.05. */
export const LEGACY_EXPLORATION = 0.35

const score = new Float64Array(ACTIONS)

/**
 * π₀(·|x) into `out`: (1 − ε)·softmax(scores) + ε/7. Scores read only what the bank sees. The old system knows maturity
 * a month ahead, likes large balances, offers wealth products by tier without asking for the risk assessment, and slows
 * down a little after contacts: a reasonable bank with habits worth improving.
 */
export function legacyProbabilities(s: Situation, out: Float64Array): void {
  const recent = s.daysSinceContact < 14 ? 1 : 0
  const size = Math.log1p(s.balance / 50_000)
  score[HOLD] = 1.3 + 0.25 * s.contacts90d + 0.5 * recent + 0.8 * s.complaintsBefore + 3 * s.optedOut
  score[CALL_DEPOSIT] = 0.2 + 0.35 * size + (s.depositMaturesInDays <= 30 ? 0.7 : 0) + (s.ageYears >= 55 ? 0.3 : 0)
  score[CALL_WEALTH] = -0.2 + 0.35 * s.aumTier + 0.5 * s.wealthHolder
  score[SMS] = 1.1 - 0.15 * s.aumTier
  score[PUSH] = s.appUser ? 0.7 + (s.appLogins30d > 10 ? 0.3 : 0) : -2
  score[VIDEO] = s.appUser ? -1 + 0.3 * s.aumTier : -3
  score[BRANCH] = -0.7 + (s.ageYears >= 60 ? 0.4 : 0) + (s.cityTier === 4 ? 0.3 : 0)
  let total = 0
  for (let a = 0; a < ACTIONS; a++) total += out[a] = Math.exp(score[a]!)
  for (let a = 0; a < ACTIONS; a++) out[a] = ((1 - LEGACY_EXPLORATION) / total) * out[a]! + LEGACY_EXPLORATION / ACTIONS
}
