import { actionKey, channels, type ActionSpec, type Catalogue, type FeatureSpec } from '../strategy/catalogue.ts'
import { checkCondition } from '../strategy/check.ts'
import { suggest } from '../strategy/errors.ts'
import { wordsFor, type Words } from '../strategy/words.ts'
import type { Dataset, ModelledPropensity, Outcome, Propensity, Segment } from './dataset.ts'
import { HistoryError } from './history-error.ts'
import { parseInstant } from './instant.ts'
import { columnsNamedIn } from './sql-names.ts'

/** A dataset as its file writes it: segments and strata are written with words over the catalogue, stored as data. */
export interface DatasetDefinition<F extends Catalogue, A extends readonly ActionSpec[]> extends Omit<
  Dataset<F, A>,
  'segments' | 'strata' | 'leaks' | 'quarantineLimit'
> {
  readonly segments?: (f: Words<F>) => readonly Segment[]
  /** The segments when absent. With strata of its own, a definition can get more segments and keep its figures. */
  readonly strata?: (f: Words<F>) => readonly Segment[]
  readonly leaks?: Dataset['leaks']
  /** Default 0.01: one row in a hundred. */
  readonly quarantineLimit?: number
}

/** Columns of the canonical Parquet that are not features or outcomes. */
export const reservedColumns = [
  'decision_id',
  'customer',
  'customer_hash',
  'time',
  'action',
  'allowed',
  'propensity',
] as const

/** Category codes are 16-bit, and a category nobody can list is not one. */
const MAX_LEVELS = 10_000
/** `Columns.action` is 8-bit. */
const MAX_ACTIONS = 255
const DEFAULT_QUARANTINE_LIMIT = 0.01

/**
 * Checks a dataset definition and turns its segments into data.
 *
 * @throws {HistoryError} at the first mistake, naming the part of the definition and the value
 */
export function defineDataset<const F extends Catalogue, const A extends readonly ActionSpec[]>(
  definition: DatasetDefinition<F, A>,
): Dataset<F, A> {
  const fail = (mistake: string): never => {
    throw new HistoryError(`Dataset “${definition.name}”: ${mistake}`)
  }
  const {
    segments: writeSegments,
    strata: writeStrata = writeSegments,
    leaks = {},
    quarantineLimit = DEFAULT_QUARANTINE_LIMIT,
    ...rest
  } = definition
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(definition.name)) fail('a name consists of small letters, digits and “-”.')
  checkNames(definition.features, definition.outcomes, fail)
  for (const [name, spec] of Object.entries(definition.features)) checkFeature(name, spec, fail)
  checkActions(definition.actions, fail)
  for (const [name, outcome] of Object.entries(definition.outcomes)) checkOutcome(name, outcome, fail)
  checkPropensity(definition.propensity, definition.actions.map(actionKey), Object.keys(definition.features), fail)
  checkEvents(definition, fail)
  checkLeaks(definition, leaks, fail)
  if (!(quarantineLimit >= 0 && quarantineLimit < 1)) {
    fail(`quarantineLimit is a share from 0 to below 1, not ${quarantineLimit}.`)
  }
  if (definition.observedUntil !== undefined) {
    if (parseInstant(definition.observedUntil) === null) {
      fail(`observedUntil “${definition.observedUntil}” is no moment; write it as 2025-12-31T23:59:59Z.`)
    }
    if (definition.decision.time === undefined) fail('observedUntil needs the time of decisions (decision.time).')
  }
  const segments = writeSegments?.(wordsFor(definition.features)) ?? []
  checkSegments('segment', segments, definition, fail)
  const strata = writeStrata === writeSegments ? segments : (writeStrata?.(wordsFor(definition.features)) ?? [])
  checkSegments('stratum', strata, definition, fail)
  return { ...rest, segments, strata, leaks, quarantineLimit }
}

type Fail = (mistake: string) => never

// DuckDB does not tell names apart by case, so neither may a definition.
function checkNames(features: Catalogue, outcomes: Readonly<Record<string, Outcome>>, fail: Fail): void {
  const taken = new Map<string, string>(reservedColumns.map(name => [name, 'a column every history has']))
  const take = (name: string, what: string) => {
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || name === '__proto__') {
      fail(`${what} “${name}”: a name consists of letters, digits and “_”, and starts with a letter.`)
    }
    const other = taken.get(name.toLowerCase())
    if (other !== undefined) {
      fail(`${what} “${name}” has the name of ${other}. Rename it (the source column goes in \`from\`).`)
    }
    taken.set(name.toLowerCase(), `${what} “${name}”`)
  }
  for (const name of Object.keys(features)) take(name, 'feature')
  for (const name of Object.keys(outcomes)) take(name, 'outcome')
  if (Object.keys(outcomes).length === 0) fail('there is no outcome, so nothing could be compared.')
}

function checkFeature(name: string, spec: FeatureSpec, fail: Fail): void {
  if (spec.kind === 'category') {
    if (spec.levels.length === 0) fail(`feature “${name}” is a category without levels.`)
    if (spec.levels.length > MAX_LEVELS) {
      fail(`feature “${name}” has ${spec.levels.length} levels; at most ${MAX_LEVELS} can be coded.`)
    }
    if (spec.levels.includes('')) {
      fail(`feature “${name}” has an empty level. A missing value needs no level; give any other a word in \`from\`.`)
    }
    const twice = firstDuplicate(spec.levels)
    if (twice !== undefined) fail(`feature “${name}” lists level “${twice}” twice.`)
    for (const level of Object.keys(spec.levelLabels ?? {})) {
      if (!spec.levels.includes(level)) {
        fail(`feature “${name}” labels “${level}”, which is no level of it.${suggest(level, spec.levels)}`)
      }
    }
  }
  if (spec.kind === 'number' && !((spec.min ?? -Infinity) <= (spec.max ?? Infinity))) {
    fail(`feature “${name}”: min ${spec.min} is above max ${spec.max}.`)
  }
}

function checkActions(actions: readonly ActionSpec[], fail: Fail): void {
  for (const action of actions) {
    if (!channels.includes(action.channel)) {
      fail(`there is no channel “${action.channel}”.${suggest(action.channel, channels)}`)
    }
    if (action.channel === 'hold' && action.offer !== undefined) fail('hold is doing nothing; it cannot have an offer.')
    if (action.offer?.includes('\u001f')) fail(`offer “${action.offer}” contains a control character.`)
  }
  const keys = actions.map(actionKey)
  const twice = firstDuplicate(keys)
  if (twice !== undefined) fail(`action “${twice}” is listed twice.`)
  if (!keys.includes('hold')) {
    fail(`its actions lack { channel: 'hold', … }: doing nothing is always possible and must be among them.`)
  }
  if (keys.length > MAX_ACTIONS) fail(`there are ${keys.length} actions; at most ${MAX_ACTIONS} can be coded.`)
}

function checkOutcome(name: string, outcome: Outcome, fail: Fail): void {
  if (!(outcome.horizonDays >= 0 && Number.isFinite(outcome.horizonDays))) {
    fail(`outcome “${name}”: horizonDays is ${outcome.horizonDays}; it must be 0 (known at once) or more days.`)
  }
  if (outcome.ceiling !== undefined && !Number.isFinite(outcome.ceiling)) {
    fail(`outcome “${name}”: ceiling is ${outcome.ceiling}.`)
  }
  if (outcome.measure === 'rate' && outcome.ceiling !== undefined && !(outcome.ceiling >= 0 && outcome.ceiling <= 1)) {
    fail(`outcome “${name}” is a rate; its ceiling ${outcome.ceiling} must be between 0 and 1 (2 % is 0.02).`)
  }
  if (outcome.measure === 'rate' && outcome.unit !== undefined) fail(`outcome “${name}” is a rate and has no unit.`)
}

/** Shares of a randomised test: one per action that was ever taken, above 0, together 1. */
function checkPropensity(
  propensity: Propensity,
  keys: readonly string[],
  features: readonly string[],
  fail: Fail,
): void {
  if (propensity.source === 'modelled') return checkModel(propensity, features, fail)
  if (propensity.source !== 'design') return
  let sum = 0
  for (const [key, share] of Object.entries(propensity.shares)) {
    if (!keys.includes(key)) fail(`propensity.shares names action “${key}”.${suggest(key, keys)}`)
    if (!(share > 0 && share <= 1)) {
      fail(`propensity.shares: the share of “${key}” is ${share}; it must be above 0 and at most 1.`)
    }
    sum += share
  }
  // Two decimals of thirds (0.33 + 0.33 + 0.33) are a mistake worth stopping: every weight would be 1 % off.
  if (Math.abs(sum - 1) > 1e-6) fail(`propensity.shares add up to ${sum}, not to 1. Write thirds as 1 / 3.`)
}

function checkModel(
  { model = 'cells', features = [], placebo = [] }: ModelledPropensity,
  known: readonly string[],
  fail: Fail,
): void {
  if (!['cells', 'logit'].includes(model)) fail(`propensity.model is “${model}”; it can be cells or logit.`)
  for (const [part, names] of [
    ['features', features],
    ['placebo', placebo],
  ] as const) {
    for (const name of names) {
      if (!known.includes(name)) fail(`propensity.${part} names “${name}”.${suggest(name, known)}`)
    }
  }
  if (model === 'cells' && features.length > 0) {
    fail("propensity.features belong to the logit; cells are the strata. Write model: 'logit', or leave them out.")
  }
  const both = placebo.find(name => features.includes(name))
  if (both !== undefined) fail(`propensity: “${both}” cannot be a placebo, because the model reads it.`)
}

function checkEvents<F extends Catalogue, A extends readonly ActionSpec[]>(
  definition: DatasetDefinition<F, A>,
  fail: Fail,
): void {
  const names = Object.keys(definition.features)
  const owner = new Map<string, string>()
  for (const [table, { features }] of Object.entries(definition.events ?? {})) {
    if (definition.decision.customer === undefined || definition.decision.time === undefined) {
      fail(`events “${table}” can only be joined when decision.customer and decision.time are given.`)
    }
    for (const name of Object.keys(features)) {
      if (!names.includes(name)) {
        fail(`events “${table}” compute “${name}”, which is not in the catalogue.${suggest(name, names)}`)
      }
      if (owner.has(name)) fail(`feature “${name}” is computed by events “${owner.get(name)}” and by “${table}”.`)
      owner.set(name, table)
    }
  }
}

/** A column known only after the decision must not be read by a feature, by the propensity or by the allowed list. */
function checkLeaks<F extends Catalogue, A extends readonly ActionSpec[]>(
  definition: DatasetDefinition<F, A>,
  leaks: Dataset['leaks'],
  fail: Fail,
): void {
  const leaking = new Map(Object.keys(leaks).map(name => [name.toLowerCase(), name]))
  const computed = new Set(Object.values(definition.events ?? {}).flatMap(table => Object.keys(table.features)))
  const check = (what: string, sql: string) => {
    for (const word of columnsNamedIn(sql)) {
      const leak = leaking.get(word.toLowerCase())
      if (leak !== undefined) fail(`${what} reads “${leak}”, which is known only after the decision: ${leaks[leak]}`)
    }
  }
  for (const [name, spec] of Object.entries(definition.features)) {
    if (!computed.has(name)) check(`feature “${name}”`, spec.from ?? `"${name}"`)
  }
  if (definition.propensity.source === 'logged') check('the propensity', definition.propensity.from)
  if (definition.decision.allowed !== undefined) check('decision.allowed', definition.decision.allowed)
}

function checkSegments<F extends Catalogue, A extends readonly ActionSpec[]>(
  what: 'segment' | 'stratum',
  segments: readonly Segment[],
  definition: DatasetDefinition<F, A>,
  fail: Fail,
): void {
  const twice = firstDuplicate(segments.map(s => s.id))
  if (twice !== undefined) fail(`${what} “${twice}” is defined twice.`)
  for (const { id, if: condition } of segments) {
    if (id === 'other') fail(`“other” is the ${what} of everyone no other ${what} holds; give this one another id.`)
    if (id === '') fail(`a ${what} has an empty id.`)
    checkCondition(condition, definition, {}, mistake => fail(`${what} “${id}”: ${mistake}`))
  }
}

function firstDuplicate(values: readonly string[]): string | undefined {
  return values.find((value, k) => values.indexOf(value) !== k)
}
