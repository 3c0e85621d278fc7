// Goal: one strategy of six predicates in three forms: as defined, as a person would write the loop, and as SQL.

import { all, call, defineStrategy, hold, push, sms } from 'huijian'
import demoBank from 'huijian/datasets/demo-bank'
import type { Columns } from 'huijian/engine'

const EXPLORATION = 0.1
const ACTIONS = 7

export const sixPredicates = defineStrategy(demoBank, {
  id: 'six-predicates',
  title: 'six predicates',
  scenario: { line: 'bench', journey: 'bench', trigger: 'bench' },
  exploration: EXPLORATION,
  rules: f => [
    hold('opted out', f.optedOut.isTrue()),
    hold('contacted often', f.contacts90d.atLeast(4)),
    call('matures soon', all(f.depositMaturesInDays.atMost(28), f.balance.atLeast(10_000)), {
      offer: 'term-deposit-12m',
    }),
    push('uses the app', f.appUser.isTrue(), { offer: 'term-deposit-6m' }),
    sms('everyone under 60', f.ageYears.below(60), { offer: 'term-deposit-6m' }),
  ],
})

/** n, Σw, Σw², Σwr, Σw²r² per segment, [segment × 5]. */
export function handWritten(columns: Columns): Float64Array {
  const { rows, segment, action, features } = columns,
    propensity = columns.propensity!
  const number = (name: string) =>
    features[name]!.kind === 'number' ? (features[name] as { values: Float64Array }).values : new Float64Array()
  const flag = (name: string) => (features[name] as { values: Int8Array }).values
  const optedOut = flag('optedOut'),
    contacts = number('contacts90d'),
    matures = number('depositMaturesInDays')
  const balance = number('balance'),
    appUser = flag('appUser'),
    age = number('ageYears')
  const outcome = columns.outcomes['conversion'] as Uint8Array
  const sums = new Float64Array(columns.segments.length * 5)
  for (let i = 0; i < rows; i++) {
    const chosen =
      optedOut[i] === 1
        ? 0
        : contacts[i]! >= 4
          ? 0
          : matures[i]! <= 28 && balance[i]! >= 10_000
            ? 1
            : appUser[i] === 1
              ? 4
              : age[i]! < 60
                ? 3
                : 0
    const w = (EXPLORATION / ACTIONS + (action[i] === chosen ? 1 - EXPLORATION : 0)) / propensity[i]!
    const r = outcome[i]!,
      wr = w * r,
      at = segment[i]! * 5
    sums[at]! += 1
    sums[at + 1]! += w
    sums[at + 2]! += w * w
    sums[at + 3]! += wr
    sums[at + 4]! += wr * wr
  }
  return sums
}

/** The same sums over a Parquet file that has the segment as a column. */
export const sixPredicatesSql = (parquet: string): string => `
  SELECT segment, count(*) AS n, sum(w) AS w, sum(w * w) AS w2, sum(w * r) AS wr, sum(w * w * r * r) AS w2r2
  FROM (
    SELECT segment, CAST("conversion" AS DOUBLE) AS r,
      (${EXPLORATION} / ${ACTIONS}.0 + CASE WHEN "action" = CASE
        WHEN "optedOut" THEN 'hold' WHEN "contacts90d" >= 4 THEN 'hold'
        WHEN "depositMaturesInDays" <= 28 AND "balance" >= 10000 THEN 'call:term-deposit-12m'
        WHEN "appUser" THEN 'push:term-deposit-6m' WHEN "ageYears" < 60 THEN 'sms:term-deposit-6m' ELSE 'hold' END
      THEN ${1 - EXPLORATION} ELSE 0 END) / "propensity" AS w
    FROM read_parquet('${parquet}'))
  GROUP BY segment ORDER BY segment`
