// Which arm a customer is in, from a hash: GrowthBook's rule (specification 0.8), so that another program that knows
// the same experiment puts the customer into the same arm.

/** [from, to): the part of the hash line [0, 1] that an arm owns. */
export type BucketRange = readonly [from: number, to: number]

/**
 * Place of a customer on [0, 1): version 2 hashes twice, to 1/10,000; version 1 once, to 1/1,000, and neighbouring
 * seeds are correlated in it. Use 2 for anything new.
 *
 * @param seed  the experiment's; another seed gives another, independent split
 * @param value  the customer's key, as text
 * @param version  1 or 2
 * @returns null for a version not known: the customer takes no part. Throws nothing
 *
 * GrowthBook's SDK specification 0.8, `hash`; FNV-1a is Fowler, Noll & Vo's, 1991.
 */
export function bucketHash(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000
  return version === 1 ? (fnv32a(value + seed) % 1000) / 1000 : null
}

/**
 * The parts of the hash line owned by each arm: arm i starts where the weights before it end and takes `coverage` of
 * its weight, so that raising the coverage moves nobody to another arm.
 *
 * @param arms  number of arms
 * @param coverage  share of customers who take part; below 0 counts as 0, above 1 as 1
 * @param weights  one per arm, with sum 1 ± 0.01; anything else counts as equal weights
 * @returns one range per arm. Throws nothing
 *
 * GrowthBook's SDK specification 0.8, `getBucketRange`.
 */
export function bucketRanges(arms: number, coverage: number, weights?: readonly number[] | null): BucketRange[] {
  const share = Math.min(1, Math.max(0, coverage))
  const sum = weights?.reduce((a, b) => a + b, 0) ?? 0
  const used = weights?.length === arms && sum >= 0.99 && sum <= 1.01 ? weights : equalWeights(arms)
  let start = 0
  return used.map(weight => {
    const range: BucketRange = [start, start + share * weight]
    start += weight
    return range
  })
}

/**
 * Equal weights for `bucketRanges`.
 *
 * @param arms  number of arms
 * @returns 1/arms for each; none for fewer than one. Throws nothing
 *
 * GrowthBook's SDK specification 0.8, `getEqualWeights`.
 */
export const equalWeights = (arms: number): number[] => (arms < 1 ? [] : Array.from({ length: arms }, () => 1 / arms))

/**
 * Number of the arm that owns a place on the hash line.
 *
 * @param place  from `bucketHash`, in [0, 1)
 * @param ranges  from `bucketRanges`
 * @returns null where nobody owns it: the customer takes no part. Throws nothing
 *
 * GrowthBook's SDK specification 0.8, `chooseVariation`.
 */
export function armAt(place: number, ranges: readonly BucketRange[]): number | null {
  const arm = ranges.findIndex(([from, to]) => place >= from && place < to)
  return arm < 0 ? null : arm
}

/**
 * Whether a customer is in [from, to) of a namespace, by which experiments that must not overlap share customers.
 *
 * @param customer  her key, as text
 * @param namespace  its name
 * @param from, to  the experiment's part of [0, 1). Throws nothing
 *
 * GrowthBook's SDK specification 0.8, `inNamespace`.
 */
export function inNamespace(customer: string, namespace: string, from: number, to: number): boolean {
  const place = bucketHash(`__${namespace}`, customer, 1)!
  return place >= from && place < to
}

/**
 * FNV-1a, 32 bits (Fowler, Noll & Vo), over UTF-16 code units as GrowthBook's JavaScript does; its versions in other
 * languages hash other units, so keys beyond ASCII should be hashed in one place only.
 */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
