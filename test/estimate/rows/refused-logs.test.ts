// Goal: what evaluateLog leaves out, refuses and marks, and what it says of arrays that are no log.

import { describe, expect, it } from 'vitest'
import { evaluateLog } from '../../../src/estimate/rows/evaluate-log.ts'
import type { LogEstimator } from '../../../src/estimate/rows/log-estimates.ts'
import type { LoggedArrays } from '../../../src/estimate/rows/logged-arrays.ts'
import { replay } from '../../../src/estimate/rows/replay.ts'
import { three } from './three-decisions.ts'

const bad = (change: Partial<LoggedArrays>) => () => evaluateLog({ ...three, ...change })
const all: readonly LogEstimator[] = ['ips', 'snips', 'dm', 'dr', 'sndr', 'clippedIps', 'clippedDr', 'switchDr', 'dros']

describe('absent, refused, marked', () => {
  it('without q̂ there is no DM, DR, SNDR; without λ none of its four', () => {
    const { qLogged: _, qTarget: __, ...bare } = three
    const given = evaluateLog(bare)
    for (const name of all) expect(given[name] === null, name).toBe(!['ips', 'snips'].includes(name))
    expect(evaluateLog(bare, { lambda: 2 }).clippedIps).not.toBeNull()
  })

  it('no overlap: only the model has a value', () => {
    const none = evaluateLog({ ...three, target: [0, 0, 0] }, { lambda: 2 })
    for (const name of all) expect(none[name] === null, name).toBe(name !== 'dm')
    expect(none.refusals.map(({ code }) => code)).toContain('not-computable')
  })

  it('a rate has Wilson limits inside 0 and 1; few events and a small sample are refused', () => {
    const n = 60,
      one = (x: number) => new Float64Array(n).fill(x)
    const rate = evaluateLog({ reward: one(0), propensity: one(0.5), target: one(0.5) })
    expect(rate.snips).toMatchObject({ value: 0, standardError: 0, n })
    expect(rate.snips!.interval![0]).toBe(0)
    expect(rate.snips!.interval![1]).toBeCloseTo(1.959964 ** 2 / (n + 1.959964 ** 2), 5)
    expect(rate.refusals.map(({ code }) => code)).toEqual(['effective-sample', 'few-events'])
  })

  it('a wrong propensity is found by the mean weight', () => {
    const n = 4000,
      alternating = (a: number, b: number) => Float64Array.from({ length: n }, (_, i) => (i % 2 ? a : b))
    const wrong = evaluateLog({
      reward: alternating(1, 0),
      propensity: alternating(0.5, 0.4),
      target: alternating(0.7, 0.5),
    })
    expect(wrong.refusals.map(({ code }) => code)).toEqual(['mean-weight'])
  })

  it('takes a probability that exceeds 1 by rounding as 1, and null as absent', () => {
    const above = 1 + 2 ** -52,
      target = [above, 1, 0]
    expect(evaluateLog({ ...three, target }).ips!.value).toBeCloseTo(8, 12)
    expect(replay({ ...three, target }).value).toBe(5.5)
    expect(evaluateLog({ ...three, customer: null as never, qLogged: null as never }).dr).toBeNull()
    expect(bad({ target: [1 + 1e-6, 1, 0] })).toThrow(/target\[0\]/)
  })

  it('names what is wrong with the arrays', () => {
    expect(bad({ propensity: [0.5, 0, 0.5] })).toThrow(/propensity\[1\] is 0; it has to be above 0 and at most 1/)
    expect(bad({ target: [1, 1.2, 0] })).toThrow(/target\[1\] is 1.2/)
    expect(bad({ reward: [NaN, 1, 2] })).toThrow(/reward\[0\] is NaN/)
    expect(bad({ qTarget: [1, 2] })).toThrow(/qTarget has 2 values and reward has 3/)
    expect(bad({ customer: [1, 2, 2.5] })).toThrow(/customer\[2\] is 2.5/)
    expect(bad({ reward: [], propensity: [], target: [] })).toThrow(/no decision/)
    expect(bad({ propensity: [0.5, 1e-300, 0.5] })).toThrow(/propensity\[1\] is 1e-300/)
    const { propensity: _, ...without } = three
    expect(() => evaluateLog(without as LoggedArrays)).toThrow(/propensity is missing/)
    expect(() => evaluateLog(null as never)).toThrow(/reward is missing/)
    expect(bad({ reward: ['1', 1, 2] as never })).toThrow(/reward\[0\] is "1"/)
    expect(bad({ customer: [1n, 2n, 3n] as never })).toThrow(/customer\[0\] is 1n/)
    expect(() => evaluateLog(three, { lambda: -1 })).toThrow(/λ is -1/)
    expect(() => evaluateLog(three, { level: 95 })).toThrow(/level is 95/)
  })
})
