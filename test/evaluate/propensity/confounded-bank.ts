// A small bank that calls for reasons: with which probability, and what comes of it, is known exactly.

import type { Columns } from '../../../src/history/columns.ts'
import { customerHash } from '../../../src/history/customer-hash.ts'
import type { ModelledPropensity } from '../../../src/history/dataset.ts'
import { defineDataset } from '../../../src/history/define-dataset.ts'
import type { HistoryFacts } from '../../../src/history/facts.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import { call, defineStrategy } from '../../../src/strategy/define.ts'

const label = { en: 'label', zh: '标签' }
const DAY = 86_400_000

export const bank = (propensity: Omit<ModelledPropensity, 'source'>) =>
  defineDataset({
    name: 'confounded-bank',
    title: label,
    source: { publisher: 'test', licence: 'none', files: [] },
    decision: { id: 'id', customer: 'customer', time: 'at', action: 'action' },
    features: {
      wealth: { kind: 'number', unit: 'CNY', nature: 'static', label },
      region: { kind: 'category', levels: ['north', 'south'], nature: 'static', label },
      trait: { kind: 'number', unit: 'points', nature: 'static', label },
    },
    actions: [
      { channel: 'hold', label },
      { channel: 'call', label },
    ],
    propensity: { source: 'modelled', ...propensity },
    outcomes: {
      sold: { kind: 'conversion', measure: 'rate', direction: 'higher', horizonDays: 5, label },
      margin: { kind: 'conversion', measure: 'mean', direction: 'higher', horizonDays: 5, unit: 'CNY', label },
    },
  })

export const callEveryone = defineStrategy(bank({}), {
  id: 'call-everyone',
  title: 'Call everyone',
  scenario: { line: 'any', journey: 'any', trigger: 'any' },
  params: {},
  exploration: 0,
  rules: f => [call('all', f.wealth.atLeast(-1e9))],
})

export interface World {
  readonly seed: number
  readonly customers: number
  readonly decisionsEach?: number
  /** How strongly the bank's call follows the customer's trait, which also sells by itself; 0: not at all. */
  readonly hidden?: number
}

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/**
 * P(call) = σ(1.2 wealth − 0.3 south + hidden·trait); P(sold) = 0.05 + 0.5 σ(wealth) + 0.2·[trait > 0] + 0.1·call.
 * Calling everyone sells 0.05 + 0.25 + 0.1 + 0.1 = 0.5, whatever the seed, since σ(wealth) is ½ on average.
 */
export function history({ seed, customers, decisionsEach = 1, hidden = 0 }: World): {
  columns: Columns
  facts: HistoryFacts
} {
  const uniform = rng(seed),
    normal = normalDraws(uniform),
    rows = customers * decisionsEach
  const doubles = () => new Float64Array(rows)
  const wealth = doubles(),
    trait = doubles(),
    margin = doubles(),
    time = doubles()
  const region = new Int16Array(rows),
    action = new Uint8Array(rows),
    sold = new Uint8Array(rows)
  const customer = new Int32Array(rows),
    hash = new Uint32Array(rows)
  const keys = Array.from({ length: customers }, (_, c) => customerHash(`${seed}-${c}`)).sort((a, b) =>
    a.order < b.order ? -1 : 1,
  )
  for (let c = 0; c < customers; c++) {
    const own = normal()
    for (let d = 0; d < decisionsEach; d++) {
      const i = c * decisionsEach + d
      customer[i] = c
      hash[i] = keys[c]!.fold
      time[i] = d * 10 * DAY
      wealth[i] = normal()
      trait[i] = own
      region[i] = uniform() < 0.5 ? 0 : 1
      action[i] = uniform() < sigmoid(1.2 * wealth[i]! - 0.3 * region[i]! + hidden * own) ? 1 : 0
      sold[i] = uniform() < 0.05 + 0.5 * sigmoid(wealth[i]!) + (own > 0 ? 0.2 : 0) + 0.1 * action[i]! ? 1 : 0
      margin[i] = sold[i]! * 100 + normal()
    }
  }
  return {
    columns: {
      rows,
      customers,
      customer,
      customerHash: hash,
      time,
      month: new Uint16Array(rows),
      months: ['2025-01'],
      stratum: new Uint16Array(rows),
      strata: ['other'],
      segment: new Uint16Array(rows),
      segments: ['other'],
      action,
      allowed: null,
      propensity: null,
      features: {
        wealth: { kind: 'number', values: wealth },
        trait: { kind: 'number', values: trait },
        region: { kind: 'category', codes: region, levels: ['north', 'south'] },
      },
      outcomes: { sold, margin },
    },
    facts: {
      dataset: 'confounded-bank',
      dataHash: '0'.repeat(64),
      rows,
      customers,
      customersKnown: true,
      from: null,
      to: null,
      observedUntil: null,
      quarantined: 0,
      propensity: 'modelled',
    },
  }
}

/** Calling everyone. */
export const TRUTH = 0.5
