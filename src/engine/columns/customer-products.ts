// When a block ends its customers are complete: the products of their totals are added to the moments, cell by cell.

import type { MomentLayout, Moments } from '../../moments/moments.ts'
import {
  keptSums,
  maturitySums,
  momentLayout,
  pairSums,
  policyPairSums,
  policySums,
  ratioPairSums,
  ratioSums,
  seriesSums,
} from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { MaturityClasses } from './maturity-classes.ts'
import type { ProductLoop, Same, Totals } from './products.ts'
import { productLoops } from './products.ts'
import type { GroupingTotals } from './totals.ts'

/** Sums at one place of a cell: `many` for any slots, `single` where every slot is one decision (N = 1). */
interface Group {
  readonly many: ProductLoop
  readonly single: ProductLoop
  readonly at: number
}

export interface CustomerProducts {
  readonly maturities: (sums: GroupingTotals, moments: Moments) => void
  readonly column: (sums: GroupingTotals, column: number, policy: number, moments: Moments) => void
  readonly ratio: (sums: GroupingTotals, ratio: number, moments: Moments) => void
}

/** A name with its place in a cell. */
type Placed = readonly [name: string, offset: number]

const groupOf = (placed: readonly Placed[], same: Same): Group | null => {
  const [first] = placed
  if (first === undefined) return null
  const names = placed.map(([name]) => name),
    offsets = placed.map(([, offset]) => offset - first[1])
  return {
    many: productLoops(names, offsets, same),
    single: productLoops(names, offsets, { ...one(same), N: '1' }),
    at: first[1],
  }
}

/** What is N is 1 where N is. */
const one = (same: Same): Same =>
  Object.fromEntries(Object.entries(same).map(([name, as]) => [name, as === 'N' ? '1' : as]))

const sameAsLog: Same = { W: 'N', V: 'R', D: 'R', V1: 'R1', V2: 'R2', D1: 'R1', D2: 'R2' }
const championAsLog: Same = { w: 'N', v: 'r', d: 'r', d1: 'r1', d2: 'r2' }

export function makeCustomerProducts(plan: SumPlan, classes: MaturityClasses): CustomerProducts {
  const layout = momentLayout(plan),
    policies = [...plan.policies.keys()]
  const place = <N extends string>(names: readonly N[], at: (name: N) => number): readonly Placed[] =>
    keptSums(plan, names).map(name => [name, at(name)] as const)
  const isLog = (p: number) => plan.policies[p]!.kind === 'logged'
  const same = (p: number): Same => ({ ...(isLog(p) ? sameAsLog : {}), ...(isLog(plan.champion) ? championAsLog : {}) })
  /** Sums every policy has, and those all but the champion have. */
  const withPairs = (p: number, own: readonly Placed[], pairs: () => readonly Placed[]) =>
    groupOf(p === plan.champion ? own : [...own, ...pairs()], same(p))
  const maturity = plan.maturities.map((_, m) =>
    groupOf(
      place(maturitySums, name => layout.maturity(m, name)),
      {},
    ),
  )
  const weights = plan.maturities.map((_, m) =>
    policies.map(p =>
      withPairs(
        p,
        place(policySums, name => layout.policy(m, p, name)),
        () => place(policyPairSums, name => layout.policy(m, p, name)),
      ),
    ),
  )
  const series = plan.columns.map(({ measure }, o) =>
    policies.map(p =>
      withPairs(
        p,
        place<string>(seriesSums[measure], name => layout.series(o, p, name)),
        () => place<string>(pairSums[measure], name => layout.series(o, p, name)),
      ),
    ),
  )
  const ratios = plan.ratios.map((_, k) =>
    policies.map(p =>
      withPairs(
        p,
        place(ratioSums, name => layout.ratio(k, p, name)),
        () => place(ratioPairSums, name => layout.ratio(k, p, name)),
      ),
    ),
  )

  return {
    maturities(sums, moments) {
      for (const [m, c] of classes.ofMaturity.entries()) {
        const N = sums.NOfClass[c]!,
          w = sums.WOfClass[plan.champion]![c]!
        addGroup(layout, sums, maturity[m]!, 'many', { N }, moments)
        for (const p of policies) {
          const W = sums.WOfClass[p]![c]!
          addGroup(layout, sums, weights[m]![p]!, variant(sums), { N, W, w }, moments)
          if (plan.only === undefined) keepLargestCustomer(layout, sums, N, W, layout.max(m, p, 'customerW'), moments)
        }
      }
    },
    column(sums, o, p, moments) {
      const c = classes.ofMaturity[plan.columns[o]!.maturity]!
      const champion = sums.series(o, plan.champion)
      const totals = {
        N: sums.NOfClass[c]!,
        W: sums.WOfClass[p]![c]!,
        ...sums.series(o, p),
        w: sums.WOfClass[plan.champion]![c]!,
        r: champion.R,
        v: champion.V,
        d: champion.D,
      }
      addGroup(layout, sums, series[o]![p]!, variant(sums), totals, moments)
    },
    ratio(sums, k, moments) {
      const [numerator, denominator] = plan.ratios[k]!
      for (const p of policies) {
        const a = sums.series(numerator, p),
          b = sums.series(denominator, p)
        const c = sums.series(numerator, plan.champion),
          d = sums.series(denominator, plan.champion)
        const totals = { R1: a.R, V1: a.V, D1: a.D, R2: b.R, V2: b.V, D2: b.D, r1: c.R, d1: c.D, r2: d.R, d2: d.D }
        addGroup(layout, sums, ratios[k]![p]!, variant(sums), totals, moments)
      }
    },
  }
}

/** A slot of one decision too young for a class has N = 0, but then all that N is multiplied with is 0 too. */
const variant = ({ grouping }: GroupingTotals) => (grouping.single ? 'single' : 'many')

function addGroup(
  layout: MomentLayout,
  { grouping }: GroupingTotals,
  group: Group | null,
  loops: 'many' | 'single',
  totals: Totals,
  moments: Moments,
): void {
  if (group === null) return
  const { starts, order, firstCell, cells } = grouping,
    loop = group[loops]
  for (let c = 0; c < cells; c++) {
    const from = starts[c]!,
      to = starts[c + 1]!
    if (to > from) loop(order, from, to, moments.sums, (firstCell + c) * layout.cellSums + group.at, totals)
  }
}

function keepLargestCustomer(
  layout: MomentLayout,
  { grouping }: GroupingTotals,
  N: Float64Array,
  W: Float64Array,
  at: number,
  { maxima }: Moments,
): void {
  for (let s = 0; s < grouping.slots; s++) {
    const place = (grouping.firstCell + grouping.cellOfSlot[s]!) * layout.cellMaxima + at
    if (N[s]! > 0 && W[s]! > maxima[place]!) maxima[place] = W[s]!
  }
}
