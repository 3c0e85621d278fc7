// Actions a strategy proposes now and then and the log hardly ever shows: what they could do is not in any error.

import type { Measured } from '../estimate/measure.ts'
import type { CellSums } from '../moments/cell-sums.ts'
import type { FitSums } from '../moments/fit-sums.ts'

/** So many logged decisions have to be expected behind an action, and so many have to be there. */
const EXPECTED_FLOOR = 30
const AGREED_FLOOR = 10

/**
 * Whether a mean rests on an action history shows too rarely: one the rules propose for a share s of the cell's
 * decisions, with fewer than 30 logged decisions to be expected behind it or fewer than 10 found, although it could
 * move the value by more than its standard error:
 *
 *     s · |mean of the outcome after that action − V| > SE
 *
 * Where none of an action's few decisions happened to be long or dear, the sample variance does not know of it.
 * Expected are the cell's proposals times the share of such proposals that the log agrees with in the whole history:
 * leaning on the number found alone would keep just those cells where it is high by chance, and with it the value.
 *
 * In 1,000 demo worlds (docs/coverage-worlds.md) this and all other reasons but rare events refuse 5.3 % of the cells,
 * and none of the others covers less than 92.5 %; with floors of 10 and 5 it was 1.5 % and 89.8 %. Rates have their
 * interval's floor, the effective sample, instead.
 *
 * @param whole  sums of the whole history
 * @param value  DR value of the mean, in the outcome's unit
 */
export function thinSupport(
  sums: CellSums,
  whole: CellSums,
  column: number,
  policy: number,
  value: Measured,
  fitSums: FitSums,
): ThinAction | null {
  const { plan } = sums,
    { maturity } = plan.columns[column]!
  const n = sums.maturity(maturity, 'N'),
    actions = [...plan.actions.keys()]
  const thin = actions.flatMap(a => {
    const chosen = sums.action(maturity, policy, a, 'chosen'),
      agreed = sums.action(maturity, policy, a, 'agreed')
    const mean = actionMean(fitSums, plan.actions.length, plan.columns.length, a, column)
    // An action without any history is for the support refusal.
    if (chosen === 0 || mean === null) return []
    const expected =
      (chosen * whole.action(maturity, policy, a, 'agreed')) / whole.action(maturity, policy, a, 'chosen')
    const share = chosen / n,
      effect = share * Math.abs(mean - value.influence.value)
    const isThin = expected < EXPECTED_FLOOR || agreed < AGREED_FLOOR
    return isThin && effect > value.standardError
      ? [
          {
            action: plan.actions[a]!,
            share,
            expected,
            agreed,
            expectedFloor: EXPECTED_FLOOR,
            agreedFloor: AGREED_FLOOR,
            effect,
          },
        ]
      : []
  })
  return thin.toSorted((a, b) => b.effect - a.effect)[0] ?? null
}

export interface ThinAction {
  readonly action: string
  /** Of the cell's decisions, by the rules alone. */
  readonly share: number
  /** Logged decisions that agree: expected and found. */
  readonly expected: number
  readonly agreed: number
  /** How many there have to be. */
  readonly expectedFloor: number
  readonly agreedFloor: number
  /** In the unit of the outcome. */
  readonly effect: number
}

/** Mean matured outcome after an action in the whole history; null without any. */
function actionMean(sums: FitSums, actions: number, columns: number, action: number, column: number): number | null {
  let matured = 0,
    outcome = 0
  for (let cell = action; cell < sums.count.length; cell += actions) {
    matured += sums.matured[cell * columns + column]!
    outcome += sums.outcome[cell * columns + column]!
  }
  return matured === 0 ? null : outcome / matured
}
