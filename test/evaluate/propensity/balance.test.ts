// Goal: the balance table is the standardised difference of means a person would work out; calibration groups likewise.

import { expect, it } from 'vitest'
import { balanceTable } from '../../../src/evaluate/propensity/balance.ts'
import { calibrationTally } from '../../../src/evaluate/propensity/calibration.ts'
import { featurePlacebo, outcomeBefore, placeboTest } from '../../../src/evaluate/propensity/placebo.ts'
import { history } from './confounded-bank.ts'

const eight = () => {
  const { columns } = history({ seed: 1, customers: 8 })
  const wealth = Float64Array.of(1, 1, 1, 1, 3, 3, 3, 3)
  columns.action.set([1, 1, 1, 0, 1, 0, 0, 0]) // called: three of the poor, one of the rich
  return { ...columns, features: { wealth: { kind: 'number' as const, values: wealth } } }
}

it('works out by hand: mean 1.5 of the called against 2 of all, deviation 1; weighted by 1/π₀ they are alike', () => {
  const propensity = Float64Array.of(0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.75, 0.75)
  const table = balanceTable(eight(), ['hold', 'call'], propensity)
  expect(table.map(({ feature, action }) => [feature, action])).toEqual([
    ['wealth', 'hold'],
    ['wealth', 'call'],
  ])
  expect(table[1]!.before).toBeCloseTo(-0.5, 12)
  expect(table[0]!.before).toBeCloseTo(0.5, 12)
  for (const { after } of table) expect(after).toBeCloseTo(0, 12)
})
it('shows weights that do not mend it', () => {
  const [, called] = balanceTable(eight(), ['hold', 'call'], new Float64Array(8).fill(0.5))
  expect(called!.after).toBeCloseTo(-0.5, 12)
})
it('compares an action with those who could have it, and leaves out what never varies among them', () => {
  // Only the poor may be called: among them wealth is the same for all.
  const columns = { ...eight(), allowed: { set: Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 1), sets: [[0, 1], [0]] } }
  columns.action.set([1, 1, 1, 0, 0, 0, 0, 0])
  const table = balanceTable(columns, ['hold', 'call'], new Float64Array(8).fill(0.5))
  expect(table.map(b => b.action)).toEqual(['hold'])
})
it('leaves out strata that never saw the action: no weight could bring their customers back', () => {
  const columns = { ...eight(), stratum: Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 1), strata: ['poor', 'rich'] }
  columns.action.set([1, 1, 1, 0, 0, 0, 0, 0])
  expect(balanceTable(columns, ['hold', 'call'], new Float64Array(8).fill(0.5)).map(b => b.action)).toEqual(['hold'])
})
it('names the level that is furthest off', () => {
  const codes = Int16Array.of(0, 0, 0, 0, 1, 1, 2, -1),
    columns = eight()
  const features = { place: { kind: 'category' as const, codes, levels: ['home', 'town', 'far'] } }
  const [, called] = balanceTable({ ...columns, features }, ['hold', 'call'], new Float64Array(8).fill(0.5))
  expect(called).toMatchObject({ feature: 'place', level: 'home', missing: false })
  expect(called!.after).toBeCloseTo((0.75 - 0.5) / 0.5, 12)
})

it('groups predictions by size, a tenth of the decisions in each, and never cuts equal ones in two', () => {
  const tally = calibrationTally(1)
  for (let i = 0; i < 1000; i++) tally.add(0, ((i % 100) + 0.5) / 100, i % 100 < 50)
  const [{ groups }] = tally.table(['call']) as [ReturnType<typeof tally.table>[number]]
  expect(groups.map(g => g.decisions)).toEqual(Array.from({ length: 10 }, () => 100))
  expect(groups[0]!.predicted).toBeCloseTo(0.05, 12)
  expect(groups.map(g => g.observed)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
  const two = calibrationTally(2)
  two.add(0, 0.2, true, 300)
  two.add(0, 0.2, false, 700)
  two.add(0, 1, true, 5)
  expect(two.table(['call', 'never'])).toEqual([
    {
      action: 'call',
      groups: [
        { decisions: 1000, predicted: 0.2, observed: 0.3 },
        { decisions: 5, predicted: 1, observed: 1 },
      ],
    },
  ])
})

it('takes the outcome of the decision before only where it was complete before this one', () => {
  const { columns } = history({ seed: 1, customers: 2, decisionsEach: 3 }) // ten days apart
  columns.outcomes['sold']!.set([1, 0, 1, 0, 1, 0])
  const column = { name: 'sold', measure: 'rate', maturity: 0 } as const
  expect([...outcomeBefore(columns, column, 5).values]).toEqual([NaN, 1, 0, NaN, 0, 1])
  expect([...outcomeBefore(columns, column, 10).values]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN])
  const timeless = { ...columns, time: columns.time.map(() => NaN) }
  expect(outcomeBefore(timeless, column, 0).values.every(Number.isNaN)).toBe(true)
})
it('tests a placebo as worked by hand: 200 customers, half of them weighted 2', () => {
  const { columns } = history({ seed: 1, customers: 200 })
  const values = Float64Array.from({ length: 200 }, (_, i) => i % 2)
  const weight = values.map((_, i) => (i < 100 ? 2 : 0))
  const found = placeboTest(columns, 1, { kind: 'feature', name: 'x', values }, weight)!
  // V = ȳ = ½; ψ is y − ½ for the weighted and −(y − ½) for the others: Σψ² = 200/4.
  expect(found.difference).toBe(0)
  expect(found.standardError).toBeCloseTo(Math.sqrt((200 / 199) * 50) / 200, 12)
  expect(found.p).toBe(1)
})
it('tests nothing on few customers, on a constant, or where the policy never acts', () => {
  const { columns } = history({ seed: 1, customers: 200 }),
    values = columns.time.map((_, i) => i % 2)
  const ones = new Float64Array(200).fill(1),
    outcome = { kind: 'feature', name: 'x', values } as const
  expect(placeboTest(columns, 1, { ...outcome, values: values.map((y, i) => (i < 90 ? y : NaN)) }, ones)).toBeNull()
  expect(placeboTest(columns, 1, { ...outcome, values: ones }, ones)).toBeNull()
  expect(placeboTest(columns, 1, outcome, new Float64Array(200))).toBeNull()
  expect(featurePlacebo(columns, 'region')).toBeNull()
  expect(featurePlacebo(columns, 'trait')!.values).toHaveLength(200)
})
