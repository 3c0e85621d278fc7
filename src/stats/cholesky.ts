/**
 * Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ, in place.
 *
 * @param a  size × size, row-major; the lower triangle is read and becomes L, the upper is neither read nor written
 * @returns false when the matrix is not positive definite to working precision (a pivot is below 1e-12 of its
 *   diagonal), as with columns that depend on each other; `a` is then spoilt
 *
 * Golub & Van Loan, "Matrix computations", 4th ed. 2013, section 4.2.
 */
export function cholesky(a: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size,
      own = a[row + i]!
    for (let j = 0; j <= i; j++) {
      const other = j * size
      let sum = a[row + j]!
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[other + k]!
      if (j < i) a[row + j] = sum / a[other + j]!
      else if (sum > SMALLEST_PIVOT * own) a[row + i] = Math.sqrt(sum) // false for NaN too
      else return false
    }
  }
  return true
}

const SMALLEST_PIVOT = 1e-12

/** Solves L Lᵀ x = b in place, with L as `cholesky` left it (size × size, row-major, lower triangle). */
export function solveCholesky(l: Float64Array, size: number, b: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= l[i * size + k]! * b[k]!
    b[i] = sum / l[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let k = i + 1; k < size; k++) sum -= l[k * size + i]! * b[k]!
    b[i] = sum / l[i * size + i]!
  }
}
