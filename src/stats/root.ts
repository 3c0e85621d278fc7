/**
 * Where a falling function crosses 0 between two points, by halving until the two doubles are neighbours (about 60
 * steps, up to 1,100 for a root beside 0): no tolerance to choose, and no derivative that could be wrong.
 *
 * @param f  falling (weakly) on [low, high]; −∞ and ∞ are allowed values, NaN is not
 * @returns `low` when f is below 0 everywhere, `high` when it is above
 */
export function fallingRoot(f: (x: number) => number, low: number, high: number): number {
  if (f(low) < 0) return low
  if (f(high) > 0) return high
  let left = low,
    right = high
  for (;;) {
    const middle = left + (right - left) / 2
    if (middle <= left || middle >= right) return middle
    const value = f(middle)
    if (Number.isNaN(value)) throw new RangeError(`The function whose root is sought is not a number at ${middle}.`)
    if (value > 0) left = middle
    else right = middle
  }
}
