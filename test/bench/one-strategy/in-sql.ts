// Goal: the same sums as an analyst would ask DuckDB for them, in one statement over a Parquet file that already has the
// segment, and the customer as a number.

import { ACTIONS, EXPLORATION, FOLDS, SHRINKAGE, sumNames } from './strategy.ts'

/** One row per segment, and one with segment −1 for the whole; columns as sumNames. */
export const inSql = (parquet: string): string => `
  WITH decisions AS (
    SELECT customer, segment, customer_hash % ${FOLDS} AS fold, "action" AS logged,
      CAST("conversion" AS DOUBLE) AS r, "propensity" AS propensity,
      CASE WHEN "optedOut" THEN 'hold' WHEN "contacts90d" >= 4 THEN 'hold'
        WHEN "depositMaturesInDays" <= 28 AND "balance" >= 10000 THEN 'call:term-deposit-12m'
        WHEN "appUser" THEN 'push:term-deposit-6m' WHEN "ageYears" < 60 THEN 'sms:term-deposit-6m'
        ELSE 'hold' END AS chosen
    FROM read_parquet('${parquet}')),
  cells AS (SELECT fold, segment, logged AS action, count(*) AS n, sum(r) AS s FROM decisions GROUP BY ALL),
  everywhere AS (
    SELECT f.fold, a.segment, a.action, coalesce(sum(c.n), 0) AS n, coalesce(sum(c.s), 0) AS s
    FROM (SELECT DISTINCT fold FROM cells) f CROSS JOIN (
      SELECT segment, action FROM (SELECT DISTINCT segment FROM cells) CROSS JOIN (SELECT DISTINCT action FROM cells)) a
    LEFT JOIN cells c ON c.segment = a.segment AND c.action = a.action AND c.fold <> f.fold
    GROUP BY ALL),
  model AS (
    SELECT fold, segment, action, (s + ${SHRINKAGE} * sum(s) OVER by_action / sum(n) OVER by_action) / (n + ${SHRINKAGE}) AS q
    FROM everywhere WINDOW by_action AS (PARTITION BY fold, action)),
  shared AS (SELECT fold, segment, sum(q) / ${ACTIONS} AS q FROM model GROUP BY ALL),
  weighed AS (
    SELECT d.*, (${EXPLORATION} / ${ACTIONS}.0 + CASE WHEN logged = chosen THEN ${1 - EXPLORATION} ELSE 0 END)
      / propensity AS w
    FROM decisions d),
  terms AS (
    SELECT d.customer, d.segment, w, w * r AS wr, r,
      ${EXPLORATION} * shared.q + ${1 - EXPLORATION} * proposed.q + w * (r - did.q) AS d
    FROM weighed d
    JOIN model AS did ON did.fold = d.fold AND did.segment = d.segment AND did.action = d.logged
    JOIN model AS proposed ON proposed.fold = d.fold AND proposed.segment = d.segment AND proposed.action = d.chosen
    JOIN shared ON shared.fold = d.fold AND shared.segment = d.segment),
  totals AS (
    SELECT customer, segment, count(*)::DOUBLE AS n, sum(w) AS w, sum(wr) AS r, sum(d) AS d, sum(r) AS l
    FROM terms GROUP BY customer, segment),
  whole AS (
    SELECT -1 AS segment, sum(n) AS n, sum(w) AS w, sum(r) AS r, sum(d) AS d, sum(l) AS l FROM totals GROUP BY customer)
  SELECT segment, ${sumNames.map(name => `${productSql(name)} AS "${name}"`).join(', ')}
  FROM (SELECT segment, n, w, r, d, l FROM totals UNION ALL SELECT segment, n, w, r, d, l FROM whole)
  GROUP BY segment ORDER BY segment`

/** 'RW' → sum(r * w); the log's totals are all l. */
function productSql(name: string): string {
  if (name === 'G') return 'count(*)'
  const logged = name.startsWith('logged-')
  const factors = [...name.replace('logged-', '')].map(total => {
    if (total === 'r' || total === 'd' || (logged && total === 'R')) return 'l'
    return total.toLowerCase()
  })
  return `sum(${factors.join(' * ')})`
}
