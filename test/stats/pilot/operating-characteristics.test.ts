import { describe, expect, it } from 'vitest'
import { sequenceCriticalZ, sequenceRho } from '../../../src/stats/pilot/confidence-sequence.ts'
import { groupSequentialBounds } from '../../../src/stats/pilot/group-sequential.ts'
import { sampleRatioTest } from '../../../src/stats/pilot/sample-ratio.ts'
import { powerSpending } from '../../../src/stats/pilot/spending.ts'
import { unpooledZTest } from '../../../src/stats/pilot/two-proportions.ts'
import { normalDraws, rng } from '../../../src/stats/rng.ts'
import { readReference } from '../../reference.ts'

describe('a Monte Carlo study', () => {
  interface Broken {
    n: number
    challenger_share: number
    challenger_loss: number
    detect_rate: number
  }
  interface Study {
    readonly peeking: Record<string, Record<string, number>>
    readonly 'srm_power_p_lt_0.001': readonly Broken[]
  }
  const file: Study = JSON.parse(readReference('stats/simulation_operating_characteristics.json'))

  it.each([
    ['null', 1],
    ['lift +10% rel', 1.1],
    ['lift +20% rel', 1.2],
  ] as const)('peeking, %s', (name, lift) => {
    // 10 looks, 2,000 more units per arm at each, base rate 3 %, two-sided 5 %
    const uniform = rng(`peeking/${name}`),
      looks = 10,
      batch = 2000,
      histories = 2500
    const crossed: Record<string, number> = {}
    const bounds = boundsOf(looks, batch)
    for (let history = 0; history < histories; history++) {
      const a = { count: 0, n: 0 },
        b = { count: 0, n: 0 },
        done = new Set<string>()
      for (let look = 0; look < looks; look++) {
        a.n = b.n = batch * (look + 1)
        a.count += events(uniform, batch, 0.03)
        b.count += events(uniform, batch, 0.03 * lift)
        const z = Math.abs(unpooledZTest(a, b).z)
        for (const [rule, limits] of Object.entries(bounds)) if (z >= limits[look]!) done.add(rule)
      }
      for (const rule of done) crossed[rule] = (crossed[rule] ?? 0) + 1 / histories
    }
    for (const [rule, expected] of Object.entries(file.peeking[name]!)) {
      const error = Math.sqrt(expected * (1 - expected) * (1 / histories + 1 / 20_000))
      expect(
        Math.abs((crossed[rule] ?? 0) - expected),
        `${rule}: ${crossed[rule]} instead of ${expected}`,
      ).toBeLessThan(4 * error)
    }
  })

  it('how often a broken split is found', () => {
    const draw = normalDraws(rng('broken split')),
      histories = 1500
    for (const { n, challenger_share: share, challenger_loss: loss, detect_rate: expected } of file[
      'srm_power_p_lt_0.001'
    ]) {
      let found = 0
      for (let history = 0; history < histories; history++) {
        // Binomial counts of this size are normal: challengers of n, and those of them that are left.
        const sent = n * share + Math.sqrt(n * share * (1 - share)) * draw()
        const left = sent * (1 - loss) + Math.sqrt(sent * loss * (1 - loss)) * draw()
        found += Number(sampleRatioTest([n - sent, left], [1 - share, share]).p < 0.001) / histories
      }
      const error = Math.sqrt(Math.max(expected, 1e-3) * (1 - Math.min(expected, 0.999)) * (1 / histories + 1 / 10_000))
      expect(Math.abs(found - expected), `n ${n}, share ${share}, loss ${loss}`).toBeLessThan(4 * error)
    }
  })
})

function boundsOf(looks: number, batch: number): Record<string, readonly number[]> {
  const information = Array.from({ length: looks }, (_, k) => (k + 1) / looks)
  const bounds: Record<string, readonly number[]> = {
    fixed_single_look_final: information.map(t => (t === 1 ? 1.959964 : Infinity)),
    naive_peek_every_look: information.map(() => 1.959964),
  }
  for (const tuning of [1000, 5000, 20_000]) {
    const rho = sequenceRho(0.95, 'two-sided', tuning)
    bounds[`gbstats_conf_sequence_tuning_${tuning}`] = information.map(t =>
      sequenceCriticalZ(2 * batch * looks * t, rho, 0.05, 'two-sided'),
    )
  }
  for (const rho of [1, 2, 3]) {
    const { z } = groupSequentialBounds({ information, alpha: 0.05, sides: 2, spending: powerSpending(rho) })
    bounds[`group_sequential_10_looks_power_family_rho${rho}`] = z
  }
  return bounds
}

/** Events among n units of rate p, by jumping from one to the next. */
function events(uniform: () => number, n: number, p: number): number {
  let count = 0
  for (let i = gap(uniform, p); i < n; i += 1 + gap(uniform, p)) count++
  return count
}

const gap = (uniform: () => number, p: number) => Math.floor(Math.log1p(-uniform()) / Math.log1p(-p))
