// Where each sum of a plan stands. The one place that knows: whoever adds up and whoever reads asks it.

import type { ActionPlaces, CellPlaces, MaturityPlaces, MaximumPlaces, PolicyPlaces } from './places.ts'
import { checkProducts, seriesProducts, type SeriesOf, type SumsByProduct } from './products.ts'
import type { SumPlan } from './sum-plan.ts'
import { cellCount } from './sum-plan.ts'
import type { PairSum, PolicySum, SeriesSum, SeriesThirdSum } from './sums.ts'
import {
  actionSums,
  maturitySums,
  namesOf,
  pairSums,
  pairThirdSums,
  policyDecisionSums,
  policyMaxima,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesDecisionSums,
  seriesSums,
  seriesThirdSums,
} from './sums.ts'

export interface MomentLayout extends CellPlaces {
  readonly sumsLength: number
  readonly maximaLength: number
  readonly rulesLength: number
  /** Places a cell occupies in `sums` and `maxima`; cell c starts at c × this. */
  readonly cellSums: number
  readonly cellMaxima: number
  /** Offsets within a cell of `sums`, [maturity][policy][action]. */
  readonly actions: readonly (readonly (readonly ActionPlaces[])[])[]
  /** Offsets within a cell of `maxima`, [maturity][policy]. */
  readonly maxima: readonly (readonly MaximumPlaces[])[]
  /** Where a policy's rules begin in `rules`. */
  readonly rules: readonly number[]
  /** Offsets of all products the estimates of a column or ratio are read off, [policy]. */
  readonly products: (series: SeriesOf, policy: number) => SumsByProduct
}

const layouts = new WeakMap<SumPlan, MomentLayout>()

/**
 * Laid out once per plan; engines and estimators both ask, often.
 *
 * @throws {RangeError} when an estimate needs a sum that nobody keeps
 */
export function momentLayout(plan: SumPlan): MomentLayout {
  const layout = layouts.get(plan) ?? layOut(plan)
  layouts.set(plan, layout)
  return layout
}

function layOut(plan: SumPlan): MomentLayout {
  let next = 0
  const reserve = <N extends string>(...groups: readonly (readonly N[])[]): Record<N, number> =>
    Object.fromEntries(groups.flat().map(name => [name, next++])) as Record<N, number>
  const everyPolicy = [...plan.policies.keys()]
  const challengers = everyPolicy.filter(p => p !== plan.champion)
  /** Sums of every policy, then those of all but the champion. */
  const byPolicy = <A, B>(own: (policy: number) => A, pairs: () => B): (A & Partial<B>)[] => {
    const places: (A & Partial<B>)[] = everyPolicy.map(p => ({ ...own(p) }) as A & Partial<B>)
    for (const p of challengers) Object.assign(places[p]!, pairs())
    return places
  }
  const maturities: MaturityPlaces[] = [],
    policies: PolicyPlaces[][] = [],
    actions: ActionPlaces[][][] = []
  for (const m of plan.maturities.keys()) {
    maturities.push(reserve(namesOf(maturitySums)))
    actions.push([])
    policies.push(
      byPolicy(
        () => {
          const own = reserve<PolicySum>(namesOf(policySums), policyDecisionSums)
          actions[m]!.push(plan.actions.map(() => reserve(actionSums)))
          return own
        },
        () => reserve(namesOf(policyPairSums)),
      ),
    )
  }
  const series = plan.columns.map(({ measure }) => {
    const isMean = measure === 'mean'
    return byPolicy(
      () =>
        reserve<SeriesSum | SeriesThirdSum>(
          namesOf(seriesSums),
          seriesDecisionSums,
          isMean ? namesOf(seriesThirdSums) : [],
        ),
      () => reserve<PairSum>(namesOf(pairSums), isMean ? namesOf(pairThirdSums) : []),
    )
  })
  const ratios = plan.ratios.map(() =>
    byPolicy(
      () => reserve(namesOf(ratioSums)),
      () => reserve(namesOf(ratioPairSums)),
    ),
  )
  const { rules, rulesLength } = rulesOf(plan)
  const perCell = policyMaxima.length
  const maxima = plan.maturities.map((_, m) =>
    everyPolicy.map(p => {
      const first = (m * everyPolicy.length + p) * perCell
      return { w: first, '-w': first + 1, customerW: first + 2 }
    }),
  )
  const cellMaxima = plan.maturities.length * everyPolicy.length * perCell
  const places: CellPlaces = { maturities, policies, series, ratios }
  checkProducts(plan, places)
  return {
    ...places,
    actions,
    maxima,
    rules,
    rulesLength,
    sumsLength: next * cellCount(plan),
    maximaLength: cellMaxima * cellCount(plan),
    cellSums: next,
    cellMaxima,
    products: (of, policy) => seriesProducts(plan, places, of, policy),
  }
}

function rulesOf(plan: SumPlan): { readonly rules: readonly number[]; readonly rulesLength: number } {
  const rules: number[] = []
  let rulesLength = 0
  for (const policy of plan.policies) {
    rules.push(rulesLength)
    rulesLength += policy.kind === 'strategy' ? policy.strategy.rules.length + 1 : 0
  }
  return { rules, rulesLength }
}
