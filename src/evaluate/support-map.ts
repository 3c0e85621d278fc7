import { z } from 'zod'
import type { CellSums } from '../moments/cell-sums.ts'
import type { FitSums } from '../moments/fit-sums.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import type { ReadOnly } from '../read-only.ts'

const bySegmentAndAction = z.array(z.array(z.int().min(0)))

/** Which segment × action cells history knows, and what policies would do there. Whole decisions. */
export const supportMapSchema = z.strictObject({
  /** Logged decisions, [segment][action], mature or not. 0 is what history cannot say anything of. */
  logged: bySegmentAndAction,
  /**
   * By policy, decisions its rules give to the action, [segment][action], exploration apart. Null for what was logged,
   * and where the back-test has no segments of its own.
   */
  proposed: z.array(bySegmentAndAction.nullable()),
})
export type SupportMap = ReadOnly<z.infer<typeof supportMapSchema>>

/** @param segments  sums of each segment; empty when the plan has no segment cells */
export function supportMap(plan: SumPlan, { count }: FitSums, segments: readonly CellSums[]): SupportMap {
  const actions = [...plan.actions.keys()],
    cells = plan.segments * plan.actions.length
  return {
    logged: Array.from({ length: plan.segments }, (_, s) =>
      actions.map(a => {
        let logged = 0
        for (let f = 0; f < plan.folds; f++) logged += count[f * cells + s * plan.actions.length + a]!
        return logged
      }),
    ),
    proposed: plan.policies.map((policy, p) =>
      policy.kind === 'logged' || segments.length === 0
        ? null
        : segments.map(sums => actions.map(a => sums.action(0, p, a, 'chosen'))),
    ),
  }
}
