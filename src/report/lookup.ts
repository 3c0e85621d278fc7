// Finding a figure in an Evaluation, and the names its policies go by.

import type { Cell, Diagnostics, Evaluation, Result, Verdict } from '../evaluate/evaluation.ts'
import type { Lang } from '../strategy/text.ts'
import type { Tone } from './grid.ts'
import { phrases } from './phrases.ts'
import { markOf } from './reasons.ts'

export const whole: Cell = { kind: 'all' }

const cellKey = (cell: Cell): string => (cell.kind === 'all' ? 'all' : `${cell.kind} ${cell.id}`)

type FindResult = (policy: number, outcome: string, cell: Cell) => Result | undefined

/** Looks results up by policy, outcome and cell; undefined where the evaluation has none. */
export function resultIndex(evaluation: Evaluation): FindResult {
  const index = new Map(evaluation.results.map(r => [`${r.policy} ${r.outcome} ${cellKey(r.cell)}`, r]))
  return (policy, outcome, cell) => index.get(`${policy} ${outcome} ${cellKey(cell)}`)
}

export function diagnosticsOf(evaluation: Evaluation, policy: number, cell: Cell): Diagnostics | undefined {
  return evaluation.diagnostics.find(d => d.policy === policy && cellKey(d.cell) === cellKey(cell))
}

/** Indices of the policies that are compared with the champion, in order. */
export function challengers(evaluation: Evaluation): number[] {
  return evaluation.policies.map((_, p) => p).filter(p => p !== evaluation.champion)
}

/** `deposit-maturity@a1b2` (first four digits of the version hash), or `as logged`. */
export function policyName(evaluation: Evaluation, policy: number, lang: Lang): string {
  const { id, version } = evaluation.policies[policy]!
  return version === null ? phrases(lang).asLogged : `${id}@${version.slice(0, 4)}`
}

/** `modelled`, to stand beside every figure that rests on modelled propensities; empty otherwise. */
export function modelledWord(evaluation: Evaluation, lang: Lang): string {
  return evaluation.history.propensity === 'modelled' ? phrases(lang).modelled : ''
}

/**
 * A refused figure never carries a verdict, whatever the document says, but a limit may still be kept with few events.
 */
export function shownVerdict(result: Result): Verdict | null {
  const { verdict, refusals } = result
  return verdict === null || refusals.length === 0 || (verdict === 'within limit' && markOf(result) === '†')
    ? verdict
    : 'no verdict'
}

/**
 * Errors of all compared policies on one outcome: with them a report gives the outcome the same decimals throughout.
 */
export function wholeErrors(evaluation: Evaluation, outcome: string): number[] {
  const find = resultIndex(evaluation)
  return challengers(evaluation).map(p => shownError(find(p, outcome, whole)))
}

/** The error that decides how many decimals a row shows: the difference's, or the value's where there is none. */
export function shownError(result: Result | undefined): number {
  const shown = result?.difference?.dr ?? result?.estimates.dr ?? result?.estimates.snips
  return shown?.standardError ?? 0
}

export function verdictTone(verdict: Verdict | null): Tone {
  if (verdict === 'better' || verdict === 'within limit') return 'good'
  return verdict === 'worse' ? 'bad' : verdict === 'unclear' ? 'plain' : 'quiet'
}
