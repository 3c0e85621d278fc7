// When a block ends its customers are complete: the products of their totals are added to the moments, cell by cell.

import type { Moments } from '../../moments/moments.ts'
import type { Products } from '../../moments/sums.ts'
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
} from '../../moments/sums.ts'
import type { Context } from './context.ts'
import type { Grouping } from './groupings.ts'
import type { Product, ProductLoop, Same, Totals, Slots, ColumnTotals } from './product-loops.ts'
import { productLoops } from './product-loops.ts'
import { R, recordLength, targetOf } from './records.ts'
import type { ByClass, GroupingTotals, PolicyTotals } from './slot-totals.ts'

/** Loops for any slots, and for slots that are one decision each (N = 1). */
interface Loops {
  readonly many: ProductLoop
  readonly single: ProductLoop
}

export interface CustomerProducts {
  /** Of one grouping. */
  readonly decisions: (totals: GroupingTotals, moments: Moments) => void
  /** Of one grouping and policy, whose totals stand where its role says: weights, columns and ratios. */
  readonly policy: (totals: GroupingTotals, policy: number, moments: Moments) => void
}

/** What is N is 1 where N is. */
const whereSingle = (same: Same): Same => ({
  ...Object.fromEntries(Object.entries(same).map(([name, as]) => [name, as === 'N' ? '1' : as])),
  N: '1',
})

const asLog: Same = { W: 'N', V: 'R', D: 'R', V1: 'R1', V2: 'R2', D1: 'R1', D2: 'R2' }
const championAsLog: Same = { w: 'N', d: 'r', d1: 'r1', d2: 'r2' }

const weightsOf = (N: ByClass, own: PolicyTotals, champion: PolicyTotals, c: number) => ({
  N: N.of[c]!,
  W: own.W.of[c]!,
  w: champion.W.of[c]!,
})

export function customerProducts(context: Context): CustomerProducts {
  const { plan, layout, classes } = context
  const isLog = (p: number) => plan.policies[p]!.kind === 'logged'
  const same = (p: number): Same => ({ ...(isLog(p) ? asLog : {}), ...(isLog(plan.champion) ? championAsLog : {}) })
  const byClass = classes.cuts.map((_, c) =>
    plan.maturities.flatMap((_cut, m) => (classes.ofMaturity[m] === c ? [m] : [])),
  )
  const decisions = byClass.map(of =>
    loopsOf(
      of.flatMap(m => productsAt(maturitySums, layout.maturities[m]!)),
      {},
    ),
  )
  const weights = byClass.map(of =>
    plan.policies.map((_, p) =>
      loopsOf(
        of.flatMap(m => [
          ...productsAt(policySums, layout.policies[m]![p]!),
          ...productsAt(policyPairSums, layout.policies[m]![p]!),
        ]),
        same(p),
      ),
    ),
  )
  const series = plan.columns.map(({ measure }, o) =>
    plan.policies.map((_, p) => {
      const at = layout.series[o]![p]!
      const groups = [seriesSums, seriesThirdSums, pairSums, pairThirdSums]
      // A rate's outcomes are summed as they are, and most customers have none.
      return loopsOf(
        groups.flatMap(group => productsAt(group, at)),
        same(p),
        measure === 'rate' ? ['R', 'r'] : [],
      )
    }),
  )
  const ratios = plan.ratios.map((_, k) =>
    plan.policies.map((_policy, p) => {
      const at = layout.ratios[k]![p]!
      return loopsOf([...productsAt(ratioSums, at), ...productsAt(ratioPairSums, at)], same(p))
    }),
  )
  const add = ({ grouping }: GroupingTotals, loops: Loops, totals: Totals, { sums }: Moments) => {
    // A slot of one decision too young for a class has N = 0, but then all that N is multiplied with is 0 too.
    const loop = loops[grouping.single ? 'single' : 'many']
    eachCell(grouping, (cell, slots) => loop(slots, sums, cell * layout.cellSums, totals))
  }

  const placeOf = plan.columns.map((_, o) => {
    const group = context.columnGroups.find(({ columns }) => columns.includes(o))!
    return { group: group.index, record: recordLength(group), first: targetOf(group.columns.indexOf(o), R) }
  })
  const columnOf = (own: PolicyTotals, champion: PolicyTotals, o: number): ColumnTotals => {
    const { group, ...place } = placeOf[o]!
    return { own: own.records[group]!, champion: champion.records[group]!, ...place }
  }
  return {
    decisions({ grouping, N, champion }, moments) {
      for (const [c, { many }] of decisions.entries()) {
        const totals = { ...weightsOf(N, champion, champion, c), top: NO_COLUMN, bottom: NO_COLUMN }
        eachCell(grouping, (cell, slots) => many(slots, moments.sums, cell * layout.cellSums, totals))
      }
    },
    policy(totals, p, moments) {
      const { champion, N, grouping } = totals,
        own = p === plan.champion ? champion : totals.challenger
      for (const [c, of] of weights.entries()) {
        const weighed = weightsOf(N, own, champion, c)
        add(totals, of[p]!, { ...weighed, top: NO_COLUMN, bottom: NO_COLUMN }, moments)
        const places = byClass[c]!.map(m => layout.maxima[m]![p]!.customerW)
        keepLargestCustomer(grouping, weighed, { places, cellMaxima: layout.cellMaxima }, moments)
      }
      for (const [o, { maturity }] of plan.columns.entries()) {
        const weighed = weightsOf(N, own, champion, classes.ofMaturity[maturity]!)
        add(totals, series[o]![p]!, { ...weighed, top: columnOf(own, champion, o), bottom: NO_COLUMN }, moments)
      }
      for (const [k, [numerator, denominator]] of plan.ratios.entries()) {
        const weighed = weightsOf(N, own, champion, classes.ofMaturity[plan.columns[numerator]!.maturity]!)
        const top = columnOf(own, champion, numerator),
          bottom = columnOf(own, champion, denominator)
        add(totals, ratios[k]![p]!, { ...weighed, top, bottom }, moments)
      }
    },
  }
}

/** Stands for a column where products have none. */
const NO_COLUMN: ColumnTotals = { own: new Float64Array(0), champion: new Float64Array(0), record: 0, first: 0 }

/** Those of a group that the plan keeps, with their places. */
function productsAt(group: Products<string>, at: Readonly<Record<string, number | undefined>>): Product[] {
  return Object.entries(group).flatMap(([name, factors]) => {
    const place = at[name]
    return place === undefined ? [] : [{ factors, offsets: [place] }]
  })
}

/** Offsets in the loops are from a cell's first place: plans differ in them, and share their loops all the same. */
function loopsOf(products: readonly Product[], same: Same, rare: readonly string[] = []): Loops {
  const first = Math.min(...products.flatMap(({ offsets }) => offsets))
  const relative = products.map(({ factors, offsets }) => ({ factors, offsets: offsets.map(offset => offset - first) }))
  const from =
    (loop: ProductLoop): ProductLoop =>
    (slots, sums, at, totals) =>
      loop(slots, sums, at + first, totals)
  return {
    many: from(productLoops(relative, same, rare)),
    single: from(productLoops(relative, whereSingle(same), rare)),
  }
}

function eachCell({ order, starts, firstCell, cells }: Grouping, use: (cell: number, slots: Slots) => void): void {
  if (firstCell === null) return
  for (let c = 0; c < cells; c++) {
    const from = starts[c]!,
      to = starts[c + 1]!
    if (to > from) use(firstCell + c, { order, from, to })
  }
}

function keepLargestCustomer(
  grouping: Grouping,
  { N, W }: Pick<Totals, 'N' | 'W'>,
  { places, cellMaxima }: { readonly places: readonly number[]; readonly cellMaxima: number },
  { maxima }: Moments,
): void {
  eachCell(grouping, (cell, { order, from, to }) => {
    let largest = -Infinity
    for (let x = from; x < to; x++) {
      const s = order[x]!
      if (N[s]! > 0 && W[s]! > largest) largest = W[s]!
    }
    for (const place of places) {
      const at = cell * cellMaxima + place
      if (largest > maxima[at]!) maxima[at] = largest
    }
  })
}
