// Random numbers addressed by what they are for, so that no draw depends on how many were made before it.

/** Stands for the month of draws that belong to the customer for good; no world is that old. */
export const TIMELESS = -1_000_000

/**
 * Uniform draws keyed by (seed, customer, month) and a purpose: the same address gives the same number in any order and
 * in any thread, and two policies acting on one customer meet the same luck (common random numbers in a roll-out).
 *
 * A 64-bit key feeds two rounds of a 32-bit mixing function (Wellons' lowbias32). Resolution 2⁻³²; never 0 or 1.
 */
export class Draws {
  private high = 0
  private low = 0

  /** Moves to one customer's month. Draws that belong to no month have `TIMELESS` for one. */
  at(seed: number, customer: number, month: number): void {
    const seedHigh = Math.floor(seed / 0x1_0000_0000)
    this.high = mix((Math.imul(month + 2, 0x85eb_ca6b) + mix(customer + mix(seed + 0x9e37_79b9))) | 0)
    this.low = mix(
      (Math.imul(month + 2, 0xc2b2_ae35) +
        mix(Math.imul(customer, 0x27d4_eb2f) + mix(seedHigh ^ mix(seed ^ 0x1656_67b1)))) |
        0,
    )
  }

  uniform(purpose: number): number {
    const bits = mix((this.low + mix((this.high + Math.imul(purpose, 0x9e37_79b9)) | 0)) | 0)
    return ((bits >>> 0) + 0.5) / 0x1_0000_0000
  }

  /** Standard normal by Box–Muller; takes the purpose's second slot (purpose + 128) as well. */
  normal(purpose: number): number {
    return Math.sqrt(-2 * Math.log(this.uniform(purpose))) * Math.cos(2 * Math.PI * this.uniform(purpose + 128))
  }
}

function mix(x: number): number {
  x ^= x >>> 16
  x = Math.imul(x, 0x7feb_352d)
  x ^= x >>> 15
  x = Math.imul(x, 0x846c_a68b)
  return x ^ (x >>> 16)
}
