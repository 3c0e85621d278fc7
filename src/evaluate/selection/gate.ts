import type { Refusal } from '../../estimate/refusal.ts'
import type { GateReason, GateStatus } from './selection.ts'
import type { WalkForward } from './walk-forward.ts'

export interface GateEvidence {
  /** Null when no variant differs from the champion. */
  readonly chosen: { readonly adjustedP: number; readonly refusals: readonly Refusal[] } | null
  readonly walkForward: WalkForward | null
  readonly steps: number
  readonly months: number
  readonly level: number
}

/**
 * Whether a variant chosen among many may be taken forward: the best of so many is rarely that good by chance
 * (SPA, adjusted p ≤ 1 − level), and the choice made on earlier months earned more than the champion on later ones.
 * What history cannot answer is no verdict, not a failure.
 */
export function gate({ chosen, walkForward, steps, months, level }: GateEvidence): {
  readonly status: GateStatus
  readonly reasons: readonly GateReason[]
} {
  if (chosen === null) return { status: 'no verdict', reasons: [{ code: 'nothing-differs' }] }
  const unanswered: GateReason[] = [
    ...chosen.refusals,
    ...(walkForward !== null
      ? []
      : [months > steps ? nothingToChoose : { code: 'few-months' as const, steps, months }]),
  ]
  if (unanswered.length > 0) return { status: 'no verdict', reasons: unanswered }
  const limit = 1 - level
  const against: GateReason[] = [
    ...(chosen.adjustedP > limit ? [{ code: 'chance' as const, p: chosen.adjustedP, limit }] : []),
    ...(walkForward!.measured <= 0 ? [{ code: 'did-not-hold' as const }] : []),
  ]
  return { status: against.length > 0 ? 'not passed' : 'passed', reasons: against }
}

const nothingToChoose: GateReason = { code: 'nothing-to-choose' }
