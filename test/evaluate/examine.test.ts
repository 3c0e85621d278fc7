// Goal: what is fetched apart from the sums is about the same decisions as the sums: with a λ nothing exceeds, values,
// errors and intervals are those of the back-test, for every kind of outcome.

import { describe, expect, it } from 'vitest'
import { openSession } from '../../src/app/session.ts'
import { fitPass } from '../../src/engine/columns/passes.ts'
import { fit } from '../../src/estimate/cell-means.ts'
import { evaluateLog } from '../../src/estimate/rows/evaluate-log.ts'
import type { ExamineRequest } from '../../src/estimate/rows/examination.ts'
import { checkExamineRequest, examine } from '../../src/evaluate/examine/examine.ts'
import { policyRows } from '../../src/evaluate/examine/policy-rows.ts'
import { ridgeModels } from '../../src/evaluate/examine/ridge-models.ts'
import type { Columns } from '../../src/history/columns.ts'
import { makeSumPlan } from '../../src/moments/make-sum-plan.ts'
import { strategyHash } from '../../src/strategy/stored.ts'
import { policyRow } from '../estimate/naive-rows.ts'
import { resultOf, run } from './run-small.ts'
import { callAbove, smallDataset, smallHistory } from './small-history.ts'

const strategies = [callAbove(50, 0.1), callAbove(20, 0)],
  observedUntil = '2025-03-25T00:00:00Z'

function setUp(columns: Columns, champion = 'logged') {
  const plan = makeSumPlan({
    dataset: smallDataset,
    strategies,
    champion,
    segments: columns.segments.length,
    months: columns.months.length,
    observedUntil,
  })
  return { plan, fitted: fit(plan, fitPass(plan, columns), 'logged') }
}
const settings = { level: 0.95, seed: 3 }

describe('examine', () => {
  const columns = smallHistory({ seed: 11, customers: 500, withAllowed: true })
  const { plan, fitted } = setUp(columns)
  const evaluation = run(columns, { strategies, observedUntil })

  const ask = (request: Parameters<typeof examine>[4]) => () =>
    examine(plan, columns, fitted, smallDataset, request, settings)

  it('gives DR and IPS again where no weight is above λ', () => {
    const { policies } = examine(plan, columns, fitted, smallDataset, { lambdas: [1e9] }, settings)
    expect(policies.map(({ policy }) => policy)).toEqual([1, 2])
    for (const { policy, outcomes } of policies) {
      for (const { outcome, sweep } of outcomes) {
        const { dr, ips } = resultOf(evaluation, policy, outcome).estimates,
          [point] = sweep
        const pairs = [
          [point!.clippedDr, dr],
          [point!.switchDr, dr],
          [point!.clippedIps, ips],
        ] as const
        for (const [mine, known] of pairs) {
          expect(mine!.value).toBeCloseTo(known!.value, 9)
          expect(mine!.standardError).toBeCloseTo(known!.standardError, 9)
          if (known!.interval === null) expect(mine!.interval).toBeNull()
          else for (const end of [0, 1]) expect(mine!.interval![end]).toBeCloseTo(known!.interval[end]!, 8)
        }
        expect(point!.clippedShare).toBe(0)
      }
    }
    expect(policies[0]!.outcomes.map(({ outcome }) => outcome)).toEqual(['bought', 'margin', 'satisfaction'])
  })

  it('the ridge model is the one fitted on segment and features, and DR with it what evaluateLog makes of it', () => {
    const { policies } = examine(plan, columns, fitted, smallDataset, { ridge: true }, settings)
    const { model, columns: shared } = ridgeModels(plan, columns).of(0)
    const place = shared.indexOf(0),
      outcomes = shared.length
    const qLogged: number[] = [],
      qTarget: number[] = []
    const rows = plan.policies.map(policy =>
      Array.from({ length: columns.rows }, (_, i) => policyRow(plan, policy, columns, fitted, i)),
    )
    model.forEach((i, q) => {
      qLogged.push(q[columns.action[i]! * outcomes + place]!)
      qTarget.push(rows[1]![i]!.probability.reduce((sum, p, a) => sum + p * q[a * outcomes + place]!, 0))
    })
    const dr = evaluateLog({
      reward: columns.outcomes.bought!,
      propensity: columns.propensity!,
      target: columns.propensity!.map((p, i) => p * rows[1]![i]!.w),
      qLogged,
      qTarget,
      customer: columns.customer,
    }).dr!
    const [bought, margin] = policies[0]!.outcomes
    expect(bought!.ridge!.dr!.value).toBeCloseTo(dr.value, 12)
    expect(bought!.ridge!.dr!.standardError).toBeCloseTo(dr.standardError, 12)
    for (const end of [0, 1]) expect(bought!.ridge!.dr!.interval![end]).toBeCloseTo(dr.interval![end]!, 12)
    // Another model of the same decisions moves neither value nor error by much.
    const known = resultOf(evaluation, 1, 'margin')
    expect(margin!.ridge!.difference!.standardError / known.difference!.dr!.standardError).toBeCloseTo(1, 1)
    expect(Math.abs(margin!.ridge!.difference!.value - known.difference!.dr!.value)).toBeLessThan(
      0.5 * known.difference!.dr!.standardError,
    )
  })

  it('a λ of 0 leaves DM, and says that all of the weight is gone', () => {
    const {
      policies: [first],
    } = examine(plan, columns, fitted, smallDataset, { lambdas: [0] }, settings)
    const [bought] = first!.outcomes
    expect(bought!.sweep[0]!.clippedDr!.value).toBeCloseTo(resultOf(evaluation, 1, 'bought').estimates.dm!.value, 10)
    expect(bought!.sweep[0]).toMatchObject({ clippedShare: 1, clippedIps: { value: 0 } })
  })

  it('weights, and only weights unless more is asked for', () => {
    const { policies } = examine(plan, columns, fitted, smallDataset, {}, settings)
    const whole = evaluation.diagnostics.find(({ policy, cell }) => policy === 1 && cell.kind === 'all')!
    expect(policies[0]!.weightQuantiles['1']).toBe(whole.maxWeight)
    expect(policies[0]!.weightQuantiles['0']).toBe(whole.minWeight)
    expect(policies[0]!.outcomes).toEqual([])
    expect(policies[0]!.paretoK).toBeNull() // a handful of different weights: tied
  })

  it('the bootstrap agrees with the clustered errors of values and differences', () => {
    const { policies } = examine(plan, columns, fitted, smallDataset, { bootstrap: 800 }, settings)
    for (const { outcome, bootstrap } of policies[0]!.outcomes) {
      const { estimates, difference } = resultOf(evaluation, 1, outcome)
      for (const name of ['dr', 'snips'] as const) {
        const ratios = [
          bootstrap!.value[name]!.standardError / estimates[name]!.standardError,
          bootstrap!.difference![name]!.standardError / difference![name]!.standardError,
        ]
        for (const ratio of ratios) expect(Math.abs(ratio - 1), `${outcome} ${name}`).toBeLessThan(0.15)
      }
    }
  })

  it('a champion is examined too, and has no difference from itself', () => {
    const own = setUp(columns, strategyHash(strategies[0]!))
    const { policies } = examine(own.plan, columns, own.fitted, smallDataset, { bootstrap: 50 }, settings)
    expect(policies[0]!.outcomes[0]!.bootstrap!.difference).toBeNull()
    expect(policies[1]!.outcomes[0]!.bootstrap!.difference!.dr).not.toBeNull()
  })

  it('a guarantee for rates, refused when a weight is above what was declared', () => {
    const { policies } = examine(plan, columns, fitted, smallDataset, { maxWeight: 6 }, settings)
    const [bought, margin] = policies[0]!.outcomes
    const [low, high] = bought!.guarantee!,
      plain = resultOf(evaluation, 1, 'bought').estimates.ips!.interval!
    expect(low).toBeLessThan(plain[0])
    expect(high).toBeGreaterThan(plain[1])
    expect(margin!.guarantee).toBeNull()
    expect(ask({ maxWeight: 2 })).toThrow(/largest declared, 2/)
  })

  it('refuses a λ or a number of replicates that is none', () => {
    expect(check({ lambdas: [5, NaN] })).toThrow(/λ is NaN/)
    expect(check({ bootstrap: 3 })).toThrow(/50 to 100000 replicates, not 3/)
    expect(check({ maxWeight: -1 })).toThrow(/-1/)
  })
})

const check = (request: ExamineRequest) => () => checkExamineRequest(request)

it('a wrong request is refused before a history is read', async () => {
  const nowhere = { files: [], facts: null } as never // reading it would fail otherwise
  const examine = { bootstrap: 3 }
  await expect(
    openSession({ dataset: smallDataset, imported: nowhere, strategies: [], workers: 1, seed: 1, examine }),
  ).rejects.toThrow(/replicates, not 3/)
})

it('rows of a policy are its mature decisions, with one key a customer', () => {
  const columns = smallHistory({ seed: 12, customers: 40 }),
    { plan, fitted } = setUp(columns)
  const rows = policyRows(plan, columns, fitted, 1),
    margin = plan.columns.findIndex(({ name }) => name === 'margin')
  const cut = plan.maturities[plan.columns[margin]!.maturity]!
  const mature = Array.from({ length: columns.rows }, (_, i) => i).filter(i => columns.time[i]! <= cut)
  expect(mature.length).toBeLessThan(columns.rows)
  const { reward, customers } = rows.column(margin)
  expect(Array.from(reward)).toEqual(mature.map(i => columns.outcomes.margin![i]))
  const hashes = new Set(mature.map(i => columns.customerHash[i]!))
  expect(customers).toBe(hashes.size)
  expect(new Set(rows.keys(margin))).toEqual(hashes)
})
