// Sums over customers of products of their totals. The loops are generated from the names in evaluate/moments.ts, so
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
  order: Int32Array, from: number, to: number, sums: Float64Array, at: number, totals: Totals,
) => void

/**
 * Sums one loop keeps. More run slower than two loops: the processor has 16 floating point registers, and beyond them
 * every sum is a load and a store.
 */
const SUMS_PER_LOOP = 14

/** The loops for `names`, each with its place k among them; names in `decisionSums` are passed over. */
export function productLoops(names: readonly string[], offsets: readonly number[]): ProductLoop {
  // Plans of the same kinds of sums have the same loops: compiled once, and warm from then on.
  const key = JSON.stringify([names, offsets])
  const known = compiled.get(key)
  if (known !== undefined) return known
  const loop = compileLoops(names, offsets)
  compiled.set(key, loop)
  return loop
}

const compiled = new Map<string, ProductLoop>()

function compileLoops(names: readonly string[], offsets: readonly number[]): ProductLoop {
  const wanted = names.map((name, k) => ({ name, offset: offsets[k]! })).filter(sum => !decisionSums.has(sum.name))
  const loops: ProductLoop[] = []
  const parts = Math.ceil(wanted.length / SUMS_PER_LOOP)
  for (let part = 0; part < parts; part++) {
    const size = Math.ceil(wanted.length / parts)
    loops.push(productLoop(wanted.slice(part * size, (part + 1) * size)))
  }
  return (order, from, to, sums, at, totals) => {
    for (const loop of loops) loop(order, from, to, sums, at, totals)
  }
}

/** Factors of a product, in one fixed order whatever policy they belong to: `RWr` → R, r, W. */
export function factorsOf(name: string): readonly string[] {
  const factors = name.match(/[A-Za-z][12]?/g)
  if (factors === null || factors.join('') !== name) throw new RangeError(`“${name}” is not a product of totals`)
  // With R next to r, a policy equal to the champion has sums of exactly the champion's bits: (R·r)·W = (R·R)·W.
  return factors.toSorted((a, b) => a.toUpperCase() < b.toUpperCase() ? -1 : a.toUpperCase() > b.toUpperCase() ? 1 : 0)
}

function productLoop(sums: readonly { readonly name: string; readonly offset: number }[]): ProductLoop {
  const variables = new Set<string>()
  const terms = new Map<string, string>() // product so far → its local
  const lines: string[] = []
  const product = (factors: readonly string[]): string => {
    const last = factors.at(-1)!
    if (factors.length === 1) {
      variables.add(last)
      return last
    }
    const key = factors.join('*')
    const known = terms.get(key)
    if (known !== undefined) return known
    const before = product(factors.slice(0, -1))
    variables.add(last)
    const local = `t${terms.size}`
    terms.set(key, local)
    lines.push(`const ${local} = ${before} * ${last}`)
    return local
  }
  sums.forEach(({ name }, k) => {
    if (name === 'G') {
      variables.add('N')
      lines.push(`s${k} += N > 0 ? 1 : 0`)
    } else {
      lines.push(`s${k} += ${product(factorsOf(name))}`)
    }
  })
  const names = [...variables]
  const source = `"use strict"
const { ${names.map(name => `${name}: ${name}s`).join(', ')} } = totals
${sums.map((_, k) => `let s${k} = 0`).join('\n')}
for (let x = from; x < to; x++) {
const i = order[x]
${names.map(name => `const ${name} = ${name}s[i]`).join('\n')}
${lines.join('\n')}
}
${sums.map(({ offset }, k) => `sums[at + ${offset}] += s${k}`).join('\n')}`
  // Only letters and digits checked by factorsOf reach the text.
  return new Function('order', 'from', 'to', 'sums', 'at', 'totals', source) as ProductLoop
}
