import type { Interval } from './wilson.ts'

/** An estimate and its own interval, which contains it. */
export interface ValueWithLimits {
  readonly value: number
  readonly interval: Interval
}

/**
 * Interval of a difference a − b from the intervals of its parts (method of variance estimates recovery):
 *
 *     low  = d − √((a−l_a)² + (u_b−b)² − 2ρ(a−l_a)(u_b−b))
 *     high = d + √((u_a−a)² + (b−l_b)² − 2ρ(u_a−a)(b−l_b))
 *
 * The parts' asymmetry is kept, which a normal interval of the difference loses for rare events.
 *
 * @param a, b  estimates with intervals of the level wanted, in one unit
 * @param correlation  ρ of the two estimates, in [−1, 1]; 0 when it is not known
 * @returns limits in the same unit; NaN in, NaN out. Throws nothing
 *
 * Zou, "On the estimation of additive interaction by use of the four-by-two table and beyond", 2008; Donner & Zou 2012.
 */
export function mover(a: ValueWithLimits, b: ValueWithLimits, correlation: number): Interval {
  const difference = a.value - b.value
  const distance = (x: number, y: number) => Math.sqrt(Math.max(0, x * x + y * y - 2 * correlation * x * y))
  return [
    difference - distance(a.value - a.interval[0], b.interval[1] - b.value),
    difference + distance(a.interval[1] - a.value, b.value - b.interval[0]),
  ]
}
