// Sums over customers of products of their totals. The loops are generated from the factors in moments/sums.ts, so that
// the kernel and whoever reads the sums cannot mean different things: RRW becomes `R * R * W`.

import { D, R, V } from './records.ts'

/**
 * A customer's totals within one cell, by slot: counts and weights, and records (records.ts) of outcome totals, of the
 * policy and of the champion. A column's stand at `first` of each record of length `record`; a ratio's denominator has
 * its own.
 */
export interface Totals {
  readonly N: Float64Array
  readonly W: Float64Array
  readonly w: Float64Array
  readonly top: ColumnTotals
  readonly bottom: ColumnTotals
}

export interface ColumnTotals {
  readonly own: Float64Array
  readonly champion: Float64Array
  readonly record: number
  readonly first: number
}

/** Where each factor stands; `t` and `b` are the places of the column (or numerator) and the denominator. */
const VALUE: Readonly<Record<string, string>> = {
  N: 'Ns[i]',
  W: 'Ws[i]',
  w: 'ws[i]',
  ...Object.fromEntries(
    (['', '1', '2'] as const).flatMap(part => {
      const [of, at] = part === '2' ? ['bottom', 'b'] : ['top', 't']
      return [
        [`R${part}`, `${of}[${at} + ${R}]`],
        [`V${part}`, `${of}[${at} + ${V}]`],
        [`D${part}`, `${of}[${at} + ${D}]`],
        [`r${part}`, `${of}Champion[${at} + ${R}]`],
        [`d${part}`, `${of}Champion[${at} + ${D}]`],
      ]
    }),
  ),
}

/** Slots order[from … to). */
export interface Slots {
  readonly order: Int32Array
  readonly from: number
  readonly to: number
}

/** Adds the products over some slots to `sums[at + offset]`. Each call touches `sums` once per product. */
export type ProductLoop = (slots: Slots, sums: Float64Array, at: number, totals: Totals) => void

/** A product and the places its sum goes to. */
export interface Product {
  readonly factors: readonly string[]
  readonly offsets: readonly number[]
}

/**
 * Totals that are known to be equal, by factor: what the log did has w = 1, so its `W` is `N` and its `V` and `D` are
 * `R`. '1' stands for the number. Products that become the same are summed once.
 */
export type Same = Readonly<Record<string, string>>

/**
 * Sums one loop keeps. The processor has 16 floating point registers: beyond them every sum is a load and a store. All
 * sizes from 7 to 20 measured within a tenth of each other, some above 12 half as slow again.
 */
const SUMS_PER_LOOP = 12

// Plans of the same kinds of sums have the same loops: compiled once, and warm from then on.
const compiled = new Map<string, ProductLoop>()

/**
 * @param rare  factors that are 0 for most customers: products with one of them are added up only where one is not
 */
export function productLoops(products: readonly Product[], same: Same, rare: readonly string[]): ProductLoop {
  const key = JSON.stringify([products, same, rare])
  const loop = compiled.get(key) ?? compileLoops(products, same, rare)
  compiled.set(key, loop)
  return loop
}

function compileLoops(products: readonly Product[], same: Same, rare: readonly string[]): ProductLoop {
  const wanted = new Map<string, { readonly factors: readonly string[]; readonly offsets: number[] }>()
  for (const { factors, offsets } of products) {
    const others = inOrder(factors.map(factor => same[factor] ?? factor).filter(factor => factor !== '1'))
    // A product of N alone, N being 1 — or 0 where no decision counts yet — is N.
    const named = others.length > 0 ? others : ['N']
    const product = wanted.get(named.join(' ')) ?? { factors: named, offsets: [] }
    product.offsets.push(...offsets)
    wanted.set(named.join(' '), product)
  }
  const all = [...wanted.values()],
    isRare = ({ factors }: Product) => factors.some(factor => rare.includes(factor))
  const loops = [
    ...inParts(all.filter(product => !isRare(product))).map(part => productLoop(part, [])),
    ...inParts(all.filter(isRare)).map(part => productLoop(part, rare)),
  ]
  return (slots, sums, at, totals) => {
    for (const loop of loops) loop(slots, sums, at, totals)
  }
}

function inParts(products: readonly Product[]): Product[][] {
  if (products.length === 0) return []
  const parts = Math.ceil(products.length / SUMS_PER_LOOP),
    size = Math.ceil(products.length / parts)
  return Array.from({ length: parts }, (_, part) => products.slice(part * size, (part + 1) * size))
}

/** With R next to r, a policy equal to the champion has sums of exactly the champion's bits: (R·r)·W = (R·R)·W. */
const inOrder = (factors: readonly string[]) =>
  factors.toSorted((a, b) => (a.toUpperCase() < b.toUpperCase() ? -1 : a.toUpperCase() > b.toUpperCase() ? 1 : 0))

const declared = (names: readonly string[]) => names.map(name => `const ${name} = ${VALUE[name]!}`).join('\n')

function productLoop(products: readonly Product[], rare: readonly string[]): ProductLoop {
  const read = new Set<string>(),
    locals = new Map<string, string>(),
    lines: string[] = []
  const valueOf = (factors: readonly string[]): string => {
    const last = factors.at(-1)!
    read.add(last === 'G' ? 'N' : last)
    if (last === 'G') return '(N > 0 ? 1 : 0)'
    if (factors.length === 1) return last
    const key = factors.join(' '),
      known = locals.get(key)
    if (known !== undefined) return known
    const before = valueOf(factors.slice(0, -1)),
      local = `t${locals.size}`
    locals.set(key, local)
    lines.push(`const ${local} = ${before} * ${last}`)
    return local
  }
  for (const [k, { factors }] of products.entries()) {
    const value = valueOf(factors)
    lines.push(`s${k} += ${value}`)
  }
  const names = [...read],
    few = names.filter(name => rare.includes(name))
  const source = `"use strict"
return function add${products.length}Products(slots, sums, at, totals) {
const { order, from, to } = slots, { N: Ns, W: Ws, w: ws } = totals
const { own: top, champion: topChampion, record: topRecord, first: topFirst } = totals.top
const { own: bottom, champion: bottomChampion, record: bottomRecord, first: bottomFirst } = totals.bottom
${products.map((_, k) => `let s${k} = 0`).join('\n')}
for (let x = from; x < to; x++) {
const i = order[x], t = i * topRecord + topFirst, b = i * bottomRecord + bottomFirst
${declared(few)}
${few.length > 0 ? `if (${few.map(name => `${name} === 0`).join(' && ')}) continue` : ''}
${declared(names.filter(name => !few.includes(name)))}
${lines.join('\n')}
}
${products.flatMap(({ offsets }, k) => offsets.map(offset => `sums[at + ${offset}] += s${k}`)).join('\n')}
}`
  // Only names of totals and numbers reach the text.
  return (new Function(source) as () => ProductLoop)()
}
