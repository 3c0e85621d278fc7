// Goal: evaluateLog agrees with zr-obp on its own data to 1e-9, and is right where that program is not: it holds w̄
// fixed in the errors of SNIPS and SNDR.

import { describe, expect, it } from 'vitest'
import { evaluateLog } from '../../../src/estimate/rows/evaluate-log.ts'
import type { LogEstimator } from '../../../src/estimate/rows/log-estimates.ts'
import type { LogSums } from '../../../src/estimate/rows/log-sums.ts'
import { replay } from '../../../src/estimate/rows/replay.ts'
import { describeReference, readReference } from '../../reference.ts'

interface Reference {
  readonly estimators: Readonly<Record<string, { readonly value: number; readonly se: number }>>
  readonly snips_correct: { readonly value: number; readonly delta_se_ddof1: number }
  readonly diagnostics: Readonly<Record<string, number>> & {
    readonly quantiles_linear: Readonly<Record<string, number>>
  }
  readonly sufficient_stats: Readonly<Record<string, number>>
  readonly sufficient_stats_dr?: Readonly<Record<string, number>>
  readonly replay_det_policy?: Readonly<Record<'value' | 'matches' | 'ips' | 'snips' | 'dr' | 'dm', number>>
}

const near = (actual: number, expected: number, what: string) =>
  expect(Math.abs(actual - expected), `${what}: ${actual}, ${expected}`).toBeLessThan(1e-9)

const families: Readonly<Record<string, LogEstimator>> = {
  clipped_ips: 'clippedIps',
  clipped_dr: 'clippedDr',
  switch_dr: 'switchDr',
  dros: 'dros',
}

function agree(log: Parameters<typeof evaluateLog>[0], reference: Reference, sndrError: number) {
  const plain = evaluateLog(log)
  for (const name of ['ips', 'snips', 'dm', 'dr', 'sndr'] as const) {
    const known = reference.estimators[name]!
    near(plain[name]!.value, known.value, name)
    if (name !== 'snips' && name !== 'sndr') near(plain[name]!.standardError, known.se, `${name} SE`)
  }
  near(plain.snips!.standardError, reference.snips_correct.delta_se_ddof1, 'snips SE')
  near(plain.sndr!.standardError, sndrError, 'sndr SE')
  let compared = 0
  for (const [key, known] of Object.entries(reference.estimators)) {
    const [, family, text] = /^(.*)_lambda(.*)$/.exec(key) ?? []
    const name = families[family ?? '']
    if (name === undefined) continue
    const own = evaluateLog(log, { lambda: text === 'inf' ? Infinity : Number(text) })[name]!
    near(own.value, known.value, key)
    near(own.standardError, known.se, `${key} SE`)
    compared++
  }
  expect(compared).toBeGreaterThan(10)
  sumsAgree(plain.sums, reference)
  const { diagnostics } = plain,
    known = reference.diagnostics
  expect(diagnostics.rewarded).toBe(known.n_clicks_nonzero)
  expect(diagnostics.zeroWeights).toBe(reference.sufficient_stats.n_w_zero)
  near(diagnostics.effectiveSampleSize, known.ess_kish!, 'ESS')
  near(diagnostics.meanWeight, known.mean_w!, 'mean weight')
  near(diagnostics.meanWeightError!, known.se_mean_w!, 'SE of the mean weight')
  near(diagnostics.meanWeightZ, known.z_mean_w_vs_1!, 'z of the mean weight')
  near(diagnostics.maxWeight, known.max_w!, 'largest weight')
  near(diagnostics.maxWeightShare, known.max_w_share!, 'its share')
  near(diagnostics.topPercentShare, known.top1pct_weight_share!, 'share of the largest hundredth')
  for (const [p, value] of Object.entries(known.quantiles_linear)) {
    near(diagnostics.weightQuantiles[p]!, value, `quantile ${p}`)
  }
}

/** Relative to the sum's size: theirs were added pairwise, ours one after the other. */
function sumsAgree({ model, ...sums }: LogSums, { sufficient_stats: known, sufficient_stats_dr: ofModel }: Reference) {
  type Names = Readonly<Record<string, string>>
  const compare = (own: Readonly<Record<string, number>>, names: Names, theirs: typeof known) => {
    for (const [name, key] of Object.entries(names)) {
      expect(Math.abs(own[name]! / theirs[key]! - 1), name).toBeLessThan(1e-9)
    }
  }
  compare(
    sums,
    {
      weight: 'sum_w',
      weightSquared: 'sum_w2',
      reward: 'sum_r',
      rewardSquared: 'sum_r2',
      weightedReward: 'sum_wr',
      weightSquaredReward: 'sum_w2r',
      weightedRewardSquared: 'sum_w2r2',
      maxWeightedReward: 'max_wr',
    },
    known,
  )
  if (ofModel === undefined) return
  compare(
    model!,
    {
      predicted: 'sum_dm',
      predictedSquared: 'sum_dm2',
      weightedError: 'sum_w_resid',
      weightedErrorSquared: 'sum_w2_resid2',
      predictedWeightedError: 'sum_dm_w_resid',
    },
    ofModel,
  )
}

const json = (path: string) => JSON.parse(readReference(path)) as Reference
const csv = (path: string) =>
  readReference(path)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split(',').map(Number))

describe('evaluateLog and zr-obp, 8 decisions', () => {
  it('every estimator, error and diagnostic', () => {
    const { inputs, ...reference } = json('ope/tiny_reference.json') as Reference & {
      inputs: { action: number[]; reward: number[]; pscore: number[]; pi_e: number[][]; q_hat: number[][] }
    }
    agree(
      {
        reward: inputs.reward,
        propensity: inputs.pscore,
        target: inputs.action.map((a, i) => inputs.pi_e[i]![a]!),
        qLogged: inputs.action.map((a, i) => inputs.q_hat[i]![a]!),
        qTarget: inputs.pi_e.map((pi, i) => pi.reduce((sum, p, a) => sum + p * inputs.q_hat[i]![a]!, 0)),
      },
      reference,
      0.25452979095592626,
    )
  })
})

const decisions = ['ope/syn_rows.csv', 'ope/syn_pi_e_e6.csv', 'ope/syn_q_hat_e6.csv']
describeReference('evaluateLog and zr-obp, 10,000 decisions', decisions, () => {
  const reference = json('ope/syn_reference.json')
  const millionths = (path: string) => csv(path).map(row => row.map(x => x / 1e6))
  const rows = csv('ope/syn_rows.csv')
  const policy = millionths('ope/syn_pi_e_e6.csv'),
    model = millionths('ope/syn_q_hat_e6.csv')
  const common = {
    reward: rows.map(row => row[2]!),
    propensity: rows.map(row => row[3]! / 1e6),
    qLogged: rows.map((row, i) => model[i]![row[1]!]!),
  }

  it('every estimator, error and diagnostic', () => {
    agree(
      {
        ...common,
        target: rows.map(row => row[4]! / 1e6),
        qTarget: policy.map((pi, i) => pi.reduce((sum, p, a) => sum + p * model[i]![a]!, 0)),
      },
      reference,
      0.004520140646242686,
    )
  })

  it('replay of the deterministic policy has its value and is refused', () => {
    const known = reference.replay_det_policy!
    const log = {
      ...common,
      target: rows.map(row => (row[1] === row[5] ? 1 : 0)),
      qTarget: rows.map((row, i) => model[i]![row[5]!]!),
    }
    const replayed = replay(log),
      all = evaluateLog(log)
    near(replayed.value!, known.value, 'replay')
    expect(replayed.n).toBe(known.matches)
    expect(replayed.refusals.map(({ code }) => code)).toEqual(['not-uniform'])
    for (const name of ['ips', 'snips', 'dr', 'dm'] as const) near(all[name]!.value, known[name], name)
  })
})
