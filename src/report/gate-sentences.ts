// Why a gate was not passed or cannot be judged, in words.

import type { GateReason } from '../evaluate/selection/selection.ts'
import type { Lang, Text } from '../strategy/text.ts'
import { refusalSentence } from './refusal-sentences.ts'

export function gateSentence(reason: GateReason, lang: Lang): string {
  switch (reason.code) {
    case 'nothing-differs':
      return nothingDiffers[lang]
    case 'nothing-to-choose':
      return nothingToChoose[lang]
    case 'did-not-hold':
      return didNotHold[lang]
    case 'few-months':
      return fewMonths(reason.steps, reason.months)[lang]
    case 'chance':
      return chance(reason.p, reason.limit)[lang]
    default:
      return refusalSentence(reason, lang)
  }
}

const nothingDiffers: Text = {
  en: 'No variant decides otherwise than the champion. Vary other parameters, or vary them further.',
  zh: '没有任何变体与对照策略的决策不同。请改变其他参数，或扩大取值范围。',
}

const fewMonths = (steps: number, months: number): Text => ({
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
