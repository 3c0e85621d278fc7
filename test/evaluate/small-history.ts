// A small random history in memory for tests: customers with several decisions, three actions, two segments, three
// months, a rate, a skewed amount and a ratio; values missing here and there.

import type { Columns } from '../../src/history/columns.ts'
import type { Dataset } from '../../src/history/dataset.ts'
import type { HistoryFacts } from '../../src/history/facts.ts'
import { normalDraws, rng } from '../../src/stats/rng.ts'
import type { Expr } from '../../src/strategy/expr.ts'
import type { Strategy } from '../../src/strategy/strategy.ts'

const label = (en: string) => ({ en, zh: en })
const base = { label: label('x'), horizonDays: 0 }

const segments: Dataset['segments'] = [
  { id: 'first', title: 'first', if: { op: 'isTrue', of: { op: 'feature', name: 'active' } } },
]

export const smallDataset: Dataset = {
  name: 'small',
  title: label('Small'),
  source: { publisher: 'test', licence: 'none', files: [] },
  decision: { action: 'action' },
  features: {
    balance: { kind: 'number', unit: 'CNY', label: label('balance'), nature: 'dynamic' },
    tier: { kind: 'category', levels: ['a', 'b', 'c'], label: label('tier'), nature: 'static' },
    active: { kind: 'boolean', label: label('active'), nature: 'dynamic' },
  },
  actions: [
    { channel: 'hold', label: label('hold') },
    { channel: 'call', offer: 'loan', label: label('call') },
    { channel: 'sms', label: label('sms') },
  ],
  propensity: { source: 'logged', from: 'p' },
  outcomes: {
    bought: { ...base, kind: 'conversion', direction: 'higher', measure: 'rate' },
    margin: { ...base, kind: 'conversion', direction: 'higher', measure: 'mean', unit: 'CNY', horizonDays: 20 },
    satisfaction: {
      ...base,
      kind: 'experience',
      direction: 'higher',
      measure: 'ratio',
      numerator: 's',
      denominator: 'n',
    },
  },
  segments,
  strata: segments,
  leaks: {},
  quarantineLimit: 0,
}

const feature = (name: string): Expr => ({ op: 'feature', name })

/** Calls above a balance, texts tier a, holds the rest. */
export const callAbove = (balance: number, exploration = 0.1, id = 'call-above'): Strategy => ({
  schema: 1,
  id,
  dataset: 'small',
  title: id,
  exploration,
  scenario: { line: 'test', journey: 'test', trigger: 'test' },
  params: { balance: { default: balance, min: 0, max: 100, unit: 'CNY' } },
  rules: [
    {
      title: 'rich',
      then: { channel: 'call', offer: 'loan' },
      if: { op: 'compare', fn: '>=', left: feature('balance'), right: { op: 'param', name: 'balance' } },
    },
    { title: 'tier a', then: { channel: 'sms' }, if: { op: 'oneOf', of: feature('tier'), values: ['a'] } },
  ],
})

export const smallFacts = (columns: Columns, propensity: HistoryFacts['propensity'] = 'logged'): HistoryFacts => ({
  dataset: 'small',
  dataHash: '0'.repeat(64),
  rows: columns.rows,
  customers: columns.customers,
  customersKnown: true,
  from: '2025-01-01T00:00:00Z',
  to: '2025-03-31T00:00:00Z',
  observedUntil: '2025-03-31T00:00:00Z',
  quarantined: 0,
  propensity,
})

export interface SmallOptions {
  readonly seed: number
  readonly customers: number
  readonly perCustomer?: number
  /** Decisions carry their own list of allowed actions (without calls for a third of them). */
  readonly withAllowed?: boolean
  /** Mean of the rate outcome under hold. */
  readonly rate?: number
  /** By how much each step of hold, call, sms raises that rate, relative. */
  readonly lift?: number
}

export function smallHistory(options: SmallOptions): Columns {
  const { seed, customers, perCustomer = 3, withAllowed = false, rate = 0.2, lift = 0.5 } = options
  const uniform = rng(seed),
    normal = normalDraws(uniform)
  const rows = customers * perCustomer
  const start = Date.UTC(2025, 0, 1)
  const c = {
    customer: new Int32Array(rows),
    customerHash: new Uint32Array(rows),
    time: new Float64Array(rows),
    month: new Uint16Array(rows),
    segment: new Uint16Array(rows),
    action: new Uint8Array(rows),
    propensity: new Float64Array(rows),
    set: new Uint16Array(rows),
    balance: new Float64Array(rows),
    tier: new Int16Array(rows),
    active: new Int8Array(rows),
    bought: new Uint8Array(rows),
    margin: new Float64Array(rows),
    points: new Float64Array(rows),
    answered: new Float64Array(rows),
  }
  const sets = [
    [0, 1, 2],
    [0, 2],
  ]
  for (let customer = 0; customer < customers; customer++) {
    const own = 0.5 * normal(),
      hash = Math.floor(uniform() * 2 ** 32)
    for (let j = 0; j < perCustomer; j++) {
      const i = customer * perCustomer + j
      c.customer[i] = customer
      c.customerHash[i] = hash
      c.month[i] = Math.floor((3 * j) / perCustomer)
      c.time[i] = start + (c.month[i]! * 31 + Math.floor(28 * uniform())) * 86_400_000
      c.balance[i] = uniform() < 0.1 ? NaN : 50 + 30 * normal()
      c.tier[i] = uniform() < 0.1 ? -1 : Math.floor(3 * uniform())
      c.active[i] = Math.floor(3 * uniform()) - 1
      c.segment[i] = c.active[i] === 1 ? 0 : 1
      c.set[i] = withAllowed && uniform() < 1 / 3 ? 1 : 0
      const allowed = withAllowed ? sets[c.set[i]!]! : sets[0]!
      const preferred = c.balance[i]! > 50 ? 2 : 0
      const action = uniform() < 0.5 ? preferred : allowed[Math.floor(uniform() * allowed.length)]!
      c.action[i] = action
      c.propensity[i] = (action === preferred ? 0.5 : 0) + 0.5 / allowed.length
      const chance = rate * Math.exp(own) * (1 + lift * action)
      c.bought[i] = uniform() < chance ? 1 : 0
      c.margin[i] = c.bought[i]! * (100 + 20 * normal()) - 3 * action
      c.answered[i] = uniform() < 0.5 ? 1 : 0
      c.points[i] = c.answered[i]! * (1 + Math.floor(5 * uniform()))
    }
  }
  const { customer, customerHash, time, month, segment, action, propensity } = c
  return {
    rows,
    customers,
    customer,
    customerHash,
    time,
    month,
    months: ['2025-01', '2025-02', '2025-03'],
    stratum: segment,
    strata: ['first', 'other'],
    segment,
    segments: ['first', 'other'],
    action,
    propensity,
    allowed: withAllowed ? { set: c.set, sets } : null,
    features: {
      balance: { kind: 'number', values: c.balance },
      tier: { kind: 'category', codes: c.tier, levels: ['a', 'b', 'c'] },
      active: { kind: 'boolean', values: c.active },
    },
    outcomes: { bought: c.bought, margin: c.margin, 'satisfaction.num': c.points, 'satisfaction.den': c.answered },
  }
}
