// Goal: the estimators agree with zr-obp on its own data wherever the definitions coincide. zr-obp's SNIPS error
// holds w̄ fixed and is wrong; the reference's delta-method value stands in its place.

import { describe, expect, it } from 'vitest'
import { dm } from '../../src/estimate/dm.ts'
import { dr } from '../../src/estimate/dr.ts'
import type { Influence } from '../../src/estimate/influence.ts'
import { clusterError } from '../../src/estimate/influence.ts'
import { ips } from '../../src/estimate/ips.ts'
import { snips } from '../../src/estimate/snips.ts'
import type { SumOf } from '../../src/moments/cell-sums.ts'
import { describeReference, readReference } from '../reference.ts'
import { oneDecisionEach, sumOfTotals } from './totals.ts'

interface Reference {
  estimators: Record<'ips' | 'dm' | 'dr', { value: number; se: number }>
  snips_correct: { value: number; delta_se_ddof1: number }
  sufficient_stats: { sum_w: number; sum_w2: number; sum_wr: number }
  diagnostics: { ess_kish: number }
}

interface Log {
  action: number[]
  reward: number[]
  pscore: number[]
  target: number[][]
  model: number[][]
}

function totalsOf({ action, reward, pscore, target, model }: Log): SumOf {
  const w = action.map((a, i) => target[i]![a]! / pscore[i]!)
  const v = target.map((pi, i) => pi.reduce((sum, p, a) => sum + p * model[i]![a]!, 0))
  return sumOfTotals(
    oneDecisionEach(
      w,
      reward,
      action.map((a, i) => model[i]![a]!),
      v,
    ),
  )
}

function agree(sums: SumOf, reference: Reference) {
  const check = ({ value, psi }: Influence, expected: { value: number; se: number }) => {
    expect(Math.abs(value - expected.value)).toBeLessThan(1e-9)
    expect(Math.abs(clusterError(psi, sums)! - expected.se)).toBeLessThan(1e-9)
  }
  check(ips(sums, 0), reference.estimators.ips)
  check(dm(sums, 0), reference.estimators.dm)
  check(dr(sums, 0), reference.estimators.dr)
  check(snips(sums, 0)!, { value: reference.snips_correct.value, se: reference.snips_correct.delta_se_ddof1 })
  expect(Math.abs(sums('W') - reference.sufficient_stats.sum_w)).toBeLessThan(1e-7)
  expect(Math.abs(sums('W', 'W') - reference.sufficient_stats.sum_w2)).toBeLessThan(1e-7)
  expect(Math.abs(sums('R') - reference.sufficient_stats.sum_wr)).toBeLessThan(1e-7)
  expect(Math.abs(sums('W') ** 2 / sums('W', 'W') - reference.diagnostics.ess_kish)).toBeLessThan(1e-7)
}

const csv = (path: string) =>
  readReference(path)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split(',').map(Number))

describe('agreement with zr-obp, 8 decisions', () => {
  it('IPS, SNIPS, DM and DR', () => {
    const { inputs, ...reference } = JSON.parse(readReference('ope/tiny_reference.json')) as Reference & {
      inputs: { action: number[]; reward: number[]; pscore: number[]; pi_e: number[][]; q_hat: number[][] }
    }
    agree(totalsOf({ ...inputs, target: inputs.pi_e, model: inputs.q_hat }), reference)
  })
})

const decisions = ['ope/syn_rows.csv', 'ope/syn_pi_e_e6.csv', 'ope/syn_q_hat_e6.csv']
describeReference('agreement with zr-obp, 10,000 decisions', decisions, () => {
  it('IPS, SNIPS, DM and DR', () => {
    const millionths = (path: string) => csv(path).map(row => row.map(x => x / 1e6))
    const rows = csv('ope/syn_rows.csv')
    const log = {
      action: rows.map(row => row[1]!),
      reward: rows.map(row => row[2]!),
      pscore: rows.map(row => row[3]! / 1e6),
      target: millionths('ope/syn_pi_e_e6.csv'),
      model: millionths('ope/syn_q_hat_e6.csv'),
    }
    agree(totalsOf(log), JSON.parse(readReference('ope/syn_reference.json')) as Reference)
  })
})
