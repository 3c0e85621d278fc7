// One seeded history of the null study: the demo bank's customers, months and logged actions, with outcomes that the
// action has no part in, or with one action that helps those a given strategy would treat.

import { compileDecider, defineDataset } from 'huijian'
import type { Strategy } from 'huijian'
import type { Columns, HistoryFacts } from 'huijian/engine'
import { normalDraws, rng, split } from 'huijian/stats'
import { actions, CALL_DEPOSIT, features } from '../../datasets/demo-bank/catalogue.ts'
import { demoColumns } from '../../datasets/demo-bank/columns.ts'
import { logistic } from '../../datasets/demo-bank/customer.ts'
import demoBank from '../../datasets/demo-bank/index.ts'
import { segments } from '../../datasets/demo-bank/segments.ts'
import type { WorldSize } from '../../datasets/demo-bank/world.ts'
import { actionKey } from '../../src/strategy/catalogue.ts'

/** The demo bank with a rate, a skewed mean and a ratio in place of its own outcomes. */
export const nullBank = defineDataset({
  name: 'null-bank',
  title: { en: 'Demo bank whose actions change nothing', zh: '动作无任何效果的示例银行' },
  source: demoBank.source,
  currency: 'CNY',
  decision: demoBank.decision,
  features,
  actions,
  segments,
  propensity: demoBank.propensity,
  observedUntil: demoBank.observedUntil!,
  outcomes: {
    conversion: {
      kind: 'conversion',
      measure: 'rate',
      direction: 'higher',
      horizonDays: 30,
      label: { en: 'conversion', zh: '转化率' },
    },
    margin: {
      kind: 'conversion',
      measure: 'mean',
      direction: 'higher',
      horizonDays: 30,
      unit: 'CNY',
      label: { en: 'margin per decision', zh: '单次决策毛利' },
    },
    satisfaction: {
      kind: 'experience',
      measure: 'ratio',
      direction: 'higher',
      horizonDays: 7,
      unit: 'points',
      numerator: 'points',
      denominator: 'rated',
      label: { en: 'satisfaction (1–5)', zh: '满意度（1–5 分）' },
    },
  },
})

/** Calls of the deposit offer convert this much more often (added probability) where the strategy would make them. */
export interface Planted {
  readonly strategy: Strategy
  readonly effect: number
}

export interface NullHistory {
  readonly columns: Columns
  readonly facts: HistoryFacts
  readonly seed: number
  /**
   * What an effect of 1 for the planted strategy's own calls would add to its value over the log's, in expectation over
   * logged actions: mean of π(call|x) − 1[called] over the decisions it would call on, 0 elsewhere. 0 without one.
   */
  readonly leverage: number
}

/** Log factor of buying by calendar month. */
const SEASON = [0.28, 0.2, 0.1, 0, -0.08, 0.06, -0.1, -0.08, 0.03, -0.06, -0.04, 0.08]
/** Log rate of a customer without anything that speaks for buying; with the rest about 5 % convert. */
const BASE = -3.5
/** Spread of the margin around what the balance promises: log-normal, so that few amounts make up much of the mean. */
const MARGIN_SIGMA = 0.8
/** Spread of two traits the bank never sees, which make one customer's months alike. */
const AFFINITY_SIGMA = 0.5,
  IRRITABILITY_SIGMA = 0.7

/** About 3 µs a decision. */
export function nullHistory(size: WorldSize, planted?: Planted): NullHistory {
  const world = demoColumns(size),
    { rows, customers } = world
  const treated = planted === undefined ? null : treatedBy(planted.strategy, world)
  const columns = { ...world, outcomes: outcomesOf(world, size.seed, treated, planted?.effect ?? 0) }
  const facts: HistoryFacts = {
    dataset: nullBank.name,
    dataHash: `null-bank ${customers} × ${size.months}, ${size.seed}`,
    rows,
    customers,
    customersKnown: true,
    from: null,
    to: null,
    observedUntil: nullBank.observedUntil!,
    quarantined: 0,
    propensity: 'logged',
  }
  const leverage = treated === null ? 0 : leverageOf(planted!.strategy, treated, world.action)
  return { columns, facts, seed: size.seed, leverage }
}

function outcomesOf(
  { rows, customer, month, action, features: f }: Columns,
  seed: number,
  treated: Uint8Array | null,
  effect: number,
): Columns['outcomes'] {
  const values = (name: keyof typeof features) => {
    const column = f[name]!
    return column.kind === 'category' ? column.codes : column.values
  }
  const balance = values('balance'),
    inflow = values('inflow30d'),
    matures = values('depositMaturesInDays')
  const age = values('ageYears'),
    contacts = values('contacts90d')
  const salary = values('salaryAccount'),
    app = values('appUser')
  const conversion = new Uint8Array(rows),
    margin = new Float64Array(rows)
  const points = new Float64Array(rows),
    rated = new Float64Array(rows)
  const uniform = rng(split(seed, 'null outcomes')),
    normal = normalDraws(uniform)
  let affinity = 0,
    irritability = 0
  for (let i = 0; i < rows; i++) {
    if (i === 0 || customer[i] !== customer[i - 1]) {
      affinity = AFFINITY_SIGMA * normal()
      irritability = IRRITABILITY_SIGMA * normal()
    }
    const maturing = matures[i]! >= 0 ? Math.exp(-matures[i]! / 14) : 0
    const chance = Math.min(
      0.5,
      Math.exp(
        BASE +
          affinity +
          SEASON[month[i]! % 12]! +
          0.9 * maturing +
          0.3 * Math.log1p(balance[i]! / 50_000) +
          0.2 * salary[i]! +
          (inflow[i]! >= 20_000 ? 0.5 : 0),
      ),
    )
    const helped = treated !== null && treated[i] === 1 && action[i] === CALL_DEPOSIT ? effect : 0
    // Every decision takes the same number of draws, so that a planted history differs from its null one only there.
    const converts = uniform() < chance + helped ? 1 : 0
    const spread = Math.exp(MARGIN_SIGMA * normal() - MARGIN_SIGMA ** 2 / 2)
    const answers = uniform() < 0.1 + 0.1 * app[i]! ? 1 : 0
    const unhappy = uniform() < logistic(-2 + irritability + 0.2 * contacts[i]! - 0.01 * (age[i]! - 45))
    const mark = uniform()
    conversion[i] = converts
    margin[i] = converts * (15 + 0.004 * Math.min(300_000, balance[i]!)) * spread
    rated[i] = answers
    points[i] = answers * (unhappy ? (mark < 0.5 ? 1 : 2) : mark < 0.15 ? 3 : mark < 0.5 ? 4 : 5)
  }
  return { conversion, margin, 'satisfaction.num': points, 'satisfaction.den': rated }
}

/** 1 where the strategy's rules call with the deposit offer. */
function treatedBy(strategy: Strategy, { rows, features: columns }: Columns): Uint8Array {
  const rule = new Int16Array(rows),
    action = new Uint8Array(rows)
  compileDecider(strategy, actions.map(actionKey), columns, null)(0, rows, rule, action)
  return action.map(chosen => Number(chosen === CALL_DEPOSIT))
}

function leverageOf({ exploration }: Strategy, treated: Uint8Array, logged: Uint8Array): number {
  const own = 1 - exploration + exploration / actions.length
  let sum = 0
  for (let i = 0; i < treated.length; i++) if (treated[i] === 1) sum += own - Number(logged[i] === CALL_DEPOSIT)
  return sum / treated.length
}
