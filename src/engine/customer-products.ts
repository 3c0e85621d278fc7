// When a block ends its customers are complete: the products of their totals are added to the moments, cell by cell.
import type { MomentLayout, Moments } from '../evaluate/moments.ts'
import {
  keptSums, maturitySums, momentLayout, pairSums, policyPairSums, policySums, ratioPairSums, ratioSums, seriesSums,
} from '../evaluate/moments.ts'
import type { Plan } from '../evaluate/plan.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { ProductLoop, Totals } from './products.ts'
import { productLoops } from './products.ts'
import type { Sums } from './totals.ts'

/** A group of sums at one place of a cell. */
interface Group { readonly loop: ProductLoop; readonly at: number }

export interface CustomerProducts {
  readonly maturities: (sums: Sums, moments: Moments) => void
  readonly column: (sums: Sums, column: number, policy: number, moments: Moments) => void
  readonly ratio: (sums: Sums, ratio: number, moments: Moments) => void
}

export function makeCustomerProducts(plan: Plan, classes: MaturityClasses): CustomerProducts {
  const layout = momentLayout(plan)
  const group = <N extends string>(names: readonly N[], at: (name: N) => number): Group[] => {
    const kept = keptSums(plan, names), first = kept[0]
    if (first === undefined) return []
    return [{ loop: productLoops(kept, kept.map(name => at(name) - at(first))), at: at(first) }]
  }
  const policies = [...plan.policies.keys()], isChampion = (p: number) => p === plan.champion
  const maturity = plan.maturities.map((_, m) => group(maturitySums, name => layout.maturity(m, name)))
  const weights = plan.maturities.map((_, m) => policies.map(p => [
    ...group(policySums, name => layout.policy(m, p, name)),
    ...isChampion(p) ? [] : group(policyPairSums, name => layout.policy(m, p, name)),
  ]))
  const series = plan.columns.map(({ measure }, o) => policies.map(p => [
    ...group<string>(seriesSums[measure], name => layout.series(o, p, name)),
    ...isChampion(p) ? [] : group<string>(pairSums[measure], name => layout.series(o, p, name)),
  ]))
  const ratios = plan.ratios.map((_, k) => policies.map(p => [
    ...group(ratioSums, name => layout.ratio(k, p, name)),
    ...isChampion(p) ? [] : group(ratioPairSums, name => layout.ratio(k, p, name)),
  ]))

  return {
    maturities(sums, moments) {
      for (const [m, c] of classes.ofMaturity.entries()) {
        const N = sums.NOfClass[c]!, w = sums.WOfClass[plan.champion]![c]!
        addGroups(layout, sums, maturity[m]!, { N }, moments)
        for (const p of policies) {
          const W = sums.WOfClass[p]![c]!
          addGroups(layout, sums, weights[m]![p]!, { N, W, w }, moments)
          if (plan.only === undefined) keepLargestCustomer(layout, sums, N, W, layout.max(m, p, 'customerW'), moments)
        }
      }
    },
    column(sums, o, p, moments) {
      const c = classes.ofMaturity[plan.columns[o]!.maturity]!
      const champion = sums.series(o, plan.champion)
      const totals = {
        N: sums.NOfClass[c]!, W: sums.WOfClass[p]![c]!, ...sums.series(o, p),
        w: sums.WOfClass[plan.champion]![c]!, r: champion.R, v: champion.V, d: champion.D,
      }
      addGroups(layout, sums, series[o]![p]!, totals, moments)
    },
    ratio(sums, k, moments) {
      const [numerator, denominator] = plan.ratios[k]!
      for (const p of policies) {
        const a = sums.series(numerator, p), b = sums.series(denominator, p)
        const c = sums.series(numerator, plan.champion), d = sums.series(denominator, plan.champion)
        const totals = { R1: a.R, V1: a.V, D1: a.D, R2: b.R, V2: b.V, D2: b.D, r1: c.R, d1: c.D, r2: d.R, d2: d.D }
        addGroups(layout, sums, ratios[k]![p]!, totals, moments)
      }
    },
  }
}

function addGroups(layout: MomentLayout, { grouping }: Sums, groups: readonly Group[], totals: Totals, moments: Moments): void {
  const { starts, order, firstCell, cells } = grouping
  for (const { loop, at } of groups) {
    for (let c = 0; c < cells; c++) {
      const from = starts[c]!, to = starts[c + 1]!
      if (to > from) loop(order, from, to, moments.sums, (firstCell + c) * layout.cellSums + at, totals)
    }
  }
}

function keepLargestCustomer(
  layout: MomentLayout, { grouping }: Sums, N: Float64Array, W: Float64Array, at: number, { maxima }: Moments,
): void {
  for (let s = 0; s < grouping.slots; s++) {
    const place = (grouping.firstCell + grouping.cellOfSlot[s]!) * layout.cellMaxima + at
    if (N[s]! > 0 && W[s]! > maxima[place]!) maxima[place] = W[s]!
  }
}
