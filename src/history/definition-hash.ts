import { createHash } from 'node:crypto'
import { actionKey } from '../strategy/catalogue.ts'
import type { Dataset } from './dataset.ts'

/** Raised when the same file and definition would be imported to something else than before. */
const IMPORTER_VERSION = 3

/**
 * SHA-256 of everything in a definition that decides what import makes of a file: expressions, kinds, levels, ranges,
 * actions, propensity. Labels, titles and segments are not among it: they apply to an imported history as it is.
 */
export function definitionHash(dataset: Dataset): string {
  const features = Object.entries(dataset.features).map(([name, spec]) => [
    name,
    spec.kind,
    spec.from ?? null,
    spec.kind === 'category' ? spec.levels : spec.kind === 'number' ? [spec.min ?? null, spec.max ?? null] : null,
  ])
  const outcomes = Object.entries(dataset.outcomes).map(([name, outcome]) => [
    name,
    outcome.measure,
    outcome.measure === 'ratio' ? [outcome.numerator, outcome.denominator] : (outcome.from ?? null),
    dataset.observedUntil === undefined ? null : outcome.horizonDays, // decides which missing outcomes are too young
  ])
  const { decision, propensity, events, observedUntil } = dataset
  // How propensities are modelled matters after the import, like the segments.
  const source = propensity.source === 'modelled' ? { source: propensity.source } : propensity
  return sha256(
    stable([
      IMPORTER_VERSION,
      decision,
      features,
      outcomes,
      dataset.actions.map(actionKey),
      source,
      events ?? null,
      observedUntil ?? null,
    ]),
  )
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** JSON with sorted keys: the order in which a definition is written does not matter where it has no meaning. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
