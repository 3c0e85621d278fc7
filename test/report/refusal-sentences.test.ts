// Goal: every reason is said in both languages, with its values and a way out; and one that was stored as a sentence is
// said as it was.

import { expect, it } from 'vitest'
import { refusalCodes, refusalSchema, type Refusal } from '../../src/estimate/refusal.ts'
import type { GateReason } from '../../src/evaluate/selection/selection.ts'
import { gateSentence } from '../../src/report/gate-sentences.ts'
import { refusalSentence } from '../../src/report/refusal-sentences.ts'
import { upliftSentence } from '../../src/report/uplift-sentences.ts'
import type { UpliftReason } from '../../src/uplift/reasons.ts'

const who = 'strategy' as const
const value = { figure: 'value', estimator: 'snips', who: 'logged' } as const

/** A reason, and what its English and Chinese sentences have to contain. */
const said: readonly (readonly [Refusal, readonly string[], readonly string[]])[] = [
  [{ code: 'support', who, share: 0.123, limit: 0.05 }, ['12.3 % of what this strategy', 'limit 5.0 %'], ['12.3 %']],
  [{ code: 'support', reason: 'bounds', share: 0.02 }, ['2.0 % of the decisions compared'], ['2.0 %']],
  [
    { code: 'effective-sample', who: 'champion', customers: 41.26, floor: 100 },
    ['worth 41.3 customers for the champion', 'at least 100'],
    ['对照策略', '41.3', '100'],
  ],
  [
    { code: 'few-events', who, of: 'non-events', found: 7, floor: 30 },
    ['7.0 effective non-events'],
    ['有效未发生事件'],
  ],
  [{ code: 'few-amounts', who, found: 12, floor: 30 }, ['12.0 effective amounts'], ['12.0 个非零数值']],
  [{ code: 'concentration', who, share: 0.2, limit: 0.05 }, ['One customer carries 20.0 %'], ['20.0 %']],
  [
    { code: 'mean-weight', who, mean: 1.2346, expected: 1, z: 9.87 },
    ['The mean weight of this strategy is 1.235 and should be 1.000 (z = 9.9)'],
    ['1.235', 'z = 9.9'],
  ],
  [
    { code: 'maturity', decisions: 60, horizonDays: 30 },
    ['None of the 60 decisions here is 30 days old'],
    ['60', '30 天'],
  ],
  [
    { code: 'skewness', of: { figure: 'difference', estimator: 'dr' }, skewness: -0.777, limit: 0.5 },
    ['the difference from the champion: its skewness is 0.78', 'up to 0.5'],
    ['与对照策略的差值', '0.78'],
  ],
  [
    { code: 'denominator', reason: 'few-events', who, found: 3, floor: 30 },
    ['has 3.0 effective events in its denominator'],
    ['3.0 个有效事件'],
  ],
  [{ code: 'denominator', reason: 'unbounded', who }, ['its interval has no end'], ['没有边界']],
  [{ code: 'not-computable', reason: 'no-decisions' }, ['no decision here'], ['没有任何决策']],
  [{ code: 'not-computable', reason: 'one-customer' }, ['of one customer'], ['同一位客户']],
  [{ code: 'not-computable', reason: 'no-model' }, ['without an outcome model'], ['未使用结果模型']],
  [
    { code: 'not-computable', reason: 'no-overlap', who, decisions: 8 },
    ['None of the 8 logged decisions'],
    ['8 次决策'],
  ],
  [{ code: 'not-computable', reason: 'empty-denominator', who }, ['denominator of the ratio is 0'], ['分母为 0']],
  [
    { code: 'not-computable', reason: 'no-variation', of: value },
    ['Every value of the SNIPS value of the history as logged is the same'],
    ['实际执行的 SNIPS 估计'],
  ],
  [{ code: 'outside-range', estimator: 'dr', value: 1.812 }, ['DR gives 181.2 %'], ['DR 的数值为 181.2 %']],
  [
    {
      code: 'thin-support',
      who,
      action: 'call:loan',
      share: 0.02,
      expected: 4,
      agreed: 7,
      expectedFloor: 30,
      agreedFloor: 10,
      effect: 0.96,
      error: 0.9,
    },
    [
      '2.0 % of the decisions',
      'proposes call:loan',
      '7 of them',
      'about 4.0',
      '10 found and 30 expected',
      '0.96',
      '0.90',
    ],
    ['call:loan', '7 次', '4.0'],
  ],
  [{ code: 'heavy-tail', who, paretoK: 0.81, limit: 0.7 }, ['Pareto-k 0.81; 0.7 and above'], ['0.81']],
  [{ code: 'not-uniform', least: 0.1, most: 0.4 }, ['from 0.100 to 0.400'], ['0.100']],
  [{ code: 'stochastic' }, ['draws its actions'], ['按概率选择动作']],
]

it.each(said)('says %o', (refusal, english, chinese) => {
  expect(refusalSchema.parse(refusal)).toEqual(refusal)
  const en = refusalSentence(refusal, 'en'),
    zh = refusalSentence(refusal, 'zh')
  for (const part of english) expect(en).toContain(part)
  for (const part of chinese) expect(zh).toContain(part)
  expect(en).toMatch(/^[A-Z0-9].*\. .*\.$/) // what, and then the way out
  expect(zh).toMatch(/。$/)
  expect(`${en}${zh}`).not.toMatch(/undefined|NaN|\[object/)
})

it('has a sentence for every code there is', () => {
  expect(new Set(said.map(([{ code }]) => code))).toEqual(new Set(refusalCodes))
})

it('says a reason that was stored as a sentence as it was said then', () => {
  const stored = { code: 'support', message: { en: 'Never tried there.', zh: '从未尝试。' } } as const
  expect(refusalSentence(stored, 'en')).toBe('Never tried there.')
  expect(refusalSentence(stored, 'zh')).toBe('从未尝试。')
})

it('says why a gate was not passed or cannot be judged', () => {
  const gate: readonly (readonly [GateReason, string])[] = [
    [{ code: 'nothing-differs' }, 'No variant decides otherwise'],
    [{ code: 'few-months', steps: 3, months: 2 }, 'needs 4 months with known outcomes; history has 2'],
    [{ code: 'nothing-to-choose' }, 'nothing could have been chosen'],
    [{ code: 'chance', p: 0.2, limit: 0.05 }, 'as good as the chosen one in 20.0 % of histories (limit 5.0 %)'],
    [{ code: 'did-not-hold' }, 'did no better than the champion on later ones'],
    [{ code: 'support', who, share: 0.2, limit: 0.05 }, '20.0 % of what this strategy would do'],
  ]
  for (const [reason, english] of gate) {
    expect(gateSentence(reason, 'en')).toContain(english)
    expect(gateSentence(reason, 'zh')).toMatch(/。$/)
  }
})

it('says why a figure of a ranking is absent', () => {
  const absent: readonly (readonly [UpliftReason, string])[] = [
    [{ code: 'effect-near-zero' }, 'average effect is not larger than its own error'],
    [{ code: 'no-perfect-ranking' }, 'not 0/1'],
    [{ code: 'no-room' }, 'nobody responded, or everybody did'],
    [{ code: 'gain-not-positive' }, 'did no better than the controls'],
    [{ code: 'empty-slice' }, 'no customers in this part'],
    [{ code: 'few-customers', floor: 30 }, 'Fewer than 30 customers'],
    [{ code: 'too-fine' }, 'first few customers'],
    [{ code: 'not-asked' }, 'No intervals were asked for'],
    [{ code: 'sometimes-absent' }, 'in some half-sample'],
  ]
  for (const [reason, english] of absent) {
    expect(upliftSentence(reason, 'en')).toContain(english)
    expect(upliftSentence(reason, 'zh')).toMatch(/。$/)
  }
})
