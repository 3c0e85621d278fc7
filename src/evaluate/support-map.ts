import { z } from 'zod'
import type { FitSums } from '../moments/fit-sums.ts'
import type { Moments } from '../moments/moments.ts'
import type { SumPlan } from '../moments/sum-plan.ts'
import type { ReadOnly } from '../read-only.ts'

const byStratumAndAction = z.array(z.array(z.int().min(0)))

/** Which stratum × action cells history knows, and what policies would do there. Whole decisions. */
export const supportMapSchema = z.strictObject({
  /** Logged decisions, [stratum][action], mature or not. 0 is what history cannot say anything of. */
  logged: byStratumAndAction,
  /**
   * By policy, decisions its rules give to the action, [stratum][action], exploration apart. Null for what was logged,
   * and where there are no strata.
   */
  proposed: z.array(byStratumAndAction.nullable()),
})
export type SupportMap = ReadOnly<z.infer<typeof supportMapSchema>>

export function supportMap(plan: SumPlan, { count }: FitSums, { chosen }: Moments): SupportMap {
  const actions = [...plan.actions.keys()],
    strata = Array.from({ length: plan.strata }, (_, s) => s),
    cells = plan.strata * plan.actions.length
  return {
    logged: strata.map(s =>
      actions.map(a => {
        let logged = 0
        for (let f = 0; f < plan.folds; f++) logged += count[f * cells + s * plan.actions.length + a]!
        return logged
      }),
    ),
    proposed: plan.policies.map((policy, p) =>
      policy.kind === 'logged' || plan.strata === 1
        ? null
        : strata.map(s => actions.map(a => chosen[p * cells + s * plan.actions.length + a]!)),
    ),
  }
}
