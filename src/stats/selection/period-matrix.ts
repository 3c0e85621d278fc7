/** Performance by period (rows, in order of time) and variant (columns), e.g. lift over the champion by month. */
export type PeriodMatrix = readonly (readonly number[])[]

/** The same by variant: `columns[k][t]`. */
export interface Variants {
  readonly periods: number
  readonly columns: readonly Float64Array[]
}

/**
 * @throws RangeError for fewer than `least` periods, no variant, rows of unequal length, or a value that is no finite
 * number: a missing month cannot be left out of a comparison silently
 */
export function variantsOf(matrix: PeriodMatrix, least: number): Variants {
  const periods = matrix.length,
    variants = matrix[0]?.length ?? 0
  if (periods < least || variants === 0) {
    throw new RangeError(
      `${periods} periods of ${variants} variants: at least ${least} periods and 1 variant are needed.`,
    )
  }
  const columns = Array.from({ length: variants }, () => new Float64Array(periods))
  for (const [t, row] of matrix.entries()) {
    if (row.length !== variants) {
      throw new RangeError(
        `Period ${t} has ${row.length} values and the first period ${variants}: every variant needs every period.`,
      )
    }
    for (let k = 0; k < variants; k++) {
      if (!Number.isFinite(row[k])) throw new RangeError(`Variant ${k} has the value ${row[k]} in period ${t}.`)
      columns[k]![t] = row[k]!
    }
  }
  return { periods, columns }
}
