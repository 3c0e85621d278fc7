import type { Columns } from '../../history/columns.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'

/**
 * The different cuts of a plan in ascending order. A row's class is the first cut that is not before its time, so it
 * counts for that class and all later ones, and is added up once however many maturities there are. Cuts that no row is
 * later than are one class.
 */
export interface MaturityClasses {
  readonly cuts: readonly number[] // ms since 1970; +∞ for a maturity that keeps all
  /** Class of each maturity of the plan. */
  readonly ofMaturity: readonly number[]
  readonly allMature: boolean
}

export function maturityClasses(plan: SumPlan, { time }: Pick<Columns, 'time'>): MaturityClasses {
  const latest = latestOf(time)
  const cutOfMaturity = plan.maturities.map(cut => (cut === null || cut >= latest ? Infinity : cut))
  const cuts = [...new Set(cutOfMaturity)].sort((a, b) => a - b)
  return {
    cuts,
    ofMaturity: cutOfMaturity.map(cut => cuts.indexOf(cut)),
    allMature: cuts.length === 1 && cuts[0] === Infinity,
  }
}

/** Both passes ask. */
const latestTimes = new WeakMap<Float64Array, number>()

function latestOf(time: Float64Array): number {
  const known = latestTimes.get(time)
  if (known !== undefined) return known
  let latest = -Infinity
  for (let i = 0; i < time.length; i++) if (time[i]! > latest) latest = time[i]!
  latestTimes.set(time, latest)
  return latest
}

/** Class of each row, `cuts.length` for a row later than all cuts. Without a time (NaN) a row is always mature. */
export function classifyRows(
  cuts: readonly number[],
  time: Float64Array,
  from: number,
  rows: number,
  out: Uint8Array,
): void {
  for (let k = 0; k < rows; k++) {
    const t = time[from + k]!
    let c = 0
    while (c < cuts.length && t > cuts[c]!) c++
    out[k] = c
  }
}
