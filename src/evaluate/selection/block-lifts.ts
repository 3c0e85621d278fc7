// Lifts of many variants over one champion, by month and block of customers: what choosing among them is judged by.

import { hashBlockLayout } from '../../moments/hash-block-layout.ts'
import type { Moments } from '../../moments/moments.ts'
import type { SumPlan } from '../../moments/sum-plan.ts'
import type { OutcomeSeries } from '../outcome-series.ts'

/** Blocks of customers a sweep is compared by: resampling so many is stable, and each holds dozens of customers. */
export const HASH_BLOCKS = 512

/** ΣD by month × block of one policy; a ratio outcome has a second one for its denominator. */
interface PolicySums {
  readonly numerator: Float64Array
  readonly denominator: Float64Array | null
}

/** One outcome of several variants and their champion. */
export interface BlockTable {
  readonly months: number
  readonly blocks: number
  /** 1 when more is better, −1 when less is: lifts are given so that larger is better. */
  readonly sign: 1 | -1
  /** Decisions mature for the outcome, month × block. */
  readonly decisions: Float64Array
  readonly champion: PolicySums
  readonly variants: readonly PolicySums[]
}

/** How much better than the champion a variant is over some months, in the outcome's unit per decision. */
export interface Lift {
  readonly value: number
  /** Of blocks of customers, √(B/(B − 1) Σψ²) over the B blocks that have decisions; 0 for the champion's own self. */
  readonly standardError: number
  readonly decisions: number
  /** By block: what it contributes to the lift's deviation; they sum to 0. */
  readonly psi: Float64Array
}

/**
 * @param policies  indices into plan.policies, in the order of the table's variants
 * @param shift  Fitted.shift
 */
export function blockTable(
  plan: SumPlan,
  moments: Moments,
  series: OutcomeSeries,
  policies: readonly number[],
  shift: Float64Array,
): BlockTable {
  if (plan.hashBlocks === undefined) throw new RangeError('These sums were not kept by block of customers.')
  const layout = hashBlockLayout(plan),
    blocks = plan.hashBlocks.count,
    places = plan.months * blocks
  const decisions = moments.hashBlocks.subarray(layout.decisions(series.maturity)).subarray(0, places)
  const sumsOf = (column: number, policy: number) => {
    const from = layout.D(column, policy)
    return moments.hashBlocks.subarray(from, from + places)
  }
  // Differences of means do not see the shift; ratios do.
  const unshifted = (column: number, policy: number) =>
    sumsOf(column, policy).map((D, i) => D + shift[column]! * decisions[i]!)
  const policySums = (policy: number): PolicySums =>
    series.of.kind === 'column'
      ? { numerator: sumsOf(series.of.column, policy), denominator: null }
      : { numerator: unshifted(series.of.numerator, policy), denominator: unshifted(series.of.denominator, policy) }
  return {
    months: plan.months,
    blocks,
    sign: series.outcome.direction === 'higher' ? 1 : -1,
    decisions,
    champion: policySums(plan.champion),
    variants: policies.map(policySums),
  }
}

/** One table from several that differ in their variants only: what was summed in several passes. */
export function joinTables(tables: readonly BlockTable[]): BlockTable {
  return { ...tables[0]!, variants: tables.flatMap(({ variants }) => variants) }
}

/** Months that have decisions mature for the outcome, ascending. */
export function matureMonths({ months, blocks, decisions }: BlockTable): number[] {
  const has = (month: number) => decisions.subarray(month * blocks, (month + 1) * blocks).some(n => n > 0)
  return Array.from({ length: months }, (_, month) => month).filter(has)
}

/**
 * DR's paired difference over some months, with larger as better:
 *
 *     Δ = Σ(D_k − D_c)/n        ψ_b = (Σ_b (D_k − D_c) − Δ n_b)/n
 *
 * and of a ratio R = A/B the difference R_k − R_c with ψ_b = (A_kb − R_k B_kb)/B_k − (A_cb − R_c B_cb)/B_c.
 *
 * @returns null without decisions, or where a ratio has no denominator
 */
export function liftOver(table: BlockTable, variant: number, months: readonly number[]): Lift | null {
  const n = overMonths(table, table.decisions, months),
    decisions = total(n)
  if (decisions === 0) return null
  const own = influence(table, table.variants[variant]!, months, n, decisions)
  const champion = influence(table, table.champion, months, n, decisions)
  if (own === null || champion === null) return null
  const psi = own.psi.map((value, b) => table.sign * (value - champion.psi[b]!))
  const filled = n.reduce((count, inBlock) => count + Number(inBlock > 0), 0)
  const squares = psi.reduce((sum, value) => sum + value * value, 0)
  return {
    value: table.sign * (own.value - champion.value),
    decisions,
    psi,
    standardError: filled < 2 ? 0 : Math.sqrt((filled / (filled - 1)) * squares),
  }
}

/** Larger is better; null for a variant that is the champion itself, or whose lift cannot be told. */
export const zOf = (lift: Lift | null): number | null =>
  lift === null || lift.standardError === 0 ? null : lift.value / lift.standardError

function influence(
  table: BlockTable,
  sums: PolicySums,
  months: readonly number[],
  n: Float64Array,
  decisions: number,
): { readonly value: number; readonly psi: Float64Array } | null {
  const numerator = overMonths(table, sums.numerator, months)
  const denominator = sums.denominator === null ? n : overMonths(table, sums.denominator, months)
  const below = sums.denominator === null ? decisions : total(denominator)
  if (!(below > 0)) return null
  const value = total(numerator) / below
  return { value, psi: numerator.map((sum, b) => (sum - value * denominator[b]!) / below) }
}

/** By block, the months added up. */
function overMonths({ blocks }: BlockTable, byMonth: Float64Array, months: readonly number[]): Float64Array {
  const sums = new Float64Array(blocks)
  for (const month of months) {
    for (let b = 0; b < blocks; b++) sums[b]! += byMonth[month * blocks + b]!
  }
  return sums
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)
