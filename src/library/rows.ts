// An Evaluation's figures as rows of the `figures` table.

import type { Evaluation } from '../evaluate/evaluation.ts'
import type { figures } from './schema.ts'

/** One row per policy × outcome × cell, in the order of the Evaluation. */
export function figureRows(runId: string, evaluation: Evaluation): (typeof figures.$inferInsert)[] {
  return evaluation.results.map(({ policy, outcome, cell, decisions, estimates, difference, verdict, refusals }) => ({
    runId,
    position: policy,
    outcome,
    cellKind: cell.kind,
    cellId: cell.kind === 'all' ? '' : cell.id,
    decisions,
    dr: estimates.dr?.value ?? null,
    drStandardError: estimates.dr?.standardError ?? null,
    snips: estimates.snips?.value ?? null,
    snipsStandardError: estimates.snips?.standardError ?? null,
    difference: difference?.dr?.value ?? null,
    differenceStandardError: difference?.dr?.standardError ?? null,
    differenceLow: difference?.dr?.interval?.[0] ?? null,
    differenceHigh: difference?.dr?.interval?.[1] ?? null,
    verdict,
    refusals: refusals.map(r => r.code).join(' '),
  }))
}
