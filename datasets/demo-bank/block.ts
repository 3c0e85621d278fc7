// Typed columns that rows of the world are written into: the form in which conditions, truths and files read them.

import type { Catalogue, FeatureSpec } from '../../src/strategy/catalogue.ts'
import type { FeatureColumn } from '../../src/strategy/feature-column.ts'
import { features, type Features } from './catalogue.ts'
import type { Situation } from './customer.ts'
import { firstDayOf } from './months.ts'
import { OUTCOME_COLUMNS } from './response.ts'
import type { Row } from './world.ts'

export type OutcomeColumn = (typeof OUTCOME_COLUMNS)[number]

/** Outcomes that are 0 or 1; kept as bytes, as `Columns.outcomes` wants rates. */
const RATES: ReadonlySet<string> = new Set<OutcomeColumn>([
  'conversion',
  'complaint',
  'optOut',
  'earlyRedemption',
  'suitabilityBreach',
])

type NameOf<Kind> = { [K in keyof Features]: Features[K]['kind'] extends Kind ? K : never }[keyof Features]
type NumberName = NameOf<'number'>
type CategoryName = NameOf<'category'>
type BooleanName = NameOf<'boolean'>

export interface Block {
  readonly features: Readonly<Record<keyof Features, FeatureColumn>>
  readonly time: Float64Array
  readonly action: Uint8Array
  readonly propensity: Float64Array
  readonly reached: Uint8Array
  readonly outcomes: Readonly<Record<OutcomeColumn, Uint8Array | Float64Array>>
  /** Copies one decision into row i. */
  readonly write: (row: Row, i: number) => void
  /** Copies only what is known before the decision. */
  readonly writeFeatures: (s: Situation, i: number) => void
}

const MS_A_DAY = 86_400_000,
  NINE = 9 * 3_600_000 // decisions are made at nine in the morning

/** @param capacity  rows; every array has this length, on SharedArrayBuffer */
export function newBlock(capacity: number): Block {
  const doubles = () => new Float64Array(new SharedArrayBuffer(8 * capacity))
  const bytes = () => new Uint8Array(new SharedArrayBuffer(capacity))
  const number = {} as Record<NumberName, Float64Array>
  const category = {} as Record<CategoryName, Int16Array>
  const boolean = {} as Record<BooleanName, Int8Array>
  const columns: Record<string, FeatureColumn> = {}
  for (const [name, spec] of Object.entries(features as Catalogue) as [string, FeatureSpec][]) {
    if (spec.kind === 'category') {
      const codes = (category[name as CategoryName] = new Int16Array(new SharedArrayBuffer(2 * capacity)))
      columns[name] = { kind: 'category', codes, levels: spec.levels }
    } else if (spec.kind === 'boolean') {
      const values = (boolean[name as BooleanName] = new Int8Array(new SharedArrayBuffer(capacity)))
      columns[name] = { kind: 'boolean', values }
    } else {
      const values = (number[name as NumberName] = doubles())
      columns[name] = { kind: 'number', values }
    }
  }
  const outcomes = Object.fromEntries(OUTCOME_COLUMNS.map(name => [name, RATES.has(name) ? bytes() : doubles()]))
  const outcomeList = OUTCOME_COLUMNS.map(name => outcomes[name]!)
  const time = doubles(),
    propensity = doubles(),
    action = bytes(),
    reached = bytes()

  function writeFeatures(s: Situation, i: number): void {
    number.ageYears[i] = s.ageYears
    number.tenureMonths[i] = s.tenureMonths
    number.balance[i] = s.balance
    number.inflow30d[i] = s.inflow30d
    number.depositMaturesInDays[i] = s.depositMaturesInDays
    number.appLogins30d[i] = s.appLogins30d
    number.daysSinceContact[i] = s.daysSinceContact
    number.contacts90d[i] = s.contacts90d
    number.complaintsBefore[i] = s.complaintsBefore
    category.gender[i] = s.gender
    category.region[i] = s.region
    category.cityTier[i] = s.cityTier
    category.occupation[i] = s.occupation
    category.riskTolerance[i] = s.riskTolerance
    category.aumTier[i] = s.aumTier
    boolean.appUser[i] = s.appUser
    boolean.salaryAccount[i] = s.salaryAccount
    boolean.mortgage[i] = s.mortgage
    boolean.wealthHolder[i] = s.wealthHolder
    boolean.optedOut[i] = s.optedOut
  }
  function write(row: Row, i: number): void {
    const s = row.situation
    writeFeatures(s, i)
    time[i] = (firstDayOf(s.month) + s.decisionDay - 1) * MS_A_DAY + NINE
    action[i] = row.action
    propensity[i] = row.probabilities[row.action]!
    reached[i] = row.reached ? 1 : 0
    for (let k = 0; k < outcomeList.length; k++) outcomeList[k]![i] = row.outcomes[k]!
  }
  return {
    features: columns as Record<keyof Features, FeatureColumn>,
    outcomes: outcomes as Block['outcomes'],
    time,
    action,
    propensity,
    reached,
    write,
    writeFeatures,
  }
}
