// Sums over customers of products of their totals. The loops are generated from the names in moments/moments.ts, so
// that the kernel and whoever reads the sums cannot mean different things: `RRW` becomes `R * R * W`.

/** Sums over decisions, not over customers; the row loops add them up directly. */
export const decisionSums: ReadonlySet<string> = new Set(['w2', 'match', 'unsupported', 'w2r', 'w2r2', 'u'])

/** Sums that are linear in the decisions: they do not depend on which decisions belong to one customer. */
export const linearSums: ReadonlySet<string> = new Set([...decisionSums, 'N', 'W', 'R', 'V', 'D'])

/** Totals by variable (`R`, `w`, `D1` …), one entry per slot; a slot is one customer within one cell. */
export type Totals = Readonly<Record<string, Float64Array>>

/**
 * Adds the products over the slots `order[from … to)` to `sums[at + k]`, k = position in `names`.
 * Each call sums in registers and touches `sums` once.
 */
export type ProductLoop = (
  order: Int32Array,
  from: number,
  to: number,
  sums: Float64Array,
  at: number,
  totals: Totals,
) => void

/**
 * Sums one loop keeps. The processor has 16 floating point registers: beyond them every sum is a load and a store. All
 * sizes from 7 to 20 measured within a tenth of each other, some above 12 half as slow again.
 */
const SUMS_PER_LOOP = 12

/**
 * Totals that are known to be equal, by variable: what the log did has w = 1, so its `W` is `N` and its `V` and `D` are
 * `R`. '1' stands for the number. Products that become the same are summed once.
 */
export type Same = Readonly<Record<string, string>>

/** The loops for `names`, each with its place k among `offsets`; names in `decisionSums` are passed over. */
export function productLoops(names: readonly string[], offsets: readonly number[], same: Same): ProductLoop {
  // Plans of the same kinds of sums have the same loops: compiled once, and warm from then on.
  const key = JSON.stringify([names, offsets, same])
  const known = compiled.get(key)
  if (known !== undefined) return known
  const loop = compileLoops(names, offsets, same)
  compiled.set(key, loop)
  return loop
}

const compiled = new Map<string, ProductLoop>()

/** One product and the places its sum goes to. */
interface Product {
  readonly factors: readonly string[]
  readonly offsets: number[]
}

function compileLoops(names: readonly string[], offsets: readonly number[], same: Same): ProductLoop {
  const products = new Map<string, Product>()
  names.forEach((name, k) => {
    if (decisionSums.has(name)) return
    const others = inOrder(
      factorsOf(name)
        .map(factor => same[factor] ?? factor)
        .filter(factor => factor !== '1'),
    )
    // A product of N alone, N being 1 — or 0 where no decision counts yet — is N.
    const factors = others.length > 0 ? others : ['N']
    const product = products.get(factors.join('')) ?? { factors, offsets: [] }
    product.offsets.push(offsets[k]!)
    products.set(factors.join(''), product)
  })
  const wanted = [...products.values()],
    loops: ProductLoop[] = []
  const parts = Math.ceil(wanted.length / SUMS_PER_LOOP),
    size = Math.ceil(wanted.length / parts)
  for (let part = 0; part < parts; part++) loops.push(productLoop(wanted.slice(part * size, (part + 1) * size)))
  return (order, from, to, sums, at, totals) => {
    for (const loop of loops) loop(order, from, to, sums, at, totals)
  }
}

/** Factors of a product: `RWr` → R, W, r. */
export function factorsOf(name: string): readonly string[] {
  const factors = name.match(/[A-Za-z][12]?/g)
  if (factors === null || factors.join('') !== name) throw new RangeError(`“${name}” is not a product of totals`)
  return factors
}

/** With R next to r, a policy equal to the champion has sums of exactly the champion's bits: (R·r)·W = (R·R)·W. */
const inOrder = (factors: readonly string[]) =>
  factors.toSorted((a, b) => (a.toUpperCase() < b.toUpperCase() ? -1 : a.toUpperCase() > b.toUpperCase() ? 1 : 0))

function productLoop(products: readonly Product[]): ProductLoop {
  const variables = new Set<string>(),
    locals = new Map<string, string>(),
    lines: string[] = []
  const valueOf = (factors: readonly string[]): string => {
    const last = factors.at(-1)!
    variables.add(last === 'G' ? 'N' : last)
    if (last === 'G') return '(N > 0 ? 1 : 0)'
    if (factors.length === 1) return last
    const key = factors.join('')
    const known = locals.get(key)
    if (known !== undefined) return known
    const before = valueOf(factors.slice(0, -1)),
      local = `t${locals.size}`
    locals.set(key, local)
    lines.push(`const ${local} = ${before} * ${last}`)
    return local
  }
  products.forEach(({ factors }, k) => {
    const value = valueOf(factors)
    lines.push(`s${k} += ${value}`)
  })
  const names = [...variables]
  const source = `"use strict"
const { ${names.map(name => `${name}: ${name}s`).join(', ')} } = totals
${products.map((_, k) => `let s${k} = 0`).join('\n')}
for (let x = from; x < to; x++) {
const i = order[x]
${names.map(name => `const ${name} = ${name}s[i]`).join('\n')}
${lines.join('\n')}
}
${products.flatMap(({ offsets }, k) => offsets.map(offset => `sums[at + ${offset}] += s${k}`)).join('\n')}`
  // Only letters and digits checked by factorsOf reach the text.
  return new Function('order', 'from', 'to', 'sums', 'at', 'totals', source) as ProductLoop
}
