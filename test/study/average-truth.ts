// Truths of independent samples of customers, of one size, taken together.

import type { TruthCell, TruthValue } from '../../datasets/demo-bank/truth-sums.ts'
import type { Truth } from '../../datasets/demo-bank/truth.ts'

/** The mean of the samples' values; their errors shrink as those of independent samples do. */
export function averageTruth(samples: readonly (readonly Truth[])[]): readonly Truth[] {
  return samples[0]!.map((first, policy) => ({
    ...first,
    outcomes: Object.fromEntries(
      Object.keys(first.outcomes).map(name => {
        const of = samples.map(sample => sample[policy]!.outcomes[name]!)
        return [
          name,
          {
            whole: averageCell(of.map(({ whole }) => whole)),
            bySegment: byKey(of.map(({ bySegment }) => bySegment)),
            byMonth: byKey(of.map(({ byMonth }) => byMonth)),
          },
        ]
      }),
    ),
  }))
}

function byKey(parts: readonly Readonly<Record<string, TruthCell>>[]): Record<string, TruthCell> {
  return Object.fromEntries(Object.keys(parts[0]!).map(key => [key, averageCell(parts.map(part => part[key]!))]))
}

const averageCell = (cells: readonly TruthCell[]): TruthCell => ({
  value: average(cells.map(({ value }) => value)),
  difference: average(cells.map(({ difference }) => difference)),
})

function average(values: readonly TruthValue[]): TruthValue {
  const sum = (of: (value: TruthValue) => number) => values.reduce((total, value) => total + of(value), 0)
  return {
    value: sum(({ value }) => value) / values.length,
    error: Math.sqrt(sum(({ error }) => error ** 2)) / values.length,
    decisions: sum(({ decisions }) => decisions),
  }
}
