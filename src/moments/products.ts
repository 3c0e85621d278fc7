// Which stored sum is the product an estimate asks for. Built when a plan is laid out, so that a sum nobody keeps is
// missed then, and not by an estimate.

import type { CellPlaces } from './places.ts'
import type { SumPlan } from './sum-plan.ts'
import type { Products } from './sums.ts'
import {
  maturitySums,
  pairSums,
  pairThirdSums,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesSums,
  seriesThirdSums,
} from './sums.ts'

/** A planned column, or the two of a ratio. */
export type SeriesOf =
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'ratio'; readonly ratio: number; readonly numerator: number; readonly denominator: number }

/** Offsets within a cell by product, named as `productName` does: `RW`, `DdN`, `R1r2`. */
export type SumsByProduct = ReadonlyMap<string, number>

/** The order in which the factors of a product are named; after D come the totals that only rows have. */
const order = 'R R1 R2 V V1 V2 D D1 D2 C E S O W K r r1 r2 v v1 v2 d d1 d2 w N'.split(' ')
const rank = new Map(order.map((total, i) => [total, i]))

/** Factors in the order in which products are named: W, R → R, W. */
export const inOrder = (factors: readonly string[]): readonly string[] =>
  factors.toSorted((a, b) => rank.get(a)! - rank.get(b)!)

/** One name for a product, whatever the order of its factors: W, R → RW. */
export const productName = (factors: readonly string[]): string => inOrder(factors).join('')

/** Every product of totals of this column or ratio, the policy's own, the champion's, and both. */
export function seriesProducts(plan: SumPlan, places: CellPlaces, of: SeriesOf, policy: number): SumsByProduct {
  const products = new Map<string, number>()
  const parts =
    of.kind === 'column'
      ? [{ column: of.column, part: '' }]
      : [
          { column: of.numerator, part: '1' },
          { column: of.denominator, part: '2' },
        ]
  for (const { column, part } of parts) {
    const { maturity } = plan.columns[column]!
    add(products, maturitySums, places.maturities[maturity]!, same)
    for (const [p, rename] of [
      [policy, same],
      [plan.champion, asChampion],
    ] as const) {
      add(products, policySums, places.policies[maturity]![p]!, rename)
      add(products, seriesSums, places.series[column]![p]!, factor => inPart(rename(factor), part))
      add(products, seriesThirdSums, places.series[column]![p]!, factor => inPart(rename(factor), part))
    }
    if (policy === plan.champion) continue
    add(products, policyPairSums, places.policies[maturity]![policy]!, same)
    add(products, pairSums, places.series[column]![policy]!, factor => inPart(factor, part))
    add(products, pairThirdSums, places.series[column]![policy]!, factor => inPart(factor, part))
  }
  if (of.kind === 'ratio') {
    add(products, ratioSums, places.ratios[of.ratio]![policy]!, same)
    add(products, ratioSums, places.ratios[of.ratio]![plan.champion]!, asChampion)
    if (policy !== plan.champion) add(products, ratioPairSums, places.ratios[of.ratio]![policy]!, same)
  }
  return products
}

/** Adds those of a group that the plan keeps: rates have no third order. */
function add(
  products: Map<string, number>,
  group: Products<string>,
  at: Readonly<Record<string, number | undefined>>,
  rename: (factor: string) => string,
): void {
  for (const [name, factors] of Object.entries(group)) {
    const place = at[name]
    if (place !== undefined) products.set(productName(factors.map(rename)), place)
  }
}

const same = (factor: string) => factor
/** Counts are nobody's own. */
const asChampion = (factor: string) => (factor === 'N' || factor === 'G' ? factor : factor.toLowerCase())
/** Weights and counts are common to both parts of a ratio. */
const inPart = (factor: string, part: string) => (/^[WwN]$/.test(factor) ? factor : `${factor}${part}`)

/** Totals the estimates are linear in: SNIPS and IPS, DM, DR; and those of differences from the champion. */
const OWN = [
  ['R', 'W', 'N'],
  ['V', 'N'],
  ['D', 'N'],
]
const DIFFERENCES = [
  ['R', 'W', 'r', 'w'],
  ['D', 'd', 'N'],
]

/**
 * That every square, and of means every cube, of these linear forms is kept.
 *
 * @throws {RangeError} naming the first that is not
 */
export function checkProducts(plan: SumPlan, places: CellPlaces): void {
  for (const [column, { measure }] of plan.columns.entries()) {
    for (const policy of plan.policies.keys()) {
      const kept = seriesProducts(plan, places, { kind: 'column', column }, policy)
      for (const totals of [...OWN, ...(policy === plan.champion ? [] : DIFFERENCES)]) {
        for (const product of powers(totals, measure === 'mean' ? 3 : 2)) {
          if (!kept.has(product)) throw new RangeError(`no sum is planned for the product ${product} of a ${measure}`)
        }
      }
    }
  }
}

/** Names of all products of up to so many of the totals. */
function powers(totals: readonly string[], degree: number): string[] {
  let products: string[][] = [[]]
  const names: string[] = []
  for (let d = 1; d <= degree; d++) {
    products = products.flatMap(product => totals.map(total => [...product, total]))
    names.push(...products.map(productName))
  }
  return names
}
