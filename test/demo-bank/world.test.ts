// Goal: the demo bank's samples follow its equations, its log says what the logging policy did, and its levels are a
// bank's.

import demoBank from 'huijian/datasets/demo-bank'
import { describe, expect, it } from 'vitest'
import { actions, ACTIONS, CALL_DEPOSIT, features, HOLD, PUSH } from '../../datasets/demo-bank/catalogue.ts'
import { demoColumns } from '../../datasets/demo-bank/columns.ts'
import { newSituation, type Situation } from '../../datasets/demo-bank/customer.ts'
import { Draws } from '../../datasets/demo-bank/draws.ts'
import { LEGACY_EXPLORATION, legacyProbabilities } from '../../datasets/demo-bank/legacy.ts'
import {
  CONVERSION,
  COMPLAINT,
  expected,
  newResponse,
  OUTCOME_COLUMNS,
  respond,
} from '../../datasets/demo-bank/response.ts'
import { live, newRow, type Row } from '../../datasets/demo-bank/world.ts'
import type { Columns } from '../../src/history/columns.ts'
import type { FeatureSpec } from '../../src/strategy/catalogue.ts'

const size = { customers: 4_000, months: 12, seed: 11 }

function everyDecision(see: (row: Row) => void, { customers, months, seed } = size): void {
  const row = newRow(),
    draws = new Draws()
  for (let customer = 0; customer < customers; customer++)
    live({ customers, months, seed }, customer, legacyProbabilities, row, draws, see)
}

describe('outcomes', () => {
  it('agree with their conditional expectations, action by action, within the sample’s error', () => {
    const width = OUTCOME_COLUMNS.length,
      n = ACTIONS * width
    const sum = new Float64Array(n),
      squares = new Float64Array(n),
      expectation = new Float64Array(width)
    everyDecision(
      ({ action, response, outcomes }) => {
        expected(response, expectation, 0)
        for (let k = 0; k < width; k++) {
          const surprise = outcomes[k]! - expectation[k]!
          sum[action * width + k]! += surprise
          squares[action * width + k]! += surprise ** 2
        }
      },
      { customers: 20_000, months: 12, seed: 4 },
    )
    for (let a = 0; a < ACTIONS; a++) {
      for (let k = 0; k < width; k++) {
        // Σ surprise has variance Σ surprise²: decisions are draws on their own given the state.
        const z = sum[a * width + k]! / Math.sqrt(squares[a * width + k]! || 1)
        // 70 looks; p = 0.002 for all
        expect(Math.abs(z), `${actions[a]!.channel} ${OUTCOME_COLUMNS[k]}`).toBeLessThan(4.2)
      }
    }
  })

  it('of an undelivered contact are those of holding', () => {
    const s: Situation = { ...someone(), optedOut: 1 }
    expect(expectationOf(s, CALL_DEPOSIT)).toEqual(expectationOf(s, HOLD))
    expect(expectationOf({ ...someone(), appUser: 0 }, PUSH)).toEqual(expectationOf({ ...someone(), appUser: 0 }, HOLD))
  })

  it('tire: with every earlier contact response falls and complaints rise', () => {
    const called = Array.from({ length: 7 }, (_, contacts90d) =>
      expectationOf({ ...someone(), contacts90d }, CALL_DEPOSIT),
    )
    for (let contacts = 1; contacts < called.length; contacts++) {
      expect(called[contacts]![CONVERSION]).toBeLessThan(called[contacts - 1]![CONVERSION]!)
      expect(called[contacts]![COMPLAINT]).toBeGreaterThan(called[contacts - 1]![COMPLAINT]!)
    }
  })

  it('have seasons and drift: January sells better than August, and calls reach fewer people by the year', () => {
    const [january, august, nextJanuary] = [0, 7, 12].map(
      month => expectationOf({ ...someone(), month }, CALL_DEPOSIT)[CONVERSION]!,
    )
    expect(january).toBeGreaterThan(1.2 * august!)
    expect(nextJanuary).toBeLessThan(january!)
  })
})

describe('the log', () => {
  const columns = demoColumns(size)

  it('took each action as often as its propensity says', () => {
    const surprise = new Float64Array(ACTIONS),
      variance = new Float64Array(ACTIONS)
    everyDecision(({ action, probabilities }) => {
      for (let a = 0; a < ACTIONS; a++) {
        surprise[a]! += Number(action === a) - probabilities[a]!
        variance[a]! += probabilities[a]! * (1 - probabilities[a]!)
      }
    })
    for (let a = 0; a < ACTIONS; a++) expect(Math.abs(surprise[a]! / Math.sqrt(variance[a]!))).toBeLessThan(4)
  })

  it('gives every action a positive probability, so weights are bounded by 7 / 0.35 = 20', () => {
    const least = columns.propensity!.reduce((low, p) => Math.min(low, p))
    expect(least).toBeGreaterThanOrEqual(LEGACY_EXPLORATION / ACTIONS)
  })

  it('holds only values the catalogue allows, and some are missing', () => {
    for (const [name, spec] of Object.entries(features) as [string, FeatureSpec][]) {
      const column = columns.features[name]!
      if (column.kind === 'number' && spec.kind === 'number') {
        const known = column.values.filter(x => !Number.isNaN(x))
        expect(
          known.reduce((low, x) => Math.min(low, x)),
          name,
        ).toBeGreaterThanOrEqual(spec.min!)
        expect(
          known.reduce((high, x) => Math.max(high, x)),
          name,
        ).toBeLessThanOrEqual(spec.max!)
      } else if (column.kind === 'category') {
        expect(new Set(column.codes).size, `${name}: every level occurs`).toBeGreaterThanOrEqual(column.levels.length)
      }
    }
    expect(missing(columns, 'appLogins30d')).toBeCloseTo(0.015, 2)
    expect(missing(columns, 'riskTolerance')).toBeGreaterThan(0.1)
    expect(missing(columns, 'depositMaturesInDays')).toBeGreaterThan(0.3)
    expect(missing(columns, 'daysSinceContact')).toBeGreaterThan(0)
  })

  it('stands at the levels of a Chinese retail bank', () => {
    expect(mean(columns, 'conversion')).toBeGreaterThan(0.015)
    expect(mean(columns, 'conversion')).toBeLessThan(0.025)
    expect(1e4 * mean(columns, 'complaint')).toBeGreaterThan(5)
    expect(1e4 * mean(columns, 'complaint')).toBeLessThan(15)
    expect(mean(columns, 'satisfaction.num') / mean(columns, 'satisfaction.den')).toBeCloseTo(4, 0)
    expect(100 * mean(columns, 'earlyRedemption')).toBeCloseTo(0.55, 0)
  })

  it('falls into twelve segments that cover everybody', () => {
    const share = new Float64Array(columns.segments.length)
    for (const s of columns.segment) share[s]! += 1 / columns.rows
    expect(demoBank.segments).toHaveLength(12)
    expect(share[12]).toBe(0)
    for (let s = 0; s < 12; s++) expect(share[s], columns.segments[s]).toBeGreaterThan(0.02)
  })

  it('is the same for the same seed, another for another, and a larger bank contains the smaller one', () => {
    expect(demoColumns(size).outcomes['margin']).toEqual(columns.outcomes['margin'])
    expect(demoColumns({ ...size, seed: 12 }).outcomes['margin']).not.toEqual(columns.outcomes['margin'])
    const balances = (customers: number) => {
      const seen: number[] = []
      everyDecision(
        ({ situation }) => {
          if (seen.length < 600) seen.push(situation.balance)
        },
        { ...size, customers },
      )
      return seen
    }
    expect(balances(100)).toEqual(balances(50))
  })

  it('stands in canonical order: customers by hash, months ascending within them', () => {
    for (let i = 1; i < columns.rows; i++) {
      const step = columns.customer[i]! - columns.customer[i - 1]!
      if (!(step === 0 ? columns.time[i]! > columns.time[i - 1]! : step === 1)) expect.fail(`row ${i} is out of order`)
    }
    expect(columns.customer.at(-1)).toBe(columns.customers - 1)
  })
})

/** Share of decisions at which the feature is missing. */
function missing({ features: all, rows }: Columns, name: string): number {
  const column = all[name]!
  const values: ArrayLike<number> = column.kind === 'category' ? column.codes : column.values
  return Array.from(values).filter(x => Number.isNaN(x) || (column.kind === 'category' && x < 0)).length / rows
}

function mean({ outcomes, rows }: Columns, name: string): number {
  const values: ArrayLike<number> = outcomes[name]!
  return Array.from(values).reduce((sum, x) => sum + x, 0) / rows
}

/** A customer without surprises: 45, some savings, a deposit maturing in ten days. */
function someone(): Situation {
  return {
    ...newSituation(),
    ageYears: 45,
    appUser: 1,
    salaryAccount: 1,
    riskTolerance: 2,
    aumTier: 1,
    balance: 60_000,
    depositMaturesInDays: 10,
    appLogins30d: 6,
    loginMean: 6,
    daysSinceContact: 40,
    contacts90d: 1,
    month: 3,
  }
}

function expectationOf(s: Situation, action: number): Float64Array {
  const response = newResponse(),
    out = new Float64Array(OUTCOME_COLUMNS.length)
  respond(s, action, response)
  expected(response, out, 0)
  return out
}
