import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile, betaSurvival, binomialCdf, binomialSurvival } from '../../src/stats/beta.ts'
import { chiSquareSurvival } from '../../src/stats/chi-square.ts'
import { logGamma, upperGamma } from '../../src/stats/gamma.ts'
import { normalCdf, normalQuantile, survival } from '../../src/stats/normal.ts'
import { fallingRoot } from '../../src/stats/root.ts'
import { tCdf, tQuantile, tSurvival, twoSidedT } from '../../src/stats/student-t.ts'
import { readReference } from '../reference.ts'

const relative = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(b), 1e-300))

describe('distribution functions', () => {
  it('keep their digits in the tails (values of mpmath at 40 digits)', () => {
    const tails: readonly (readonly [value: number, exact: number])[] = [
      [survival(30), 4.906713927148187e-198],
      [normalCdf(-8.5), 9.479534822203318e-18],
      [normalQuantile(1e-100), -21.273453560965326],
      [tSurvival(40, 12), 1.925614790386017e-14],
      [tSurvival(9.25, 1184.5), 5.0772086015968503e-20],
      [chiSquareSurvival(1200, 3), 7.331671591550678e-260],
      [chiSquareSurvival(90, 1), 2.381600164396299e-21],
      [binomialSurvival(700, 1000, 0.5), 3.766850723525808e-38],
      [betaSurvival(0.9, 30, 37), 2.300889427631256e-20],
    ]
    for (const [value, exact] of tails) expect(relative(value, exact)).toBeLessThan(1e-12)
  })

  it('have quantiles that give their probability back', () => {
    for (const p of [1e-300, 1e-100, 1e-17, 1e-9, 0.3]) {
      expect(relative(normalCdf(normalQuantile(p)), p)).toBeLessThan(1e-9) // the tail magnifies an error of z by z²
      for (const df of [1, 2.5, 7, 40.3, 1e4, 1e7]) {
        if (p > 1e-200) expect(relative(tCdf(tQuantile(p, df), df), p)).toBeLessThan(1e-10)
      }
    }
    for (const p of [1e-12, 0.001, 0.4, 0.999]) {
      for (const [a, b] of [
        [0.5, 0.5],
        [1, 10],
        [96.5, 119904.5],
        [3000, 7],
      ] as const) {
        expect(relative(betaCdf(betaQuantile(p, a, b), a, b), p)).toBeLessThan(1e-10)
      }
    }
  })

  it('match hand-worked values', () => {
    expect(tCdf(1, 1)).toBeCloseTo(0.75, 14) // Cauchy: 1/2 + atan(1)/π
    expect(tQuantile(0.75, 1)).toBeCloseTo(1, 13)
    expect(twoSidedT(0.5, 1)).toBeCloseTo(1, 13)
    // Cauchy's quantile is tan(π(p − ½)), close to the median too
    expect(tQuantile(0.5 - 2 ** -17, 1) / Math.tan(-Math.PI * 2 ** -17)).toBeCloseTo(1, 13)
    expect(chiSquareSurvival(2, 2)).toBeCloseTo(Math.exp(-1), 14)
    expect(upperGamma(1, 3)).toBeCloseTo(Math.exp(-3), 14)
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 14) // 4!
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14)
    expect(() => logGamma(0)).toThrow(RangeError)
    expect(betaCdf(0.5, 1, 2)).toBeCloseTo(0.75, 14) // 1 − (1 − x)²
    expect(betaSurvival(0.5, 1, 2)).toBeCloseTo(0.25, 14)
    expect(betaQuantile(0.75, 1, 2)).toBeCloseTo(0.5, 13)
    expect(binomialCdf(1, 3, 0.5)).toBeCloseTo(0.5, 14)
    expect(binomialSurvival(2, 3, 0.5)).toBeCloseTo(0.125, 14)
    expect([binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5), binomialSurvival(3, 3, 0.5)]).toEqual([0, 1, 0])
  })

  it('refuse what is not a number or not in range', () => {
    expect(() => normalQuantile(0)).toThrow(RangeError)
    expect(() => tCdf(NaN, 3)).toThrow(RangeError)
    expect(() => tQuantile(0.5, -1)).toThrow(RangeError)
    expect(() => chiSquareSurvival(-1, 1)).toThrow(RangeError)
    expect(() => betaQuantile(NaN, 1, 1)).toThrow(RangeError)
    expect(() => binomialCdf(1.5, 3, 0.5)).toThrow(RangeError)
  })
})

describe('fallingRoot', () => {
  it('finds a root to the last bit and stays inside its bracket', () => {
    expect(fallingRoot(x => 2 - x * x, 0, 2)).toBeCloseTo(Math.SQRT2, 15)
    expect(fallingRoot(x => 5 - x, 0, 2)).toBe(2)
    expect(fallingRoot(x => -1 - x, 0, 2)).toBe(0)
  })
})

describe('distribution functions of scipy', () => {
  const vectors: Record<string, number[][]> = JSON.parse(readReference('stats/stats_vectors.json')).special_functions
  const functions: Record<string, (...x: number[]) => number> = {
    norm_cdf: normalCdf as (...x: number[]) => number,
    norm_sf: survival as (...x: number[]) => number,
    norm_ppf: normalQuantile as (...x: number[]) => number,
    t_cdf: tCdf as (...x: number[]) => number,
    t_sf: tSurvival as (...x: number[]) => number,
    t_ppf: tQuantile as (...x: number[]) => number,
    chi2_sf: chiSquareSurvival as (...x: number[]) => number,
    gammaln: logGamma as (...x: number[]) => number,
    gammaincc: upperGamma as (...x: number[]) => number,
    beta_ppf: betaQuantile as (...x: number[]) => number,
    beta_cdf_reg_incomplete_beta: betaCdf as (...x: number[]) => number,
    binom_cdf: binomialCdf as (...x: number[]) => number,
  }
  it.each(Object.keys(functions))('%s agrees to 1e-12', name => {
    // scipy 1.10's t quantiles hold 9 digits: mpmath has −7.163728138948787 at (0.005, 2.5).
    const tolerance = name === 't_ppf' ? 3e-9 : 1e-12
    for (const row of vectors[name]!) {
      const value = functions[name]!(...row.slice(0, -1)),
        expected = row.at(-1)!
      if (name.endsWith('ppf') && Math.abs(expected) < 1e-15) expect(Math.abs(value)).toBe(0) // the median
      else if (expected === 0) expect(value).toBeLessThan(1e-300) // scipy underflows earlier than we do
      else expect(relative(value, expected), JSON.stringify(row)).toBeLessThan(tolerance)
    }
  })
})
