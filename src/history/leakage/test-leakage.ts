// Does any feature know what could not be known at the decision? Three looks at it; see LeakageReport.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suggest } from '../../strategy/errors.ts'
import type { Imported } from '../cache.ts'
import { openHistory } from '../cache.ts'
import type { Columns } from '../columns.ts'
import type { Dataset } from '../dataset.ts'
import { withDuckDb } from '../duckdb.ts'
import { HistoryError } from '../history-error.ts'
import { importHistory } from '../import-history.ts'
import { loadColumns } from '../load-columns.ts'
import { maturityCut } from '../maturity.ts'
import { offerColumns, offeredFault } from './offer.ts'
import { canRank, fitsFor, rankFeatures, SHARP_DROP } from './ranking.ts'
import type { LeakageReport, RankingPower, TimeSplit, Truncation } from './report.ts'
import { LEAST_EXPOSED } from './report.ts'
import { rankingSample } from './sample.ts'
import { splitByTime } from './time-split.ts'
import { testTruncation } from './truncation.ts'

export interface LeakageOptions {
  readonly dataset: Dataset
  /** Folder of library and cache. */
  readonly home: string
  /** Decision files; those of the newest import when absent. */
  readonly files?: readonly string[]
  readonly delimiter?: string
  /** Source columns to take as features for this test, declared leaks among them. */
  readonly offer?: readonly string[]
  /** What features are to rank; the first rate of the dataset when absent. */
  readonly outcome?: string
  readonly onProgress?: (step: 'importing' | 'cutting' | 'ranking', done: number) => void
}

/**
 * Looks for features that know what was not known at the decision: by cutting the data off there and asking again, by
 * what each one alone ranks, and by splits in time. Too few decisions to test is a failure, not a pass.
 *
 * @throws {HistoryError} when there is no history, its file is gone, or a name is unknown
 */
export async function testLeakage(options: LeakageOptions): Promise<LeakageReport> {
  const { onProgress = () => {}, delimiter, offer = [] } = options
  const outcome = outcomeToRank(options.dataset, options.outcome)
  const scratch = await mkdtemp(join(tmpdir(), 'huijian-leakage-'))
  try {
    const known = options.files === undefined ? await openHistory(options) : null
    const files = options.files ?? known!.files
    onProgress('importing', 0)
    const { dataset, offered } =
      offer.length === 0
        ? { dataset: options.dataset, offered: [] }
        : await withDuckDb({ scratch }, db => offerColumns(db, options.dataset, files, delimiter, offer))
    const separated = delimiter === undefined ? {} : { delimiter }
    const imported =
      offer.length > 0
        ? await importOffered(options, dataset, offered, files, scratch)
        : (known ?? (await importHistory({ dataset, files, home: options.home, ...separated })))
    const cutFolder = await mkdtemp(join(scratch, 'cut-'))
    const truncation = await withDuckDb({ scratch: cutFolder }, db =>
      testTruncation(db, dataset, files, delimiter, done => onProgress('cutting', done)),
    )
    const features = Object.keys(dataset.features)
    const columns = await loadColumns(imported, dataset, { features, outcomes: [outcome] })
    const cut = maturityCut(imported.facts.observedUntil, dataset.outcomes[outcome]!.horizonDays) ?? Infinity
    const ranked = rank(dataset, columns, outcome, cut, offered, done => onProgress('ranking', done))
    return reportOf(imported, offered, truncation, ranked)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What is offered is for this test alone and leaves nothing in the cache. */
async function importOffered(
  options: LeakageOptions,
  dataset: Dataset,
  offered: LeakageReport['offered'],
  files: readonly string[],
  scratch: string,
): Promise<Imported> {
  const separated = options.delimiter === undefined ? {} : { delimiter: options.delimiter }
  try {
    return await importHistory({ dataset, files, home: scratch, ...separated })
  } catch (error) {
    if (!(error instanceof HistoryError) || !error.message.includes(scratch)) throw error
    // Rows that are bad without the offered columns too are listed where the list stays.
    await importHistory({ dataset: options.dataset, files, home: options.home, ...separated })
    throw (await withDuckDb({ scratch }, db => offeredFault(db, dataset, offered, scratch))) ?? error
  }
}

function reportOf(
  { facts }: Imported,
  offered: LeakageReport['offered'],
  truncation: Truncation,
  { ranking, split }: { readonly ranking: RankingPower; readonly split: TimeSplit },
): LeakageReport {
  const changed = truncation.tested.filter(({ changed }) => changed > 0).map(({ feature }) => feature)
  const sharp = ranking.features.filter(one => one.sharp).map(({ feature }) => feature)
  const together = ranking.withoutOffered?.sharp === true ? offered.map(({ feature }) => feature) : []
  const wasVain = truncation.tested.length > 0 && truncation.exposed < LEAST_EXPOSED
  return {
    schema: 'huijian.leakage/1',
    dataset: facts.dataset,
    dataHash: facts.dataHash,
    decisions: facts.rows,
    offered,
    truncation,
    ranking,
    split,
    leaks: [
      ...changed.map(feature => ({ feature, by: 'truncation' as const })),
      ...sharp.map(feature => ({ feature, by: 'ranking' as const })),
      ...together
        .filter(feature => !sharp.includes(feature))
        .map(feature => ({ feature, by: 'ranking together' as const })),
    ],
    failures: [
      ...(wasVain ? ['too few decisions to cut' as const] : []),
      ...(ranking.enough ? [] : ['too few decisions to rank' as const]),
    ],
  }
}

function rank(
  dataset: Dataset,
  columns: Columns,
  outcome: string,
  cut: number,
  offered: LeakageReport['offered'],
  onProgress: (done: number) => void,
): { readonly ranking: RankingPower; readonly split: TimeSplit } {
  const isRate = dataset.outcomes[outcome]!.measure === 'rate'
  const features = Object.fromEntries(Object.keys(dataset.features).map(name => [name, columns.features[name]!]))
  const event = eventsOf(columns.outcomes[outcome]!, isRate)
  const sample = rankingSample({ ...columns, features }, event, cut, fitsFor(Object.keys(features).length))
  const enough = canRank(sample)
  const ranked = enough
    ? rankFeatures(
        sample,
        features,
        offered.map(({ feature }) => feature),
        onProgress,
      )
    : { all: null, features: [], withoutOffered: null }
  return {
    ranking: {
      outcome,
      event: isRate ? 'rate' : 'above median',
      decisions: sample.rows,
      events: sample.events,
      enough,
      dropLimit: SHARP_DROP,
      ...ranked,
    },
    split: enough ? splitByTime(sample) : { ordered: null, interleaved: null, flatters: null, from: null },
  }
}

/** A rate as it is; of an amount whether it is above the median, which for most amounts is whether there was any. */
function eventsOf(values: Uint8Array | Float64Array, isRate: boolean): Uint8Array {
  if (isRate) return Uint8Array.from(values)
  const sorted = Float64Array.from(values).sort(),
    median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  return Uint8Array.from(values, value => (value > median ? 1 : 0))
}

function outcomeToRank({ name, outcomes }: Dataset, wanted: string | undefined): string {
  const names = Object.keys(outcomes)
  const chosen =
    wanted ??
    names.find(one => outcomes[one]!.measure === 'rate') ??
    names.find(one => outcomes[one]!.measure === 'mean')
  if (chosen === undefined) throw new HistoryError(`“${name}” has ratios only, which nothing can rank. Add a rate.`)
  if (!Object.hasOwn(outcomes, chosen)) {
    throw new HistoryError(`“${name}” has no outcome “${chosen}”.${suggest(chosen, names)}`)
  }
  if (outcomes[chosen]!.measure === 'ratio') {
    throw new HistoryError(`“${chosen}” is a ratio, which has no value for a single decision. Name a rate or a mean.`)
  }
  return chosen
}
