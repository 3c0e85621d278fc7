// Loops over the rows of a block for several outcome columns at once. A row's slot and place are read once for all
// columns, and sums of different columns do not wait for each other, as the sums of one column's consecutive rows do.
// Generated for each set of columns, because an inner loop over a handful of them costs more than what it does.

/** Values of one row lie side by side; so do the sums of one slot, the record of `RecordShape`. */
export interface WideLoops {
  /** Values per row. */
  readonly width: number
  /** `table[place]` of every row. */
  readonly addLookups: (
    rows: number,
    at: Int32Array,
    place: Int32Array,
    table: Float64Array,
    into: Float64Array,
  ) => void
  /** `weight` of every row times its values. */
  readonly addWeighted: (
    rows: number,
    at: Int32Array,
    weight: Float64Array,
    values: Float64Array,
    into: Float64Array,
  ) => void
  /** The same over listed rows; `gain` is by place in the list. */
  readonly addListed: (
    listed: Listed,
    at: Int32Array,
    gain: Float64Array,
    values: Float64Array,
    into: Float64Array,
  ) => void
}

/** Values of every row less their shift and less `table[place]`: `into[row × width + value]`. */
export type ResidualLoop = (
  rows: number,
  values: readonly Float64Array[],
  shifts: readonly number[],
  place: Int32Array,
  table: Float64Array,
  into: Float64Array,
) => void

/** `count` rows of a block. */
export interface Listed {
  readonly list: Int32Array
  count: number
}

/** Where a row's values are added: `into[slot × record + targets[value]]`. */
export interface RecordShape {
  readonly record: number
  readonly targets: readonly number[]
}

const made = new Map<string, WideLoops>(),
  madeResiduals = new Map<number, ResidualLoop>(),
  madeGathers = new Map<number, GatherLoop>()

export function wideLoops(shape: RecordShape): WideLoops {
  const key = JSON.stringify(shape),
    loops = made.get(key) ?? generate(shape)
  made.set(key, loops)
  return loops
}

export function residualLoop(width: number): ResidualLoop {
  const columns = Array.from({ length: width }, (_, j) => j)
  const loop =
    madeResiduals.get(width) ??
    (loopOf(
      `residuals${width}`,
      'rows, values, shifts, place, table, into',
      `
    const ${columns.map(j => `v${j} = values[${j}], s${j} = shifts[${j}]`).join(', ')}
    for (let k = 0; k < rows; k++) {
      const from = place[k] * ${width}, to = k * ${width}
      ${columns.map(j => `into[to + ${j}] = v${j}[k] - s${j} - table[from + ${j}]`).join('\n      ')}
    }`,
    ) as ResidualLoop)
  madeResiduals.set(width, loop)
  return loop
}

/** Adds the records of slots into those of the customers they belong to. */
export type GatherLoop = (slots: number, customerOfSlot: Int32Array, from: Float64Array, into: Float64Array) => void

export function gatherRecords(length: number): GatherLoop {
  const loop =
    madeGathers.get(length) ??
    (loopOf(
      `gather${length}`,
      'slots, customerOfSlot, from, into',
      `
    for (let s = 0; s < slots; s++) {
      const at = s * ${length}, to = customerOfSlot[s] * ${length}
      ${Array.from({ length }, (_, j) => `into[to + ${j}] += from[at + ${j}]`).join('\n      ')}
    }`,
    ) as GatherLoop)
  madeGathers.set(length, loop)
  return loop
}

/** The name is what profiles and stack traces show; only numbers reach the text. */
const loopOf = (name: string, parameters: string, body: string): unknown =>
  (new Function(`'use strict'\nreturn function ${name}(${parameters}) {${body}\n}`) as () => unknown)()

function generate({ record, targets }: RecordShape): WideLoops {
  const width = targets.length
  const each = (line: (target: number, j: number) => string) => targets.map(line).join('\n      ')
  const loop = (name: string, parameters: string, body: string) => loopOf(`${name}${width}`, parameters, body)
  const lookup = (row: string) => `
      const ${row}At = at[${row}] * ${record}, ${row}From = place[${row}] * ${width}
      ${each((target, j) => `into[${row}At + ${target}] += table[${row}From + ${j}]`)}`
  return {
    width,
    // The first and the second half of the block go by together: mostly two customers, whose sums do not wait for each
    // other either. The last pair and the odd row are a loop of their own, so that every block goes through all there is.
    addLookups: loop(
      'addLookups',
      'rows, at, place, table, into',
      `
    const half = rows >> 1
    for (let k = 0, l = half; k < half - 1; k++, l++) {${lookup('k')}${lookup('l')}
    }
    for (let x = half === 0 ? 2 : 0; x < 2 + rows - 2 * half; x++) {
      const k = x === 0 ? half - 1 : 2 * half - 2 + x${lookup('k')}
    }`,
    ) as WideLoops['addLookups'],
    addWeighted: loop(
      'addWeighted',
      'rows, at, weight, values, into',
      `
    for (let k = 0; k < rows; k++) {
      const to = at[k] * ${record}, from = k * ${width}, w = weight[k]
      ${each((target, j) => `into[to + ${target}] += w * values[from + ${j}]`)}
    }`,
    ) as WideLoops['addWeighted'],
    addListed: loop(
      'addListed',
      'listed, at, gain, values, into',
      `
    const { list, count } = listed
    for (let x = 0; x < count; x++) {
      const k = list[x], to = at[k] * ${record}, from = k * ${width}, g = gain[x]
      ${each((target, j) => `into[to + ${target}] += g * values[from + ${j}]`)}
    }`,
    ) as WideLoops['addListed'],
  }
}
