import type { SeriesAt } from '../estimate/estimates.ts'
import type { Outcome } from '../history/dataset.ts'
import type { SumPlan } from '../moments/sum-plan.ts'

/** An outcome as it is planned: what it is, which columns hold it and which decisions are old enough. */
export interface OutcomeSeries extends SeriesAt {
  readonly name: string
  readonly outcome: Outcome
}

/** The plan's outcomes in its order, found again by the names of their columns. */
export function outcomeSeries(plan: SumPlan, outcomes: Readonly<Record<string, Outcome>>): OutcomeSeries[] {
  const column = (name: string) => plan.columns.findIndex(planned => planned.name === name)
  return Object.entries(outcomes).flatMap(([name, outcome]): OutcomeSeries[] => {
    if (outcome.measure !== 'ratio') {
      const index = column(name)
      const planned = plan.columns[index]
      return planned ? [{ name, outcome, of: { kind: 'column', column: index }, maturity: planned.maturity }] : []
    }
    const numerator = column(`${name}.num`),
      denominator = column(`${name}.den`)
    if (numerator < 0) return []
    const index = plan.ratios.findIndex(([top]) => top === numerator)
    const of = { kind: 'ratio' as const, ratio: index, numerator, denominator }
    return [{ name, outcome, of, maturity: plan.columns[numerator]!.maturity }]
  })
}
