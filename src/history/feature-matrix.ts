// Features as numbers: what a regression reads of typed columns, block by block, without standing in memory.

import type { DesignMatrix } from '../stats/design-matrix.ts'
import type { FeatureColumn } from '../strategy/feature-column.ts'

/** What one column of the matrix is: a feature's value, one of its levels, or that it is missing. */
export interface Term {
  readonly feature: string
  readonly kind: 'value' | 'level' | 'missing'
  /** Of a level. */
  readonly level: string | null
}

export interface FeatureMatrix extends DesignMatrix {
  readonly terms: readonly Term[]
}

/** Levels of a category beyond the most frequent ones share the base: a model of hundreds of levels learns noise. */
const MOST_LEVELS = 50

type Fill = (from: number, to: number, into: Float64Array, at: number, width: number) => void
interface Column {
  readonly term: Term
  readonly fill: Fill
}

/**
 * Numbers and days are standardised, a missing one stands at the mean and has a column that says so; a category has 0/1
 * columns for its levels, missing being one more; flags are 0/1. What never varies has no column.
 *
 * @param levels  `contrasts`: the most frequent level has no column, so that columns do not add up to the intercept;
 *   `every`: it has one too, for tables
 */
export function featureMatrix(
  features: Readonly<Record<string, FeatureColumn>>,
  rows: number,
  levels: 'contrasts' | 'every' = 'contrasts',
): FeatureMatrix {
  const columns = Object.entries(features).flatMap(([feature, column]): Column[] => {
    switch (column.kind) {
      case 'number':
        return numberColumns(feature, column.values, rows)
      case 'category':
        return categoryColumns(feature, column.codes, column.levels, rows, levels === 'contrasts')
      case 'boolean':
        return flagColumns(feature, column.values, rows)
    }
  })
  const width = columns.length
  return {
    rows,
    columns: width,
    terms: columns.map(({ term }) => term),
    read: (from, to, into) => columns.forEach(({ fill }, at) => fill(from, to, into, at, width)),
  }
}

function numberColumns(feature: string, values: Float64Array, rows: number): Column[] {
  let known = 0,
    mean = 0,
    squares = 0
  for (let i = 0; i < rows; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) continue
    const off = value - mean
    mean += off / ++known
    squares += off * (value - mean)
  }
  const deviation = Math.sqrt(squares / Math.max(1, known))
  const value: Column = {
    term: { feature, kind: 'value', level: null },
    fill: (from, to, into, at, width) => {
      for (let i = from; i < to; i++) {
        const x = values[i]!
        into[(i - from) * width + at] = Number.isNaN(x) ? 0 : (x - mean) / deviation
      }
    },
  }
  const missing = flag({ feature, kind: 'missing', level: null }, i => Number.isNaN(values[i]!))
  return [...(deviation > 0 ? [value] : []), ...(known > 0 && known < rows ? [missing] : [])]
}

function categoryColumns(
  feature: string,
  codes: Int16Array,
  levels: readonly string[],
  rows: number,
  contrasts: boolean,
): Column[] {
  const counts = new Float64Array(levels.length + 1)
  for (let i = 0; i < rows; i++) counts[codes[i]! + 1]! += 1 // the first counts the missing
  const found = [...counts.keys()].filter(k => counts[k]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b)
  if (found.length < 2) return []
  return found
    .slice(contrasts ? 1 : 0, MOST_LEVELS)
    .sort((a, b) => a - b)
    .map(k => {
      const term: Term =
        k === 0 ? { feature, kind: 'missing', level: null } : { feature, kind: 'level', level: levels[k - 1]! }
      return flag(term, i => codes[i] === k - 1)
    })
}

function flagColumns(feature: string, values: Int8Array, rows: number): Column[] {
  const counts = [0, 0, 0]
  for (let i = 0; i < rows; i++) counts[values[i]! + 1]! += 1
  const [missing, no, yes] = counts as [number, number, number]
  const columns: Column[] = []
  if (yes > 0 && no + missing > 0) columns.push(flag({ feature, kind: 'value', level: null }, i => values[i] === 1))
  // When the known ones are all yes, that column says the same already.
  if (missing > 0 && no > 0) columns.push(flag({ feature, kind: 'missing', level: null }, i => values[i] === -1))
  return columns
}

function flag(term: Term, is: (row: number) => boolean): Column {
  return {
    term,
    fill: (from, to, into, at, width) => {
      for (let i = from; i < to; i++) into[(i - from) * width + at] = is(i) ? 1 : 0
    },
  }
}
