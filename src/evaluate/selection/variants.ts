// The variants of a sweep: one strategy's rules with other values of its parameters.

import { rng } from '../../stats/rng.ts'
import { StrategyError, suggest } from '../../strategy/errors.ts'
import { strategyHash, withParams } from '../../strategy/stored.ts'
import type { Param, Strategy } from '../../strategy/strategy.ts'

/**
 * How values are chosen. `grid`: every combination of the values named, the other parameters at their defaults.
 * `random` and `lhs` draw `count` points within the ranges of the parameters in `vary` (all when absent):
 * independently, or as a Latin hypercube, in which each parameter has one value in each of `count` equal parts of its
 * range.
 */
export type SweepDesign =
  | { readonly kind: 'grid'; readonly values: Readonly<Record<string, readonly number[]>> }
  | DrawnDesign
interface DrawnDesign {
  readonly kind: 'random' | 'lhs'
  readonly count: number
  readonly vary?: readonly string[]
  readonly seed: number
}

/** More could not be told from a slip of the pen; several sweeps can do it. */
const MOST_VARIANTS = 5_000

/**
 * Distinct variants in the order of the design; drawn values that round to the same point are one variant. Drawn values
 * are whole numbers where range and default are, and otherwise have three significant digits of the range's width.
 *
 * @throws {StrategyError} for a parameter the strategy does not have, a value outside its range, or a design of more
 * than 5,000 variants or of none
 *
 * Latin hypercube: McKay, Beckman & Conover, Technometrics 1979.
 */
export function sweepVariants(strategy: Strategy, design: SweepDesign): Strategy[] {
  const known = Object.keys(strategy.params)
  const named = design.kind === 'grid' ? Object.keys(design.values) : (design.vary ?? known)
  for (const name of named) {
    if (!known.includes(name)) {
      throw new StrategyError(`“${strategy.id}” has no parameter “${name}”.${suggest(name, known)}`)
    }
  }
  if (named.length === 0) {
    throw new StrategyError(`“${strategy.id}” has no parameter to vary. Give its rules one: params: { … }.`)
  }
  const size =
    design.kind === 'grid' ? named.reduce((product, name) => product * design.values[name]!.length, 1) : design.count
  if (!(Number.isInteger(size) && size >= 1 && size <= MOST_VARIANTS)) {
    throw new StrategyError(
      `A sweep has from 1 to ${MOST_VARIANTS} variants, not ${size}. Name fewer values, or draw at random.`,
    )
  }
  const points = design.kind === 'grid' ? gridPoints(named, design.values) : drawnPoints(strategy, named, design)
  const variants = points.map(point => withParams(strategy, point))
  const byHash = new Map(variants.map(variant => [strategyHash(variant), variant]))
  return [...byHash.values()]
}

type Point = Readonly<Record<string, number>>

function gridPoints(names: readonly string[], values: Readonly<Record<string, readonly number[]>>): Point[] {
  return names.reduce<Point[]>(
    (points, name) => points.flatMap(point => values[name]!.map(value => ({ ...point, [name]: value }))),
    [{}],
  )
}

function drawnPoints(strategy: Strategy, names: readonly string[], { kind, count, seed }: DrawnDesign): Point[] {
  const columns = names.map(name => {
    // A stream for each parameter, so that varying one more leaves the others' values.
    const uniform = rng(`${seed}/${kind}/${name}`),
      param = strategy.params[name]!
    const part = kind === 'lhs' ? shuffled(count, uniform) : null
    return Array.from({ length: count }, (_, i) => {
      const share = part === null ? uniform() : (part[i]! + uniform()) / count
      return rounded(param, param.min + share * (param.max - param.min))
    })
  })
  return Array.from({ length: count }, (_, i) => Object.fromEntries(names.map((name, c) => [name, columns[c]![i]!])))
}

function rounded({ default: usual, min, max }: Param, value: number): number {
  if (min === max) return min
  const isWhole = [usual, min, max].every(Number.isInteger)
  const digits = Math.floor(Math.log10((max - min) / 1000)),
    step = 10 ** Math.abs(digits)
  if (isWhole && digits < 0) return Math.min(max, Math.max(min, Math.round(value)))
  // 10 ** −3 is no exact number; dividing by 10 ** 3 gives the nearest one.
  const near = digits < 0 ? Math.round(value * step) / step : Math.round(value / step) * step
  return Math.min(max, Math.max(min, near))
}

/** 0 … count − 1 in random order (Fisher and Yates). */
function shuffled(count: number, uniform: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
