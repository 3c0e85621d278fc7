import type { Columns } from '../../history/columns.ts'
import type { PlannedColumn } from '../../moments/sum-plan.ts'
import { holm } from '../../stats/holm.ts'
import { survival } from '../../stats/normal.ts'
import type { Placebo } from './checks.ts'

/** Fewer customers than this test nothing. */
const LEAST_CUSTOMERS = 100
/** Two-sided level of all placebo tests together. */
const LEVEL = 0.05
const DAY_MS = 86_400_000

/** An outcome from before the decision, NaN where a decision has none; length rows. */
export interface PlaceboOutcome {
  readonly kind: Placebo['kind']
  readonly name: string
  readonly values: Float64Array
}

/**
 * The outcome of the same customer's preceding decision, where it was complete before this decision was made. Rows are
 * in order of customer and time. Without times nothing is known to have been complete.
 */
export function outcomeBefore(columns: Columns, column: PlannedColumn, horizonDays: number): PlaceboOutcome {
  const { rows, customer, time } = columns,
    outcome = columns.outcomes[column.name]!
  const values = new Float64Array(rows).fill(NaN)
  for (let i = 1; i < rows; i++) {
    if (customer[i] !== customer[i - 1] || !(time[i - 1]! + horizonDays * DAY_MS < time[i]!)) continue
    values[i] = outcome[i - 1]!
  }
  return { kind: 'before', name: column.name, values }
}

/** A feature as an outcome; a category has none. */
export function featurePlacebo(columns: Columns, name: string): PlaceboOutcome | null {
  const column = columns.features[name]
  if (column === undefined || column.kind === 'category') return null
  const values = Float64Array.from(column.values, value => (column.kind === 'boolean' && value < 0 ? NaN : value))
  return { kind: 'feature', name, values }
}

/**
 * SNIPS of the placebo under the policy less its plain mean, over the decisions that have one:
 *
 *     ψ_i = w_i (y_i − V)/w̄ − (y_i − ȳ)      summed by customer, as everywhere
 *
 * @param weight  w = π/π̂₀ by decision, length rows
 * @returns null when fewer than 100 customers have it, when it never varies, or when the policy overlaps with none
 */
export function placeboTest(
  columns: Columns,
  policy: number,
  { kind, name, values }: PlaceboOutcome,
  weight: Float64Array,
): Omit<Placebo, 'passed'> | null {
  let decisions = 0,
    sum = 0,
    weights = 0,
    weighted = 0
  for (let i = 0; i < columns.rows; i++) {
    if (Number.isNaN(values[i]!)) continue
    decisions++
    sum += values[i]!
    weights += weight[i]!
    weighted += weight[i]! * values[i]!
  }
  if (weights === 0) return null
  const mean = sum / decisions,
    value = weighted / weights,
    meanWeight = weights / decisions
  let customers = 0,
    squares = 0
  for (let i = 0; i < columns.rows;) {
    const own = columns.customer[i]
    let psi = 0,
      has = false
    for (; i < columns.rows && columns.customer[i] === own; i++) {
      const y = values[i]!
      if (Number.isNaN(y)) continue
      has = true
      psi += (weight[i]! * (y - value)) / meanWeight - (y - mean)
    }
    if (has) customers++
    squares += psi * psi
  }
  if (customers < LEAST_CUSTOMERS || squares === 0) return null
  const standardError = Math.sqrt((customers / (customers - 1)) * squares) / decisions
  const difference = value - mean,
    p = 2 * survival(Math.abs(difference) / standardError)
  return { policy, kind, name, decisions, difference, standardError, p }
}

/** All tests of an evaluation judged together. */
export function judgePlacebos(tests: readonly Omit<Placebo, 'passed'>[]): Placebo[] {
  const significant = holm(
    tests.map(({ p }) => p),
    LEVEL,
  )
  return tests.map((test, k) => ({ ...test, passed: !significant[k]! }))
}
