// Resampling customers without drawing: how often a customer counts in a replicate follows from both their numbers.

import { quantile } from './quantile.ts'
import type { Interval } from './wilson.ts'

/** P(Poisson(1) ≤ k) for k = 0, 1, …; beyond the last it is 1 to 32 bits. */
const cumulative: readonly number[] = (() => {
  const shares: number[] = []
  for (let k = 0, p = Math.exp(-1), sum = 0; k <= 12; p /= ++k) shares.push((sum += p))
  return shares
})()

/**
 * How often unit `key` counts in replicate `replicate`: a Poisson(1) number that depends on key, replicate and seed
 * alone, so that neither the order of the data nor the number of workers matters.
 *
 * @param key, replicate, seed  unsigned 32-bit numbers
 *
 * Chamandy, Muralidharan, Najmi & Naidu, "Estimating uncertainty for massive data streams", Google 2012.
 */
export function poissonMultiplicity(key: number, replicate: number, seed: number): number {
  return countAt(mix(mix(mix(seed) ^ replicate) ^ key) >>> 0)
}

/** The same for all keys at once. */
export function poissonMultiplicities(keys: Uint32Array, replicate: number, seed: number, into: Uint8Array): void {
  const start = mix(mix(seed) ^ replicate)
  for (let c = 0; c < keys.length; c++) into[c] = countAt(mix(start ^ keys[c]!) >>> 0)
}

function countAt(uniform: number): number {
  const u = (uniform + 0.5) / 4_294_967_296
  let count = 0
  while (count < cumulative.length && u > cumulative[count]!) count++
  return count
}

/** A bijection of 32 bits that leaves no bit where it was: murmur3's finaliser with a Weyl step (Appleby; Steele). */
function mix(x: number): number {
  let h = (x + 0x9e3779b9) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  h ^= h >>> 16
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return h ^ (h >>> 15)
}

/** What a statistic did over replicates. */
export interface Resampled {
  /** Standard deviation over the replicates. */
  readonly standardError: number
  /** Percentile interval. */
  readonly interval: Interval
  /** Replicates in which the statistic could be computed. */
  readonly replicates: number
}

/** @returns null below two usable replicates */
export function summariseReplicates(values: readonly (number | null)[], level: number): Resampled | null {
  const usable = Float64Array.from(values.filter(value => value !== null)).sort(),
    n = usable.length
  if (n < 2) return null
  const mean = usable.reduce((a, b) => a + b, 0) / n
  const variance = usable.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1)
  const tail = (1 - level) / 2
  return {
    standardError: Math.sqrt(variance),
    interval: [quantile(usable, tail), quantile(usable, 1 - tail)],
    replicates: n,
  }
}
