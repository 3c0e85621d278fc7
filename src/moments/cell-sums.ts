// Reading Moments by name.

import { momentLayout } from './layout.ts'
import type { Moments } from './moments.ts'
import type { SeriesOf, SumsByProduct } from './products.ts'
import type { SumPlan } from './sum-plan.ts'
import type {
  ActionSum,
  MaturitySum,
  PairSum,
  PolicyMaximum,
  PolicyPairSum,
  PolicySum,
  SeriesSum,
  SeriesThirdSum,
} from './sums.ts'

/** Σ over customers of the product of these totals, given in the order of `inOrder`. */
export type SumOf = (...factors: string[]) => number

/** The sums of one cell. Each reader throws a RangeError for a sum the plan does not keep. */
export interface CellSums {
  readonly plan: SumPlan
  readonly maturity: (maturity: number, name: MaturitySum) => number
  readonly policy: (maturity: number, policy: number, name: PolicySum | PolicyPairSum) => number
  readonly action: (maturity: number, policy: number, action: number, name: ActionSum) => number
  readonly max: (maturity: number, policy: number, name: PolicyMaximum) => number
  readonly series: (column: number, policy: number, name: SeriesSum | SeriesThirdSum | PairSum) => number
  /** Product sums as the linear forms ask for them. */
  readonly sumOf: (series: SeriesOf, policy: number) => SumOf
}

/** Reads any cell of `moments`. Where a product stands is the same in every cell and is looked up once. */
export function sumReader(plan: SumPlan, moments: Moments): (cell: number) => CellSums {
  const layout = momentLayout(plan)
  const products = new Map<string, SumsByProduct>()
  const productsOf = (of: SeriesOf, policy: number) => {
    const key = `${of.kind} ${of.kind === 'ratio' ? of.ratio : of.column} ${policy}`
    const known = products.get(key) ?? layout.products(of, policy)
    products.set(key, known)
    return known
  }
  return cell => {
    const sum = (place: number | undefined, name: string) => {
      if (place === undefined) throw new RangeError(`the plan keeps no sum ${name}`)
      return moments.sums[cell * layout.cellSums + place]!
    }
    return {
      plan,
      maturity: (m, name) => sum(layout.maturities[m]![name], name),
      policy: (m, p, name) => sum(layout.policies[m]![p]![name], name),
      action: (m, p, a, name) => sum(layout.actions[m]![p]![a]![name], name),
      max: (m, p, name) => moments.maxima[cell * layout.cellMaxima + layout.maxima[m]![p]![name]]!,
      series: (o, p, name) => sum(layout.series[o]![p]![name], name),
      sumOf: (of, policy) => {
        const places = productsOf(of, policy)
        return (...factors) => {
          const name = factors.join('')
          return sum(places.get(name), name)
        }
      },
    }
  }
}
