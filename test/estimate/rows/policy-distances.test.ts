// Goal: overlap and distances of two policies, worked by hand and as the reference has them.

import { expect, it } from 'vitest'
import { LogError } from '../../../src/estimate/rows/logged-arrays.ts'
import { policyDistances } from '../../../src/estimate/rows/policy-distances.ts'
import { describeReference, readReference } from '../../reference.ts'

it('two decisions, two actions, by hand', () => {
  // ½ ½ against ¼ ¾, and the same policy twice: all distances are half of the first decision's.
  const apart = policyDistances({ actions: 2, logged: [0.5, 0.5, 1, 0], target: [0.25, 0.75, 1, 0] })
  expect(apart).toMatchObject({ decisions: 2, supportViolations: 0, unsupportedShare: 0, minPropensity: 0 })
  expect(apart.totalVariation).toBe(0.125)
  expect(apart.chiSquare).toBeCloseTo((0.0625 / 0.5 + 0.0625 / 0.5) / 2, 14)
  expect(apart.kullbackLeibler).toBeCloseTo((0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)) / 2, 14)
})

it('an action the log could not take is counted, and its distances have no end', () => {
  expect(policyDistances({ actions: 2, logged: [1, 0, 0.5, 0.5], target: [0.8, 0.2, 1, 0] })).toMatchObject({
    supportViolations: 1,
    unsupportedShare: 0.1,
    chiSquare: Infinity,
    kullbackLeibler: Infinity,
    totalVariation: 0.35,
  })
})

it('refuses what are no probabilities', () => {
  expect(() => policyDistances({ actions: 2, logged: [1, 0, 1], target: [1, 0, 1] })).toThrow(LogError)
  expect(() => policyDistances({ actions: 2, logged: [1, 0], target: [1] })).toThrow(/target has 1 values/)
  expect(() => policyDistances({ actions: 2, logged: [1, 0], target: [0.5, NaN] })).toThrow(/action 1 in decision 0/)
  expect(() => policyDistances({ actions: 2, logged: [0.5, 0.4], target: [1, 0] })).toThrow(/adds up to 0.9/)
})

const matrix = (path: string) =>
  readReference(path)
    .trimEnd()
    .split('\n')
    .slice(1)
    .flatMap(line => line.split(',').map(x => Number(x) / 1e6))

describeReference('10,000 decisions with 10 actions', ['ope/syn_pi_b_e6.csv', 'ope/syn_pi_e_e6.csv'], () => {
  it('have the distances of the reference', () => {
    const { diagnostics: known } = JSON.parse(readReference('ope/syn_reference.json'))
    const own = policyDistances({
      actions: 10,
      logged: matrix('ope/syn_pi_b_e6.csv'),
      target: matrix('ope/syn_pi_e_e6.csv'),
    })
    expect(own.supportViolations).toBe(known.pairwise_support_violations)
    expect(own.minPropensity).toBe(known.min_pi_b)
    expect(Math.abs(own.chiSquare - known.chi2_pi_e_vs_pi_b)).toBeLessThan(1e-9)
    expect(Math.abs(own.kullbackLeibler - known.kl_pi_e_pi_b)).toBeLessThan(1e-9)
    expect(Math.abs(own.totalVariation - known.tv)).toBeLessThan(1e-9)
  })
})
