import type { Refusal } from '../../estimate/refusal.ts'
import type { Text } from '../../strategy/text.ts'
import type { GateStatus } from './selection.ts'
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
  readonly reasons: readonly Text[]
} {
  if (chosen === null) return { status: 'no verdict', reasons: [nothingDiffers] }
  const unanswered = [
    ...chosen.refusals.map(refusal => refusal.message),
    ...(walkForward === null ? [months > steps ? nothingToChoose : noWalkForward(steps, months)] : []),
  ]
  if (unanswered.length > 0) return { status: 'no verdict', reasons: unanswered }
  const against = [
    ...(chosen.adjustedP > 1 - level ? [chance(chosen.adjustedP, 1 - level)] : []),
    ...(walkForward!.measured <= 0 ? [didNotHold] : []),
  ]
  return { status: against.length > 0 ? 'not passed' : 'passed', reasons: against }
}

const nothingDiffers: Text = {
  en: 'No variant decides otherwise than the champion. Vary other parameters, or vary them further.',
  zh: '没有任何变体与对照策略的决策不同。请改变其他参数，或扩大取值范围。',
}

const noWalkForward = (steps: number, months: number): Text => ({
  en:
    `Choosing on earlier months and measuring on later ones ${steps} times needs ${steps + 1} months with known ` +
    `outcomes; history has ${months}. Use a longer history, fewer steps, or decide by a pilot.`,
  zh: `滚动验证 ${steps} 步需要 ${steps + 1} 个结果已知的月份，历史只有 ${months} 个。请使用更长的历史、减少步数，或通过试点决定。`,
})

const nothingToChoose: Text = {
  en:
    'On the earlier months of some step no variant differs from the champion, so nothing could have been chosen ' +
    'there. Use a longer history, fewer steps, or variants that differ more.',
  zh: '在某一步的较早月份中，没有任何变体与对照策略不同，因此无从选择。请使用更长的历史、减少步数，或采用差异更大的变体。',
}

const chance = (p: number, limit: number): Text => ({
  en:
    `By chance alone one of so many variants looks as good as the chosen one in ${percent(p)} of histories (limit ` +
    `${percent(limit)}). Use a longer history, or try fewer and more different variants.`,
  zh:
    `在这么多变体中，仅凭偶然就有一个达到所选变体水平的概率为 ${percent(p)}（上限 ${percent(limit)}）。` +
    '请使用更长的历史，或只尝试少数差异明显的变体。',
})

const didNotHold: Text = {
  en:
    'Chosen on earlier months, the best variant did no better than the champion on later ones. Do not take it ' +
    'forward; look for what changed over time.',
  zh: '按较早月份选出的最优变体，在之后的月份并不优于对照策略。不应继续推进，请查明随时间变化的原因。',
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
