// A made-up but realistic Evaluation of the demo bank, so that reports can be tested without running a back-test.
// Every figure follows from the few lines below; nothing here was measured.

import type { Estimate } from '../../src/estimate/estimate.ts'
import type { Cell, Diagnostics, Evaluation, Result, Verdict } from '../../src/evaluate/evaluation.ts'
import { strategyHash } from '../../src/strategy/stored.ts'
import type { OutcomeFacts } from './example-facts.ts'
import { outcomes, logged, effects, errors, segments, months, actions, fewEvents, noSupport } from './example-facts.ts'
import { strategyOf } from './example-strategies.ts'

export interface ExampleOptions {
  readonly strategies?: number
  readonly propensity?: Evaluation['history']['propensity']
  readonly customersKnown?: boolean
  readonly months?: boolean
  readonly label?: string
}

/** Smooth numbers in −1 … 1 that look irregular and never change. */
const wiggle = (a: number, b: number): number => Math.sin(a * 12.9898 + b * 78.233 + 1)

export function exampleEvaluation(options: ExampleOptions = {}): Evaluation {
  const count = options.strategies ?? 1
  const strategies = Array.from({ length: count }, (_, s) => strategyOf(s, options.label))
  const used =
    options.label === undefined
      ? outcomes
      : outcomes.map((o, i) => (i === 0 ? { ...o, label: { en: options.label!, zh: options.label! } } : o))
  const cells: Cell[] = [
    { kind: 'all' },
    ...segments.map(([id]) => ({ kind: 'segment' as const, id })),
    ...(options.months === false ? [] : months.map(id => ({ kind: 'month' as const, id }))),
  ]
  const policies = [
    { id: 'logged', version: null, title: { en: 'as logged', zh: '实际执行' }, strategy: null },
    ...strategies.map(strategy => ({
      id: strategy.id,
      version: strategyHash(strategy),
      title: strategy.title,
      strategy,
    })),
  ]
  return {
    schema: 'huijian.evaluation/2',
    history: {
      dataset: 'demo-bank',
      dataHash: '9c41d07be2'.padEnd(64, '5'),
      rows: 240_000,
      customers: 20_000,
      customersKnown: options.customersKnown ?? true,
      from: '2025-01-02T09:00:00.000Z',
      to: '2025-12-30T18:00:00.000Z',
      observedUntil: '2025-12-31T00:00:00.000Z',
      quarantined: 312,
      propensity: options.propensity ?? 'logged',
    },
    definition: {
      hash: '5d0f'.repeat(16),
      actions: actions.map(([key]) => key),
      strata: [],
      segments: [],
      propensity: { source: 'logged' },
      outcomeModel: { shrinkage: 20 },
      outcomes: {},
      settings: { level: 0.95, folds: 5, clustered: true, supportLimit: 0.05, essFloor: 100 },
    },
    title: { en: 'A generated retail bank', zh: '生成的零售银行' },
    currency: 'CNY',
    settings: { level: 0.95, folds: 5, seed: 42, supportLimit: 0.05, essFloor: 100 },
    propensities: options.propensity === 'modelled' ? { floor: 0.01, trimmed: 214 } : { floor: null, trimmed: 0 },
    policies,
    champion: 0,
    outcomes: used,
    segments: segments.map(([id, en, zh]) => ({ id, title: { en, zh } })),
    months: options.months === false ? [''] : months,
    results: used.flatMap((outcome, o) =>
      cells.flatMap((cell, c) => policies.map((_, p) => resultOf(outcome, o, cell, c, p))),
    ),
    diagnostics: cells.flatMap((cell, c) => policies.map((_, p) => diagnosticsOf(cell, c, p))),
    actions: actions.map(([key, en, zh, now, then]) => ({
      key,
      label: { en, zh },
      share: policies.map((_, p) => (p === 0 ? now : p % 2 === 1 ? then : (now + then) / 2)),
    })),
    funnel: policies.map((_, p) => (p === 0 ? [] : [61_200 - 900 * p, 33_400, 44_700, 100_700 + 900 * p])),
    weights: {
      upperEdges: [0, 1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64, 128, 256, null],
      counts: policies.map((_, p) =>
        p === 0
          ? [0, 0, 0, 0, 0, 0, 0, 240_000, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          : [0, 20_100, 31_000, 52_400, 40_300, 15_200, 6_100, 22_400, 28_600, 14_900, 7_400, 1_600, 0, 0, 0, 0, 0],
      ),
    },
  }
}

function resultOf(outcome: OutcomeFacts, o: number, cell: Cell, c: number, p: number): Result {
  const share = cell.kind === 'all' ? 1 : cell.kind === 'segment' ? 1 / 7 : 1 / 12
  const base = logged[outcome.name]! * (cell.kind === 'all' ? 1 : 1 + 0.25 * wiggle(c, o))
  const effect =
    p === 0
      ? 0
      : effects[outcome.name]! * (1 - 0.45 * (p - 1)) * (cell.kind === 'all' ? 1 : 1 + 0.9 * wiggle(c + p, o + 3))
  const se = (errors[outcome.name]! / Math.sqrt(share)) * 0.8
  const decisions = Math.round(240_000 * share) - (outcome.unmatured === 0 ? 0 : Math.round(outcome.unmatured * share))
  const counted = {
    policy: p,
    outcome: outcome.name,
    cell,
    decisions,
    customers: Math.min(20_000, Math.round(20_000 * share * 2)),
  }
  if (outcome.name === 'breach' && p > 0) {
    return {
      ...counted,
      estimates: {
        dr: estimate(0, 0, true),
        snips: estimate(0, 0, true),
        ips: estimate(0, 0, true),
        dm: estimate(0, 0, true),
      },
      difference: { dr: estimate(-base, se, true), snips: estimate(-base, se, true) },
      verdict: 'within limit',
      refusals: [fewEvents(0)],
      notes: [],
      upperLimit: 0.00034,
    }
  }
  const refusals =
    p === 0
      ? []
      : outcome.name === 'complaint' && (cell.kind !== 'all' || p === 2)
        ? [fewEvents(19)]
        : cell.kind === 'segment' && cell.id === 'dormant'
          ? [noSupport]
          : []
  const z = (effect / se) * (outcome.direction === 'higher' ? 1 : -1)
  const reached: Verdict = z > 1.96 ? 'better' : z < -1.96 ? 'worse' : 'unclear'
  const verdict = p === 0 ? null : refusals.length > 0 ? 'no verdict' : reached
  return {
    ...counted,
    estimates: {
      dr: estimate(base + effect, se),
      snips: estimate(base + effect * 0.96, se * 1.05),
      ips: estimate(base + effect * 0.93, se * 1.4),
      dm: estimate(base + effect * 1.1, se * 0.6),
    },
    difference: p === 0 ? null : { dr: estimate(effect, se), snips: estimate(effect * 0.96, se * 1.05) },
    verdict,
    refusals,
    notes: [],
    upperLimit: null,
  }
}

function estimate(value: number, standardError: number, bare = false): Estimate {
  return { value, standardError, interval: bare ? null : [value - 1.96 * standardError, value + 1.96 * standardError] }
}

function diagnosticsOf(cell: Cell, c: number, p: number): Diagnostics {
  const share = cell.kind === 'all' ? 1 : cell.kind === 'segment' ? 1 / 7 : 1 / 12
  const base = {
    policy: p,
    cell,
    decisions: Math.round(240_000 * share),
    customers: Math.min(20_000, Math.round(40_000 * share)),
  }
  if (p === 0) {
    return {
      ...base,
      matchShare: 1,
      effectiveSampleSize: base.customers,
      meanWeight: 1,
      meanWeightZ: 0,
      minWeight: 1,
      maxWeight: 1,
      maxCustomerShare: 1 / base.customers,
      unsupportedShare: 0,
    }
  }
  return {
    ...base,
    matchShare: 0.31 + 0.05 * wiggle(c, 1),
    effectiveSampleSize: 8_912.4 * share,
    meanWeight: 1.002 + 0.004 * wiggle(c, 2),
    meanWeightZ: 0.6 * wiggle(c, 4),
    minWeight: 0.012,
    maxWeight: 14.2,
    maxCustomerShare: 0.0009,
    unsupportedShare: cell.kind === 'segment' && cell.id === 'dormant' ? 0.083 : 0,
  }
}
