// Goal: every sum has one place, factors are what the name spells, and a product no sum is planned for is missed when the
// plan is laid out, not when an estimate asks for it.

import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { momentLayout } from '../../src/moments/layout.ts'
import { checkProducts, productName } from '../../src/moments/products.ts'
import type { Products } from '../../src/moments/sums.ts'
import * as sums from '../../src/moments/sums.ts'
import { randomCase, shapes } from '../engine/random-history.ts'

const groups = (Object.values(sums) as readonly unknown[]).filter(
  (group): group is Products<string> => typeof group === 'object' && !Array.isArray(group),
)

it('names every product by its factors', () => {
  expect(groups.length).toBeGreaterThan(8)
  for (const [name, factors] of groups.flatMap(group => Object.entries(group))) {
    expect(factors.join(''), name).toBe(name)
    expect(productName(factors.toReversed()), name).toBe(name)
  }
})

it('gives every sum of a cell a place of its own', () => {
  fc.assert(
    fc.property(shapes, shape => {
      const layout = momentLayout(randomCase(shape).plan)
      const groupsOfCell = [layout.maturities, layout.policies, layout.actions, layout.series, layout.ratios]
      const places = groupsOfCell.flat(4).flatMap(at => Object.values(at) as number[])
      expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: layout.cellSums }, (_, k) => k))
    }),
    { numRuns: 100 },
  )
})

it('misses a product no sum is planned for when the plan is laid out', () => {
  const { plan } = randomCase({ ...fc.sample(shapes, { numRuns: 1, seed: 1 })[0]!, policies: 2 })
  const { maturities, policies, series, ratios } = momentLayout(plan)
  expect(() => checkProducts(plan, { maturities, policies, series, ratios })).not.toThrow()
  const without = series.map(ofPolicies =>
    ofPolicies.map(places => {
      const { DN: _, ...rest } = places
      return rest as typeof places
    }),
  )
  expect(() => checkProducts(plan, { maturities, policies, series: without, ratios })).toThrow(
    'no sum is planned for the product DN of a rate',
  )
})
