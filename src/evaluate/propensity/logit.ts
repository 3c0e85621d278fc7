import { PROPENSITY_FLOOR } from '../../estimate/cell-means.ts'
import type { Columns } from '../../history/columns.ts'
import type { ModelledPropensity } from '../../history/dataset.ts'
import { featureMatrix } from '../../history/feature-matrix.ts'
import type { FeatureMatrix } from '../../history/feature-matrix.ts'
import { BacktestError } from '../../moments/backtest-error.ts'
import type { Logit } from '../../stats/logistic.ts'
import { fitLogit, logitProbabilities } from '../../stats/logistic.ts'
import { suggest } from '../../strategy/errors.ts'
import type { FeatureColumn } from '../../strategy/feature-column.ts'
import { calibrationTally } from './calibration.ts'
import type { CalibrationTally } from './calibration.ts'
import type { ModelledPropensities } from './modelled.ts'
import { sharedDoubles } from './modelled.ts'

/** Penalty on standardised columns: enough for an action a stratum never saw, nothing beside hundreds of decisions. */
export const RIDGE = 1
/** More decisions than this add digits to coefficients that their form does not deserve. */
export const MOST_ROWS = 200_000
/** Multiplications of one Newton step that are put up with: seconds. Many actions are fitted on fewer decisions. */
export const MOST_WORK = 1e10

export interface LogitRequest {
  /** Keys of the dataset's actions, in order. */
  readonly actions: readonly string[]
  /** K; the fold of a decision is customerHash % K, and its propensity comes from a model without that fold. */
  readonly folds: number
  readonly definition: ModelledPropensity
}

/**
 * π̂₀(a|x) by multinomial logit on the stratum and the features, over the actions allowed for each decision,
 * cross-fitted by customer. Actions a fold's model never saw have the floor.
 *
 * @throws {BacktestError} when a feature the definition names is not among the columns
 */
export function logitPropensities(columns: Columns, request: LogitRequest): ModelledPropensities {
  const { rows } = columns,
    { actions, folds } = request
  const x = featureMatrix(modelFeatures(columns, request.definition), rows)
  const sample = sampledRows(columns, x.columns, actions.length)
  const allowed = columns.allowed === null ? null : allowedTable(columns.allowed.sets, actions.length)
  const propensity = sharedDoubles(rows),
    tally = calibrationTally(actions.length)
  const include = new Uint8Array(rows)
  let start: Float64Array | undefined,
    trimmed = 0
  for (let fold = 0; fold < folds; fold++) {
    for (let i = 0; i < rows; i++) include[i] = sample[i] === 1 && columns.customerHash[i]! % folds !== fold ? 1 : 0
    // Every sampled customer is in this fold.
    if (!include.includes(1)) {
      trimmed += fillFloor(columns, fold, folds, propensity)
      continue
    }
    const model = fitLogit(x, columns.action, actions.length, {
      ridge: RIDGE,
      include,
      ...(allowed === null ? {} : { choice: { set: columns.allowed!.set, allowed } }),
      ...(start === undefined ? {} : { start }),
    })
    start = model.coefficients
    trimmed += predictFold({ columns, x, model, fold, folds, allowed }, propensity, tally)
  }
  return {
    model: 'logit',
    propensity,
    floor: PROPENSITY_FLOOR,
    trimmed,
    fittedOn: sample.reduce((n, used) => n + used, 0),
    calibration: tally.table(actions),
  }
}

/** Names of the features a model reads beside the stratum: those named, or all of `known` that are no placebo. */
export const modelledFeatures = (
  { features, placebo = [] }: ModelledPropensity,
  known: readonly string[],
): readonly string[] => features ?? known.filter(name => !placebo.includes(name))

/** The stratum, which is known to have decided, and what the model reads beside it. */
function modelFeatures(columns: Columns, definition: ModelledPropensity): Record<string, FeatureColumn> {
  const loaded = Object.keys(columns.features),
    names = modelledFeatures(definition, loaded)
  const missing = names.find(name => !loaded.includes(name))
  if (missing !== undefined) {
    throw new BacktestError(`The propensity model reads “${missing}”, which was not loaded.${suggest(missing, loaded)}`)
  }
  const stratum: FeatureColumn = {
    kind: 'category',
    codes: Int16Array.from(columns.stratum),
    levels: columns.strata,
  }
  // A name no catalogue can have.
  return { 'the stratum': stratum, ...Object.fromEntries(names.map(name => [name, columns.features[name]!])) }
}

/** 1 for the rows of sampled customers: all of them unless that costs too much. Whole customers, by their hash. */
function sampledRows({ rows, customerHash }: Columns, columns: number, actions: number): Uint8Array {
  const parameters = (columns + 1) * Math.max(1, actions - 1)
  const share = Math.min(1, MOST_ROWS / rows, MOST_WORK / (parameters ** 2 / 2) / rows)
  // Folds are the hash's remainder; multiplied, its high digits have nothing to do with that.
  return Uint8Array.from(customerHash, hash => (Math.imul(hash, 0x9e3779b1) >>> 0 < share * 2 ** 32 ? 1 : 0))
}

/** set × action, 1 where the set allows the action. */
function allowedTable(sets: readonly (readonly number[])[], actions: number): Uint8Array {
  const table = new Uint8Array(sets.length * actions)
  sets.forEach((set, s) => {
    for (const a of set) table[s * actions + a] = 1
  })
  return table
}

/** A model fitted without the customers of `fold`, and what it reads. */
interface FoldModel {
  readonly columns: Columns
  readonly x: FeatureMatrix
  readonly model: Logit
  readonly fold: number
  readonly folds: number
  /** Set × action; null where everything is allowed. */
  readonly allowed: Uint8Array | null
}

/** @returns how many were raised to the floor */
function predictFold(
  { columns, x, model, fold, folds, allowed }: FoldModel,
  propensity: Float64Array,
  tally: CalibrationTally,
): number {
  const { classes } = model,
    p = new Float64Array(classes),
    row = new Float64Array(x.columns)
  const block = new Float64Array(READ_ROWS * x.columns)
  let trimmed = 0
  for (let from = 0; from < columns.rows; from += READ_ROWS) {
    const to = Math.min(columns.rows, from + READ_ROWS)
    x.read(from, to, block)
    for (let i = from; i < to; i++) {
      if (columns.customerHash[i]! % folds !== fold) continue
      const at = (columns.allowed?.set[i] ?? 0) * classes
      row.set(block.subarray((i - from) * x.columns, (i - from + 1) * x.columns))
      logitProbabilities(model, row, p, allowed?.subarray(at, at + classes))
      const own = columns.action[i]!
      for (let a = 0; a < classes; a++) {
        if (allowed === null || allowed[at + a] === 1) tally.add(a, p[a]!, a === own)
      }
      if (p[own]! < PROPENSITY_FLOOR) trimmed++
      propensity[i] = Math.max(p[own]!, PROPENSITY_FLOOR)
    }
  }
  return trimmed
}

const READ_ROWS = 512

function fillFloor({ rows, customerHash }: Columns, fold: number, folds: number, propensity: Float64Array): number {
  let filled = 0
  for (let i = 0; i < rows; i++) {
    if (customerHash[i]! % folds !== fold) continue
    propensity[i] = PROPENSITY_FLOOR
    filled++
  }
  return filled
}
