// Log-likelihood of a multinomial logit with its first and second derivatives, in one pass over the rows.

import { forEachBlock } from './design-matrix.ts'
import type { ColumnScales, DesignMatrix, RowBlock } from './design-matrix.ts'

/** Which classes each row could have had: `allowed[set[row] × classes + class]` is not 0. */
export interface LogitChoice {
  readonly set: Uint16Array
  readonly allowed: Uint8Array
}

export interface Derivatives {
  readonly logLikelihood: number
  readonly objective: number
  readonly gradient: Float64Array
  /** Minus the second derivatives, lower triangle. */
  readonly hessian: Float64Array
}

/** A logit to be fitted: matrix, classes of the rows, and which classes have rows (the first is the reference). */
export interface Problem {
  readonly x: DesignMatrix
  readonly y: Uint8Array
  readonly scales: ColumnScales
  readonly classes: number
  readonly present: readonly number[]
  readonly penalty: Float64Array
  readonly include: Uint8Array | undefined
  readonly choice: LogitChoice | undefined
}

/** Log-likelihood, gradient and Hessian at β in one pass over the rows. */
export function derivatives(problem: Problem, beta: Float64Array): Derivatives {
  const { x, scales, present, penalty } = problem
  const width = x.columns + 1,
    free = present.length - 1,
    size = free * width
  const gradient = new Float64Array(size),
    hessian = new Float64Array(size * size)
  let p = new Float64Array(0),
    weight = new Float64Array(0),
    logLikelihood = 0
  forEachBlock(x, scales, problem.include, block => {
    if (p.length < block.count * free) {
      p = new Float64Array(block.count * free)
      weight = new Float64Array(block.count + 3) // room to fill up a group of four
    }
    logLikelihood += classProbabilities(problem, block, beta, p)
    for (let k = 0; k < free; k++) {
      addGradient(problem, block, p, k, gradient)
      for (let l = 0; l <= k; l++) {
        for (let b = 0; b < block.count; b++) weight[b] = p[b * free + k]! * ((k === l ? 1 : 0) - p[b * free + l]!)
        addProducts(block, width, weight, { into: hessian, at: k * width * size + l * width, size, half: k === l })
      }
    }
  })
  let objective = logLikelihood
  for (let k = 0; k < size; k++) {
    const lambda = penalty[k % width]!
    objective -= (lambda / 2) * beta[k]! ** 2
    gradient[k]! -= lambda * beta[k]!
    hessian[k * size + k]! += lambda
  }
  return { logLikelihood, objective, gradient, hessian }
}

/** Probabilities of the classes but the reference, block rows × free; returns Σ log P(class of the row). */
function classProbabilities(
  { x, y, classes, present, choice }: Problem,
  block: RowBlock,
  beta: Float64Array,
  p: Float64Array,
): number {
  const width = x.columns + 1,
    free = present.length - 1
  let total = 0
  for (let b = 0; b < block.count; b++) {
    const i = block.row[b]!,
      allowedAt = choice === undefined ? 0 : choice.set[i]! * classes
    const mayBe = (place: number) => choice === undefined || choice.allowed[allowedAt + present[place]!] !== 0
    // The reference has η = 0; where it is not allowed it is left out of the sum.
    let most = mayBe(0) ? 0 : -Infinity,
      own = 0
    for (let k = 0; k < free; k++) {
      let eta = 0
      for (let j = 0; j < width; j++) eta += beta[k * width + j]! * block.values[b * width + j]!
      if (present[k + 1] === y[i]) own = eta
      p[b * free + k] = mayBe(k + 1) ? eta : -Infinity
      if (p[b * free + k]! > most) most = p[b * free + k]!
    }
    let sum = mayBe(0) ? Math.exp(-most) : 0
    for (let k = 0; k < free; k++) sum += p[b * free + k] = Math.exp(p[b * free + k]! - most)
    for (let k = 0; k < free; k++) p[b * free + k]! /= sum
    total += own - most - Math.log(sum)
  }
  return total
}

/** g_k += (1[y = k] − p_k) x. */
function addGradient(
  { x, y, present }: Problem,
  block: RowBlock,
  p: Float64Array,
  k: number,
  gradient: Float64Array,
): void {
  const width = x.columns + 1,
    free = present.length - 1
  for (let b = 0; b < block.count; b++) {
    const residual = (y[block.row[b]!] === present[k + 1] ? 1 : 0) - p[b * free + k]!
    for (let j = 0; j < width; j++) gradient[k * width + j]! += residual * block.values[b * width + j]!
  }
}

/** A block of a matrix of `size` columns that starts at `at`; only its lower `half` where it lies on the diagonal. */
interface Square {
  readonly into: Float64Array
  readonly at: number
  readonly size: number
  readonly half: boolean
}

/**
 * H += Σ_b w_b x_b x_bᵀ into a block. Four rows at a time, so that every sum is loaded
 * and stored a quarter as often: that is where the time of a fit goes.
 */
function addProducts(
  { count, values }: RowBlock,
  width: number,
  weight: Float64Array,
  { into, at, size, half }: Square,
): void {
  for (let b = count; b % 4 !== 0; b++) weightless(b, width, weight, values)
  for (let b = 0; b < count; b += 4) {
    const r0 = b * width,
      r1 = r0 + width,
      r2 = r1 + width,
      r3 = r2 + width
    const w0 = weight[b]!,
      w1 = weight[b + 1]!,
      w2 = weight[b + 2]!,
      w3 = weight[b + 3]!
    for (let i = 0; i < width; i++) {
      const x0 = w0 * values[r0 + i]!,
        x1 = w1 * values[r1 + i]!,
        x2 = w2 * values[r2 + i]!,
        x3 = w3 * values[r3 + i]!
      const row = at + i * size,
        to = half ? i + 1 : width
      for (let j = 0; j < to; j++) {
        into[row + j]! += x0 * values[r0 + j]! + x1 * values[r1 + j]! + x2 * values[r2 + j]! + x3 * values[r3 + j]!
      }
    }
  }
}

/** Fills a group of four up with a row that adds nothing. */
function weightless(b: number, width: number, weight: Float64Array, values: Float64Array): void {
  weight[b] = 0
  values.fill(0, b * width, (b + 1) * width)
}
