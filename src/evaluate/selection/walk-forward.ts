import type { BlockTable, Lift } from './block-lifts.ts'
import { liftOver, matureMonths, zOf } from './block-lifts.ts'

export interface WalkForwardStep {
  /** Indices of the months chosen on, and of the later ones measured on. */
  readonly chosenOn: readonly number[]
  readonly measuredOn: readonly number[]
  /** The variant with the largest z on the earlier months, and its lift there and later. */
  readonly variant: number
  readonly promised: number
  readonly measured: number
  readonly measuredError: number
}

/** What the rule “take the best variant so far” would have earned on months it had not seen. */
export interface WalkForward {
  readonly steps: readonly WalkForwardStep[]
  /** Mean over the steps, by decisions measured, of the lift on the months chosen on and on the later ones. */
  readonly promised: number
  readonly measured: number
  /** Of `measured`; customers seen in several steps are counted as one. */
  readonly measuredError: number
  /** Share of the promise that was lost, 1 − measured/promised; null where nothing was promised. */
  readonly degradation: number | null
}

/**
 * Cuts the months that have mature decisions into `steps` + 1 parts. Step j chooses on the first j parts and measures
 * on the next: always earlier months for later ones, never the reverse.
 *
 * @param variants  those to choose among, indices into table.variants
 * @param steps  a whole number ≥ 1
 * @returns null with fewer than steps + 1 months, or when no variant differs from the champion
 */
export function walkForward(table: BlockTable, variants: readonly number[], steps: number): WalkForward | null {
  const months = matureMonths(table),
    parts = steps + 1
  if (months.length < parts) return null
  const part = (j: number) => Math.floor((j * months.length) / parts)
  const walked: { readonly step: WalkForwardStep; readonly later: Lift }[] = []
  for (let j = 1; j < parts; j++) {
    const chosenOn = months.slice(0, part(j)),
      measuredOn = months.slice(part(j), part(j + 1))
    const chosen = bestOf(table, variants, chosenOn)
    const later = chosen && liftOver(table, chosen.variant, measuredOn)
    if (chosen === null || later === null) return null
    const {
        variant,
        lift: { value: promised },
      } = chosen,
      { value: measured, standardError: measuredError } = later
    walked.push({ step: { chosenOn, measuredOn, variant, promised, measured, measuredError }, later })
  }
  const decisions = walked.reduce((sum, { later }) => sum + later.decisions, 0)
  const mean = (value: (of: (typeof walked)[number]) => number) =>
    walked.reduce((sum, of) => sum + value(of) * of.later.decisions, 0) / decisions
  const promised = mean(({ step }) => step.promised),
    measured = mean(({ step }) => step.measured)
  return {
    steps: walked.map(({ step }) => step),
    promised,
    measured,
    measuredError: pooledError(
      walked.map(({ later }) => later),
      decisions,
    ),
    degradation: promised > 0 ? 1 - measured / promised : null,
  }
}

/** The first variant with the largest z, among those that differ from the champion. */
export function bestOf(
  table: BlockTable,
  variants: readonly number[],
  months: readonly number[],
): { readonly variant: number; readonly lift: Lift } | null {
  let best: { readonly variant: number; readonly lift: Lift } | null = null,
    most = -Infinity
  for (const variant of variants) {
    const lift = liftOver(table, variant, months),
      z = zOf(lift)
    if (lift === null || z === null || z <= most) continue
    best = { variant, lift }
    most = z
  }
  return best
}

/** Steps share customers, so their deviations are added up block by block before they are squared. */
function pooledError(lifts: readonly Lift[], decisions: number): number {
  const blocks = lifts[0]!.psi.length
  let squares = 0
  for (let b = 0; b < blocks; b++) {
    const psi = lifts.reduce((sum, lift) => sum + (lift.psi[b]! * lift.decisions) / decisions, 0)
    squares += psi * psi
  }
  return Math.sqrt((blocks / (blocks - 1)) * squares)
}
