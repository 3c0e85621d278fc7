// The density of B(t), the score process, on the paths that no bound has stopped: tabulated for numerical integration.

import { normalPdf } from '../normal.ts'

/** Values of B(t) = z√t that go on to the next look. */
export interface Region {
  readonly t: number
  readonly lower: number
  readonly upper: number
}

/** Values of B(t) with weight density × width; `sum` integrates a function over it. */
export interface Density {
  readonly t: number
  readonly sum: (f: (x: number) => number) => number
}

/** Beyond so many standard deviations of a path nothing is integrated: 2e-17 is left out. */
const REACH = 8.5
/** Nodes and weights of 8-point Gauss–Legendre integration on [−1, 1]. */
const NODES = [0.183_434_642_495_649_8, 0.525_532_409_916_329, 0.796_666_477_413_626_7, 0.960_289_856_497_536_3]
const WEIGHTS = [0.362_683_783_378_362, 0.313_706_645_877_887_27, 0.222_381_034_453_374_48, 0.101_228_536_290_376_26]

/** Density after the first look: normal with mean drift·t and variance t, cut to the region. */
export function startDensity(region: Region, drift: number, next: number): Density {
  const sd = Math.sqrt(region.t)
  return tabulate(region, drift, Math.min(sd, Math.sqrt(next)), x => normalPdf((x - drift * region.t) / sd) / sd)
}

/** Density after one more look: the one before, spread by a normal step, cut to the region. */
export function nextDensity(before: Density, region: Region, drift: number, next: number): Density {
  const step = region.t - before.t,
    sd = Math.sqrt(step)
  return tabulate(region, drift, Math.min(sd, Math.sqrt(next)), x => {
    return before.sum(y => normalPdf((x - y - drift * step) / sd) / sd)
  })
}

/**
 * @param width  the finest spread in play, that of this step or the next: functions of that spread are integrated on
 *   panels of that width to about 1e-12
 */
function tabulate(region: Region, drift: number, width: number, density: (x: number) => number): Density {
  const far = REACH * Math.sqrt(region.t),
    centre = drift * region.t
  const low = Math.max(region.lower, centre - far),
    high = Math.min(region.upper, centre + far)
  const panels = high > low ? Math.ceil((high - low) / width) : 0,
    half = (high - low) / panels / 2
  const x = new Float64Array(panels * 8),
    weight = new Float64Array(panels * 8)
  for (let panel = 0; panel < panels; panel++) {
    const middle = low + (2 * panel + 1) * half
    for (const [j, node] of NODES.entries()) {
      for (const [k, sign] of [-1, 1].entries()) {
        const i = panel * 8 + 2 * j + k
        x[i] = middle + sign * node * half
        weight[i] = WEIGHTS[j]! * half * density(x[i]!)
      }
    }
  }
  return {
    t: region.t,
    sum: f => {
      let total = 0
      for (let i = 0; i < x.length; i++) total += weight[i]! * f(x[i]!)
      return total
    },
  }
}
