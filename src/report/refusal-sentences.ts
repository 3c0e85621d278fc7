// Why a figure supports no verdict, in words: what, with which values, and the way out.

import type { FigureName, Refusal, Subject } from '../estimate/refusal.ts'
import type { Lang } from '../strategy/text.ts'

/** A reason as a sentence. One stored before codes had values is said as it was said then. */
export function refusalSentence(refusal: Refusal, lang: Lang): string {
  if ('message' in refusal) return refusal.message[lang]
  const said = (lang === 'en' ? inEnglish : inChinese)(refusal)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

type Coded = Exclude<Refusal, { readonly message: unknown }>

const subjects: Readonly<Record<Subject, Readonly<Record<Lang, string>>>> = {
  strategy: { en: 'this strategy', zh: '该策略' },
  champion: { en: 'the champion', zh: '对照策略' },
  logged: { en: 'the history as logged', zh: '实际执行' },
}

const estimators: Readonly<Record<string, string>> = {
  dr: 'DR',
  snips: 'SNIPS',
  ips: 'IPS',
  dm: 'DM',
  sndr: 'SNDR',
  clippedIps: 'clipped IPS',
  clippedDr: 'clipped DR',
  switchDr: 'Switch-DR',
  dros: 'DRos',
}
const nameOf = (estimator: string) => estimators[estimator] ?? estimator

function figureInEnglish(of: FigureName): string {
  if (of.figure === 'replay') return 'the replayed value'
  if (of.figure === 'value') return `the ${nameOf(of.estimator)} value of ${subjects[of.who].en}`
  return of.estimator === 'dr'
    ? 'the difference from the champion'
    : `the ${nameOf(of.estimator)} difference from the champion`
}

function figureInChinese(of: FigureName): string {
  if (of.figure === 'replay') return '重放值'
  if (of.figure === 'value') return `${subjects[of.who].zh}的 ${nameOf(of.estimator)} 估计`
  return of.estimator === 'dr' ? '与对照策略的差值' : `与对照策略的 ${nameOf(of.estimator)} 差值`
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const LONGER = 'Use a longer history or a larger part of the customers.'

function inEnglish(of: Coded): string {
  const who = 'who' in of ? subjects[of.who].en : ''
  switch (of.code) {
    case 'support':
      return 'reason' in of
        ? `${percent(of.share)} of the decisions compared have no history, and depending on how those had ended the ` +
            'difference could vanish. Keep to actions the log contains, or wait until exploration has logged the ' +
            'others there.'
        : `${percent(of.share)} of what ${who} would do here are actions never logged in the customer's segment (limit ` +
            `${percent(of.limit)}), so nobody knows how they would have ended. Keep to actions the log contains, or ` +
            'wait until exploration has logged the others there.'
    case 'effective-sample':
      return (
        `After weighting, history is worth ${of.customers.toFixed(1)} customers for ${who} (at least ${of.floor} are ` +
        'needed). Use a longer history, a larger part of the customers, or a strategy closer to what was done.'
      )
    case 'few-events':
      return (
        `The figure for ${who} rests on ${of.found.toFixed(1)} effective ${of.of}; better or worse needs ${of.floor}. ` +
        'Use a longer history, a larger part of the customers, or an outcome that happens more often.'
      )
    case 'few-amounts':
      return (
        `The mean of ${who} rests on ${of.found.toFixed(1)} effective amounts other than 0; ${of.floor} are needed. Use ` +
        'a longer history, a larger part of the customers, or evaluate how often there is an amount instead of how much.'
      )
    case 'concentration':
      return (
        `One customer carries ${percent(of.share)} of the weight of ${who} (limit ${percent(of.limit)}), so the figure ` +
        'is about that customer. Check the propensities of the decisions with the largest weights, or use a longer ' +
        'history.'
      )
    case 'mean-weight':
      return (
        `The mean weight of ${who} is ${of.mean.toFixed(3)} and should be ${of.expected.toFixed(3)} (z = ` +
        `${of.z.toFixed(1)}): the propensities do not describe how the logged actions were chosen. Check the ` +
        'propensity column and the lists of allowed actions before using any figure.'
      )
    case 'maturity':
      return (
        `None of the ${of.decisions} decisions here is ${of.horizonDays} days old, so their outcome is not known yet. ` +
        'Come back when they are, or choose an outcome with a shorter horizon.'
      )
    case 'skewness':
      return (
        `A few large values decide ${figureInEnglish(of.of)}: its skewness is ${Math.abs(of.skewness).toFixed(2)} and ` +
        `an interval holds only up to ${of.limit}. Use a longer history or a larger part of the customers, or evaluate ` +
        'a rate instead of an amount.'
      )
    case 'denominator':
      return of.reason === 'few-events'
        ? `The ratio of ${who} has ${of.found.toFixed(1)} effective events in its denominator; ${of.floor} are needed. ` +
            LONGER
        : `The denominator of the ratio does not differ from 0 for ${who}, so its interval has no end. ${LONGER}`
    case 'not-computable':
      return notComputableInEnglish(of)
    case 'outside-range':
      return (
        `${nameOf(of.estimator)} gives ${percent(of.value)}, which no rate can be: it corrects its model row by row and ` +
        'may overshoot. It is printed as computed; its interval is centred on the nearest possible value. Read SNIPS, ' +
        'which cannot leave the range.'
      )
    case 'thin-support':
      return (
        `For ${percent(of.share)} of the decisions here ${who} proposes ${of.action}, and the log did the same in ` +
        `${of.agreed} of them (about ${of.expected.toFixed(1)} were to be expected). At least ${of.agreedFloor} found ` +
        `and ${of.expectedFloor} expected are needed. They could move the figure by ${of.effect.toPrecision(2)}, more ` +
        `than its standard error of ${of.error.toPrecision(2)}, which cannot show how they vary. Read the whole or a ` +
        'larger segment, use a longer history, or let exploration log that action more often.'
      )
    case 'heavy-tail':
      return (
        `The largest weights of ${who} are heavy-tailed (Pareto-k ${of.paretoK.toFixed(2)}; ${of.limit} and above is ` +
        'unreliable): a weight larger than any seen could change the figures. Compare values under several λ, or use a ' +
        'strategy closer to what was done.'
      )
    case 'not-uniform':
      return (
        "Replay holds only for a log that chose uniformly at random; this one's propensities run from " +
        `${of.least.toPrecision(3)} to ${of.most.toPrecision(3)}, so the decisions that agree are not like the rest. ` +
        'Read DR and SNIPS instead.'
      )
    case 'stochastic':
      return 'Replay needs a policy that always does one thing; this one draws its actions. Read DR and SNIPS instead.'
  }
}

type NotComputable = Extract<Coded, { readonly code: 'not-computable' }>

function notComputableInEnglish(of: NotComputable): string {
  switch (of.reason) {
    case 'no-decisions':
      return 'History has no decision here, so there is nothing to evaluate. Use a longer history, or leave this part out.'
    case 'one-customer':
      return `All decisions here are of one customer, so no error can be computed. ${LONGER}`
    case 'no-model':
      return 'This back-test ran without an outcome model, so there is no DR figure and no verdict. Run it with the model.'
    case 'no-overlap':
      return (
        `None of the ${of.decisions} logged decisions could have been made by ${subjects[of.who].en}, so history says ` +
        'nothing about it. Compare its actions with those in the log, or collect data with exploration above 0.'
      )
    case 'empty-denominator':
      return `The denominator of the ratio is 0 for ${subjects[of.who].en}, so there is no ratio. ${LONGER}`
    case 'no-variation':
      return `Every value of ${figureInEnglish(of.of)} is the same here, so no interval can be given. ${LONGER}`
  }
}

const LONGER_ZH = '请使用更长的历史或更大的客群。'

function inChinese(of: Coded): string {
  const who = 'who' in of ? subjects[of.who].zh : ''
  switch (of.code) {
    case 'support':
      return 'reason' in of
        ? `所比较的决策中有 ${percent(of.share)} 没有历史可依；视其结果如何，差值可能消失。请只使用日志中出现过的动作，` +
            '或等待随机探索积累到这些动作的记录之后再回检。'
        : `${who}在此有 ${percent(of.share)} 的决策会采取该客户所在分群从未记录过的动作（上限 ${percent(of.limit)}），` +
            '其结果无从得知。请只使用日志中出现过的动作，或等待随机探索积累到这些动作的记录之后再回检。'
    case 'effective-sample':
      return (
        `加权之后，可用于${who}的历史只相当于 ${of.customers.toFixed(1)} 位客户（至少需要 ${of.floor} 位）。` +
        '请使用更长的历史、更大的客群，或更接近当时做法的策略。'
      )
    case 'few-events':
      return (
        `${who}的数字只依据 ${of.found.toFixed(1)} 个${of.of === 'events' ? '有效事件' : '有效未发生事件'}，` +
        `判断更好或更差至少需要 ${of.floor} 个。请使用更长的历史、更大的客群，或更常发生的指标。`
      )
    case 'few-amounts':
      return (
        `${who}的均值只依据 ${of.found.toFixed(1)} 个非零数值（按权重折算），至少需要 ${of.floor} 个。` +
        '请使用更长的历史、更大的客群，或改为评估发生的比率而非数值。'
      )
    case 'concentration':
      return (
        `单个客户占${who}总权重的 ${percent(of.share)}（上限 ${percent(of.limit)}），数字主要反映这一位客户。` +
        '请核对权重最大的决策的倾向概率，或使用更长的历史。'
      )
    case 'mean-weight':
      return (
        `${who}的平均权重为 ${of.mean.toFixed(3)}，应为 ${of.expected.toFixed(3)}（z = ${of.z.toFixed(1)}）：` +
        '倾向概率与当时选择动作的实际方式不符。请先核对倾向概率列和允许动作列表，再使用任何数字。'
      )
    case 'maturity':
      return (
        `此处 ${of.decisions} 次决策均未满 ${of.horizonDays} 天，结果尚不可知。` +
        '请待观察期满后再评估，或选用观察期更短的指标。'
      )
    case 'skewness':
      return (
        `${figureInChinese(of.of)}由少数很大的数值决定：偏度为 ${Math.abs(of.skewness).toFixed(2)}，超过 ${of.limit} ` +
        '时给不出可靠的区间。请使用更长的历史或更大的客群，或改用比率类指标代替数值。'
      )
    case 'denominator':
      return of.reason === 'few-events'
        ? `${who}的比值，其分母只有 ${of.found.toFixed(1)} 个有效事件，至少需要 ${of.floor} 个。${LONGER_ZH}`
        : `${who}的比值，其分母与 0 没有显著差别，区间没有边界。${LONGER_ZH}`
    case 'not-computable':
      return notComputableInChinese(of)
    case 'outside-range':
      return (
        `${nameOf(of.estimator)} 的数值为 ${percent(of.value)}，超出比率的可能范围：该方法逐行修正模型，可能越界。` +
        '数字照原样列出，区间以最接近的可能值为中心；请改看不会越界的 SNIPS。'
      )
    case 'thin-support':
      return (
        `${who}在此对 ${percent(of.share)} 的决策采用 ${of.action}，而日志中与之一致的有 ${of.agreed} 次（预期约 ` +
        `${of.expected.toFixed(1)} 次）；至少需要实际 ${of.agreedFloor} 次、预期 ${of.expectedFloor} 次。` +
        `这些决策可使数字变动 ${of.effect.toPrecision(2)}，超过其标准误 ${of.error.toPrecision(2)}，` +
        '而标准误反映不出它们的波动。请看总体或更大的分群，使用更长的历史，或通过随机探索积累更多该动作的记录。'
      )
    case 'heavy-tail':
      return (
        `${who}的最大权重呈厚尾分布（Pareto-k 为 ${of.paretoK.toFixed(2)}，达到 ${of.limit} 即不可靠）：` +
        '再出现一个更大的权重就可能改变数字。请比较不同 λ 下的估计，或使用更接近当时做法的策略。'
      )
    case 'not-uniform':
      return (
        `重放法只适用于均匀随机的日志；此日志的倾向概率介于 ${of.least.toPrecision(3)} 与 ${of.most.toPrecision(3)} ` +
        '之间，与策略一致的决策并不代表全部。请改看 DR 与 SNIPS。'
      )
    case 'stochastic':
      return '重放法要求策略的动作是确定的；该策略按概率选择动作。请改看 DR 与 SNIPS。'
  }
}

function notComputableInChinese(of: NotComputable): string {
  switch (of.reason) {
    case 'no-decisions':
      return '历史中此处没有任何决策，无从评估。请使用更长的历史，或不看这一部分。'
    case 'one-customer':
      return '此处的决策全部来自同一位客户，无法计算误差。请使用更长的历史或更大的客群。'
    case 'no-model':
      return '本次回检未使用结果模型，因此没有 DR 数字，也不下结论。请启用结果模型后重新运行。'
    case 'no-overlap':
      return (
        `日志中的 ${of.decisions} 次决策，没有一次可能出自${subjects[of.who].zh}，历史无法说明其效果。` +
        '请对照日志中的动作检查策略，或以大于 0 的探索比例采集数据。'
      )
    case 'empty-denominator':
      return `${subjects[of.who].zh}的比值分母为 0，比值不存在。${LONGER_ZH}`
    case 'no-variation':
      return `${figureInChinese(of.of)}在此的数值全部相同，给不出区间。${LONGER_ZH}`
  }
}
