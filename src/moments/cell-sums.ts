// Reading Moments by name: which stored sum is the one an estimator asks for.

import type { MomentLayout, Moments } from './moments.ts'
import { actionSums, maturitySums, momentLayout, policyMaxima, policyPairSums, policySums } from './moments.ts'
import type { SumPlan } from './sum-plan.ts'

/** Σ over customers of the product of these variables, given in the order of estimate/linear-form.ts. */
export type SumOf = (...variables: string[]) => number

/** A planned column, or the two of a ratio. */
export type SeriesOf =
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'ratio'; readonly ratio: number; readonly numerator: number; readonly denominator: number }

/** The sums of one cell. */
export interface CellSums {
  readonly plan: SumPlan
  readonly maturity: (maturity: number, name: (typeof maturitySums)[number]) => number
  readonly policy: (
    maturity: number,
    policy: number,
    name: (typeof policySums)[number] | (typeof policyPairSums)[number],
  ) => number
  readonly action: (maturity: number, policy: number, action: number, name: (typeof actionSums)[number]) => number
  readonly max: (maturity: number, policy: number, name: (typeof policyMaxima)[number]) => number
  /** By a sum's name within a column: `w2r2`, `u`, `RRW`. */
  readonly series: (column: number, policy: number, name: string) => number
  /** Product sums as the linear forms ask for them. */
  readonly sumOf: (series: SeriesOf, policy: number) => SumOf
}

/** Reads any cell of `moments`. Where a product stands is the same in every cell and is looked up once. */
export function sumReader(plan: SumPlan, moments: Moments): (cell: number) => CellSums {
  const layout = momentLayout(plan)
  const offsets = new Map<string, Map<string, number>>()
  const known = (series: SeriesOf, policy: number) => {
    const key = `${series.kind} ${series.kind === 'ratio' ? series.ratio : series.column} ${policy}`
    return offsets.get(key) ?? offsets.set(key, new Map()).get(key)!
  }
  return cell => {
    const sum = (offset: number) => moments.sums[cell * layout.cellSums + offset]!
    return {
      plan,
      maturity: (m, name) => sum(layout.maturity(m, name)),
      policy: (m, p, name) => sum(layout.policy(m, p, name)),
      action: (m, p, a, name) => sum(layout.action(m, p, a, name)),
      max: (m, p, name) => moments.maxima[cell * layout.cellMaxima + layout.max(m, p, name)]!,
      series: (o, p, name) => sum(layout.series(o, p, name)),
      sumOf: (series, policy) => {
        const own = known(series, policy)
        return (...factors) => {
          const name = factors.join('')
          let offset = own.get(name)
          if (offset === undefined) own.set(name, (offset = offsetOf(plan, layout, series, policy, factors)))
          return sum(offset)
        }
      },
    }
  }
}

/**
 * Factors alone say where a product stands: lower case is the champion's (and all of it lower case is a sum the
 * champion keeps as its own), 1 and 2 are a ratio's parts, W and N belong to the maturity whatever the outcome.
 */
function offsetOf(
  plan: SumPlan,
  layout: MomentLayout,
  series: SeriesOf,
  policy: number,
  factors: readonly string[],
): number {
  if (factors.some(isChampions) && factors.every(factor => factor === 'N' || isChampions(factor))) {
    return offsetOf(
      plan,
      layout,
      series,
      plan.champion,
      factors.map(factor => factor.toUpperCase()),
    )
  }
  const name = factors.join('')
  if (series.kind === 'ratio' && name.includes('1') && name.includes('2')) {
    return layout.ratio(series.ratio, policy, name as Parameters<MomentLayout['ratio']>[2])
  }
  const column = series.kind === 'column' ? series.column : name.includes('2') ? series.denominator : series.numerator
  const plain = name.replaceAll(/[12]/g, '')
  const maturity = plan.columns[column]!.maturity
  if ((maturitySums as readonly string[]).includes(plain)) {
    return layout.maturity(maturity, plain as (typeof maturitySums)[number])
  }
  if (/^[WwN]+$/.test(plain)) return layout.policy(maturity, policy, plain as (typeof policySums)[number])
  return layout.series(column, policy, plain)
}

const isChampions = (factor: string) => factor !== factor.toUpperCase()
