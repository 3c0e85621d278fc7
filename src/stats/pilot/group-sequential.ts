// Bounds for planned looks, and the chance to cross them, by recursive numerical integration.

import { normalQuantile, survival } from '../normal.ts'
import { fallingRoot } from '../root.ts'
import { nextDensity, startDensity } from './sequential-density.ts'
import type { Density, Region } from './sequential-density.ts'
import type { Spending } from './spending.ts'

/**
 * Planned looks.
 *
 * @property information  shares of the planned information at the looks, rising, in (0, 1]; for two arms of constant
 *   proportion the share of units. Need not be even.
 * @property alpha  error of the whole procedure, e.g. 0.05; with two sides half of it on each
 * @property sides  1: only a large z stops; 2: a large |z| stops
 */
export interface Looks {
  readonly information: readonly number[]
  readonly alpha: number
  readonly sides: 1 | 2
  readonly spending: Spending
}

/** @property z  bound at each look: stop when z (or |z|) reaches it @property spent  α used up on one side so far */
export interface Bounds {
  readonly z: readonly number[]
  readonly spent: readonly number[]
}

/**
 * z bounds that spend α as planned: at look k, P(no bound reached before, z_k ≥ bound) under no effect is what the
 * spending function adds there. Bounds of earlier looks do not depend on later ones, so a look may come at another time
 * than planned. A look at which nothing is to be spent has bound ∞.
 *
 * @throws RangeError unless the shares rise within (0, 1] and 0 < alpha < 1 (0.5 on a side at most)
 *
 * Armitage, McPherson & Rowe, "Repeated significance tests on accumulating data", JRSS A 1969; Lan & DeMets 1983. In
 * each step the density is integrated over panels as narrow as the kernel, 8-point Gauss–Legendre: z to 1e-9. The cost
 * grows with the range over the smallest step: 100 even looks take about 2 s.
 */
export function groupSequentialBounds({ information, alpha, sides, spending }: Looks): Bounds {
  checkInformation(information)
  const side = alpha / sides
  if (!(side > 0 && side <= 0.5)) throw new RangeError(`No bounds for an error of ${alpha}, ${sides}-sided.`)
  const z: number[] = [],
    spent = information.map(t => Math.min(side, spending(t, side)))
  let density: Density | null = null
  for (const [k, t] of information.entries()) {
    const extra = spent[k]! - (spent[k - 1] ?? 0)
    if (extra < 0) throw new RangeError('A spending function never falls; this one does.')
    z.push(extra === 0 ? Infinity : boundFor(density, t, extra))
    const upper = z.at(-1)! * Math.sqrt(t)
    const next: Region = { t, upper, lower: sides === 2 ? -upper : -Infinity }
    density =
      density === null ? startDensity(next, 0, gap(information, k)) : nextDensity(density, next, 0, gap(information, k))
  }
  return { z, spent }
}

/**
 * Chance to reach the upper and the lower bound at each look when the effect is such that the z of the whole planned
 * information has mean `drift` (0: no effect; for 80 % power of a fixed test at 5 % it is 2.8).
 *
 * @param information  shares of the planned information at the looks, rising, in (0, 1]
 * @param z  bound at each look, ∞ where nothing stops
 * @returns for each look P(stops there at the upper bound), and at the lower one (all 0 with one side)
 * @throws RangeError for shares that do not rise within (0, 1], or another number of bounds
 *
 * Armitage, McPherson & Rowe, "Repeated significance tests on accumulating data", JRSS A 1969.
 */
export function crossingProbabilities(
  information: readonly number[],
  z: readonly number[],
  sides: 1 | 2,
  drift: number,
): { upper: number[]; lower: number[] } {
  checkInformation(information)
  if (z.length !== information.length) throw new RangeError(`${z.length} bounds for ${information.length} looks.`)
  const upper: number[] = [],
    lower: number[] = []
  let density: Density | null = null
  for (const [k, t] of information.entries()) {
    const b = z[k]! * Math.sqrt(t)
    upper.push(above(density, t, b, drift))
    lower.push(sides === 2 ? below(density, t, -b, drift) : 0)
    const region: Region = { t, upper: b, lower: sides === 2 ? -b : -Infinity }
    density =
      density === null
        ? startDensity(region, drift, gap(information, k))
        : nextDensity(density, region, drift, gap(information, k))
  }
  return { upper, lower }
}

function boundFor(density: Density | null, t: number, extra: number): number {
  if (density === null) return -normalQuantile(extra)
  return fallingRoot(z => above(density, t, z * Math.sqrt(t), 0) - extra, -10, 40)
}

/** P(B(t) ≥ b and no stop before). */
function above(density: Density | null, t: number, b: number, drift: number): number {
  if (density === null) return survival((b - drift * t) / Math.sqrt(t))
  const step = t - density.t,
    sd = Math.sqrt(step)
  return density.sum(x => survival((b - x - drift * step) / sd))
}

const below = (density: Density | null, t: number, b: number, drift: number): number => {
  if (density === null) return survival((drift * t - b) / Math.sqrt(t))
  const step = t - density.t,
    sd = Math.sqrt(step)
  return density.sum(x => survival((x + drift * step - b) / sd))
}

/** How far the next look is, or ∞ at the last: the density is tabulated finely enough for that step. */
const gap = (information: readonly number[], k: number) => (information[k + 1] ?? Infinity) - information[k]!

function checkInformation(information: readonly number[]): void {
  const rises = information.every((t, k) => t > (information[k - 1] ?? 0) && t <= 1)
  if (!rises || information.length === 0) {
    throw new RangeError(`Information shares rise within (0, 1], e.g. 0.25 0.5 0.75 1; not ${information.join(' ')}.`)
  }
}
