/**
 * Uniform random numbers in [0, 1), 53 bits each, the same for the same seed on every machine.
 *
 * The generator is xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021). The
 * seed's text is hashed into its 128 bits of state, so that neighbouring seeds and named streams are unrelated. Its
 * period of 2^128 − 1 is ample for simulation; it is not for cryptography.
 *
 * @param seed  any finite number or a text; a text makes named streams: rng(`${seed}/logging`)
 */
export function rng(seed: number | string): () => number {
  const next = xoshiro128(seedState(String(seed)))
  return () => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992
}

/**
 * A seed of its own for the part `name` of a simulation, so that adding draws to one part leaves the others as they
 * were.
 *
 * @param seed  as `rng` takes it
 * @returns the seed of the stream, for `rng`
 */
export const split = (seed: number | string, name: number | string): string => `${seed}/${name}`

/**
 * Standard normal draws from uniform ones, by the polar method.
 *
 * @param uniform  draws from [0, 1), e.g. `rng(seed)`
 * @returns a function that draws the next one; it never ends and never throws
 *
 * Marsaglia & Bray, "A convenient method for generating normal variables", SIAM Review 1964.
 */
export function normalDraws(uniform: () => number): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    for (;;) {
      const u = 2 * uniform() - 1,
        v = 2 * uniform() - 1,
        s = u * u + v * v
      if (s === 0 || s >= 1) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * scale
      return u * scale
    }
  }
}

/** xoshiro128** 1.1 from a state of four 32-bit words, not all 0: unsigned 32-bit integers. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result
  }
}

const rotate = (x: number, k: number) => (x << k) | (x >>> (32 - k))

/** Four words from a text: FNV-1a (Fowler, Noll & Vo) of the text behind four prefixes, each finished by SplitMix32. */
function seedState(text: string): [number, number, number, number] {
  const word = (prefix: string) => {
    let h = 0x811c9dc5
    const full = prefix + text
    for (let i = 0; i < full.length; i++) h = Math.imul(h ^ full.charCodeAt(i), 0x01000193)
    return finish(h)
  }
  return [word('0/'), word('1/'), word('2/'), word('3/') | 1] // the last is odd: the state is never all 0
}

/** The output step of SplitMix32 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014). */
function finish(h: number): number {
  let x = (h + 0x9e3779b9) | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return (x ^ (x >>> 15)) | 0
}
