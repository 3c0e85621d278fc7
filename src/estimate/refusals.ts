// Why a figure supports no verdict, in words: what, with which values, and the way out.

import { SKEWNESS_LIMIT } from '../stats/hall.ts'
import { PARETO_K_LIMIT } from '../stats/pareto-k.ts'
import type { Text } from '../strategy/text.ts'
import type { Refusal } from './refusal.ts'

export interface Limits {
  /** Largest share of decisions without history, 0.05 unless told. */
  readonly supportLimit: number
  /** Smallest ESS over customers, 100 unless told. */
  readonly essFloor: number
}

export const defaultLimits: Limits = { supportLimit: 0.05, essFloor: 100 }

/**
 * Fewer effective events than this carry no `better` or `worse`: intervals of rarer ones missed their nominal level.
 */
export const EVENT_FLOOR = 30
/** No customer may hold more than this share of the weight. */
export const CONCENTRATION_LIMIT = 0.05
/** A mean weight this many errors off, and off by more than the second number, is a propensity fault. */
export const MEAN_WEIGHT_Z = 4
const MEAN_WEIGHT_OFF = 0.01

/** Whom a reason is about. */
export const subjects = {
  strategy: { en: 'this strategy', zh: '该策略' },
  champion: { en: 'the champion', zh: '对照策略' },
  logged: { en: 'the history as logged', zh: '实际执行' },
} as const

/** What of a policy's weights is judged. */
export interface WeightFacts {
  readonly unsupportedShare: number
  readonly effectiveSampleSize: number
  readonly maxCustomerShare: number
  readonly meanWeight: number
  readonly meanWeightZ: number
}

/** Reasons that lie in the weights, whatever the outcome. */
export function weightRefusals(of: WeightFacts, who: Text, limits: Limits): Refusal[] {
  const refusals: Refusal[] = []
  if (of.unsupportedShare > limits.supportLimit) {
    const [share, limit] = [percent(of.unsupportedShare), percent(limits.supportLimit)]
    refusals.push(
      refusal(
        'support',
        `${share} of what ${who.en} would do here are actions never logged in the customer's segment (limit ` +
          `${limit}), so nobody knows how they would have ended. Keep to actions the log contains, or wait until ` +
          'exploration has logged the others there.',
        `${who.zh}在此有 ${share} 的决策会采取该客户所在分群从未记录过的动作（上限 ${limit}），其结果无从得知。` +
          '请只使用日志中出现过的动作，或等待随机探索积累到这些动作的记录之后再回检。',
      ),
    )
  }
  if (of.effectiveSampleSize < limits.essFloor) {
    const size = of.effectiveSampleSize.toFixed(1)
    refusals.push(
      refusal(
        'effective-sample',
        `After weighting, history is worth ${size} customers for ${who.en} (at least ${limits.essFloor} are needed). ` +
          'Use a longer history, a larger part of the customers, or a strategy closer to what was done.',
        `加权之后，可用于${who.zh}的历史只相当于 ${size} 位客户（至少需要 ${limits.essFloor} 位）。` +
          '请使用更长的历史、更大的客群，或更接近当时做法的策略。',
      ),
    )
  }
  if (of.maxCustomerShare > CONCENTRATION_LIMIT) {
    const [share, limit] = [percent(of.maxCustomerShare), percent(CONCENTRATION_LIMIT)]
    refusals.push(
      refusal(
        'concentration',
        `One customer carries ${share} of the weight of ${who.en} (limit ${limit}), so the figure is about that ` +
          'customer. Check the propensities of the decisions with the largest weights, or use a longer history.',
        `单个客户占${who.zh}总权重的 ${share}（上限 ${limit}），数字主要反映这一位客户。请核对权重最大的决策的倾向概率，或使用更长的历史。`,
      ),
    )
  }
  const expected = 1 - of.unsupportedShare
  if (Math.abs(of.meanWeightZ) > MEAN_WEIGHT_Z && Math.abs(of.meanWeight - expected) > MEAN_WEIGHT_OFF) {
    const [mean, should, z] = [of.meanWeight.toFixed(3), expected.toFixed(3), of.meanWeightZ.toFixed(1)]
    refusals.push(
      refusal(
        'mean-weight',
        `The mean weight of ${who.en} is ${mean} and should be ${should} (z = ${z}): the propensities do not ` +
          'describe how the logged actions were chosen. Check the propensity column and the lists of allowed actions ' +
          'before using any figure.',
        `${who.zh}的平均权重为 ${mean}，应为 ${should}（z = ${z}）：倾向概率与当时选择动作的实际方式不符。` +
          '请先核对倾向概率列和允许动作列表，再使用任何数字。',
      ),
    )
  }
  return refusals
}

/** @param events, others  effective events and effective non-events of a rate */
export function fewEvents(events: number, others: number, who: Text): Refusal | null {
  if (events >= EVENT_FLOOR && others >= EVENT_FLOOR) return null
  const [en, zh] = events <= others ? ['events', '有效事件'] : ['non-events', '有效未发生事件']
  const n = Math.min(events, others).toFixed(1)
  return refusal(
    'few-events',
    `The figure for ${who.en} rests on ${n} effective ${en}; better or worse needs ${EVENT_FLOOR}. Use a longer ` +
      'history, a larger part of the customers, or an outcome that happens more often.',
    `${who.zh}的数字只依据 ${n} 个${zh}，判断更好或更差至少需要 ${EVENT_FLOOR} 个。请使用更长的历史、更大的客群，或更常发生的指标。`,
  )
}

/**
 * Of a mean of amounts that are all of one sign (isOneSided). In 1,000 demo worlds means of 3 to 16 effective amounts
 * covered 70 to 90 %. Signs that cancel say nothing about how many amounts there are; there skewness alone refuses.
 *
 * @param amounts  effective events, an amount other than 0 being one
 */
export function fewAmounts(amounts: number, who: Text): Refusal | null {
  if (amounts >= EVENT_FLOOR) return null
  const n = amounts.toFixed(1)
  return refusal(
    'few-amounts',
    `The mean of ${who.en} rests on ${n} effective amounts other than 0; ${EVENT_FLOOR} are needed. Use a longer ` +
      'history, a larger part of the customers, or evaluate how often there is an amount instead of how much.',
    `${who.zh}的均值只依据 ${n} 个非零数值（按权重折算），至少需要 ${EVENT_FLOOR} 个。请使用更长的历史、更大的客群，或改为评估发生的比率而非数值。`,
  )
}

/**
 * Whether amounts lie on one side of 0: none on the other is more than 1 % of the largest. All 0 is no side.
 *
 * @param min, max  the smallest and the largest
 */
export function isOneSided(min: number, max: number): boolean {
  const [less, more] = [-min, max].map(x => Math.max(0, x)).toSorted((a, b) => a - b) as [number, number]
  return more > 0 && less <= 0.01 * more
}

/** @param events  effective events under the ratio */
export function fewInDenominator(events: number, who: Text): Refusal | null {
  if (events >= EVENT_FLOOR) return null
  const n = events.toFixed(1)
  return refusal(
    'denominator',
    `The ratio of ${who.en} has ${n} effective events in its denominator; ${EVENT_FLOOR} are needed. Use a longer ` +
      'history or a larger part of the customers.',
    `${who.zh}的比值，其分母只有 ${n} 个有效事件，至少需要 ${EVENT_FLOOR} 个。请使用更长的历史或更大的客群。`,
  )
}

export function unmatured(decisions: number, horizonDays: number): Refusal {
  return refusal(
    'maturity',
    `None of the ${decisions} decisions here is ${horizonDays} days old, so their outcome is not known yet. Come ` +
      'back when they are, or choose an outcome with a shorter horizon.',
    `此处 ${decisions} 次决策均未满 ${horizonDays} 天，结果尚不可知。请待观察期满后再评估，或选用观察期更短的指标。`,
  )
}

export function tooSkewed(k: number, what: Text): Refusal {
  const size = Math.abs(k).toFixed(2)
  return refusal(
    'skewness',
    `A few large values decide ${what.en}: its skewness is ${size} and an interval holds only up to ` +
      `${SKEWNESS_LIMIT}. Use a longer history or a larger part of the customers, or evaluate a rate instead of an ` +
      'amount.',
    `${what.zh}由少数很大的数值决定：偏度为 ${size}，超过 ${SKEWNESS_LIMIT} 时给不出可靠的区间。` +
      '请使用更长的历史或更大的客群，或改用比率类指标代替数值。',
  )
}

/** A remark, no reason against a verdict: the estimates' errors may be too small. */
export function heavyTail(k: number, who: Text): Refusal {
  return refusal(
    'heavy-tail',
    `The largest weights of ${who.en} are heavy-tailed (Pareto-k ${k.toFixed(2)}; ${PARETO_K_LIMIT} and above is ` +
      'unreliable): a weight larger than any seen could change the figures. Compare values under several λ, or use a ' +
      'strategy closer to what was done.',
    `${who.zh}的最大权重呈厚尾分布（Pareto-k 为 ${k.toFixed(2)}，达到 ${PARETO_K_LIMIT} 即不可靠）：再出现一个更大的权重就可能改变数字。` +
      '请比较不同 λ 下的估计，或使用更接近当时做法的策略。',
  )
}

export function notUniform(least: number, most: number): Refusal {
  return refusal(
    'not-uniform',
    `Replay holds only for a log that chose uniformly at random; this one's propensities run from ` +
      `${least.toPrecision(3)} to ${most.toPrecision(3)}, so the decisions that agree are not like the rest. Read DR ` +
      'and SNIPS instead.',
    `重放法只适用于均匀随机的日志；此日志的倾向概率介于 ${least.toPrecision(3)} 与 ${most.toPrecision(3)} 之间，` +
      '与策略一致的决策并不代表全部。请改看 DR 与 SNIPS。',
  )
}

export const stochastic: Refusal = refusal(
  'stochastic',
  'Replay needs a policy that always does one thing; this one draws its actions. Read DR and SNIPS instead.',
  '重放法要求策略的动作是确定的；该策略按概率选择动作。请改看 DR 与 SNIPS。',
)

function refusal(code: Refusal['code'], en: string, zh: string): Refusal {
  return { code, message: { en: en.charAt(0).toUpperCase() + en.slice(1), zh } }
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
