import { survival } from '../normal.ts'
import type { Proportion } from './proportion.ts'
import { scoreZ } from './score.ts'
import { unpooledZTest } from './two-proportions.ts'

/**
 * One-sided test that the treatment's rate is not lower than the control's by `margin` or more. A small p shows it.
 *
 *     wald:   z = (p_t − p_c + margin) / √(p_t(1−p_t)/n_t + p_c(1−p_c)/n_c)
 *     score:  Miettinen and Nurminen's z of the hypothesis p_t − p_c = −margin
 *
 * For a rate that should stay low (complaints), hand in the units without the event.
 *
 * @param margin  the loss that would be too much, in the unit of a rate (0.01 = one percentage point), in (0, 1)
 * @throws NotEstimableError (wald only) when neither arm's rate varies; RangeError for a margin outside (0, 1)
 *
 * Miettinen & Nurminen, "Comparative analysis of two rates", Statistics in Medicine 1985; Farrington & Manning, 1990.
 */
export function nonInferiority(control: Proportion, treatment: Proportion, margin: number): NonInferiority {
  if (!(margin > 0 && margin < 1)) throw new RangeError(`A margin of rates lies between 0 and 1, not ${margin}.`)
  const { z, standardError } = unpooledZTest(control, treatment)
  const wald = z + margin / standardError
  const score = scoreZ(control, treatment, -margin)
  return { wald: { z: wald, p: survival(wald) }, score: { z: score, p: survival(score) } }
}

/** Both variants; `score` is the one to use when events are few. */
export interface NonInferiority {
  readonly wald: { readonly z: number; readonly p: number }
  readonly score: { readonly z: number; readonly p: number }
}
