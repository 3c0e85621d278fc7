// The strategy library: every version that was ever tried, every run and what it said. Grows only.

import { and, countDistinct, desc, eq, like, type SQL } from 'drizzle-orm'
import { ulid } from 'ulid'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { canonicalJson, strategyHash, toStored } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { LibraryError } from './errors.ts'
import { connect } from './open.ts'
import { figureRows } from './rows.ts'
import { figures, runPolicies, runs, strategyVersions, trials } from './schema.ts'

export interface SaveOptions {
  /** When the run was made. */
  readonly createdAt: Date
  /** Uniform numbers in [0, 1) for the run's id; must differ between processes, so not the seed of the back-test. */
  readonly random: () => number
}

export interface RunSummary {
  readonly id: string
  readonly createdAt: Date
  readonly dataset: string
  readonly dataHash: string
  /** Version hash, or `logged`. */
  readonly champion: string
  readonly seed: number
  readonly policies: readonly { readonly id: string; readonly version: string | null }[]
}

export interface SavedRun extends RunSummary {
  readonly evaluation: Evaluation
}

export interface StoredVersion {
  readonly hash: string
  readonly strategyId: string
  readonly dataset: string
  readonly createdAt: Date
}

/** Question a trial answers: the count of distinct variants tried on it corrects a winner's lift. */
export interface TrialQuestion {
  readonly dataset: string
  readonly outcome: string
  /** Version hash, or `logged`. */
  readonly champion: string
}

export interface Library {
  /** Saves the run, its versions, its figures and its trials, or nothing at all. Returns the run's id. */
  readonly saveRun: (evaluation: Evaluation, options: SaveOptions) => string
  /** Newest first. */
  readonly listRuns: (filter?: { readonly dataset?: string; readonly limit?: number }) => RunSummary[]
  /** @throws {LibraryError} unless exactly one run's id begins with `id` */
  readonly showRun: (id: string) => SavedRun
  /** Newest first. */
  readonly listVersions: (filter?: { readonly dataset?: string }) => StoredVersion[]
  /** @throws {LibraryError} unless exactly one version's hash begins with `hash` */
  readonly showVersion: (hash: string) => StoredVersion & { readonly definition: Strategy }
  /** N = distinct versions ever tried on the question. */
  readonly countTrials: (question: TrialQuestion) => number
  /** Those versions with their definitions as stored, by hash. */
  readonly triedVersions: (question: TrialQuestion) => { readonly hash: string; readonly definition: unknown }[]
  readonly close: () => void
}

/**
 * Opens the library at `path`, creating it and its folder when absent.
 *
 * @throws {LibraryError} when the file is damaged, is not a library, or comes from a newer version; then it is left
 * as it was
 */
export function openLibrary(path: string): Library {
  const { sqlite, db } = connect(path)

  const policiesOf = (runId: string) =>
    db
      .select({ id: runPolicies.policyId, version: runPolicies.versionHash })
      .from(runPolicies)
      .where(eq(runPolicies.runId, runId))
      .orderBy(runPolicies.position)
      .all()
  const summary = {
    id: runs.id,
    createdAt: runs.createdAt,
    dataset: runs.dataset,
    dataHash: runs.dataHash,
    champion: runs.champion,
    seed: runs.seed,
  }

  return {
    saveRun(evaluation, { createdAt, random }) {
      const id = ulid(createdAt.getTime(), random)
      // Immediate: takes the write lock at once and waits for it, where a deferred transaction would fail half-way.
      sqlite.transaction(() => save(evaluation, id, createdAt)).immediate()
      return id
    },
    listRuns({ dataset, limit = 100 } = {}) {
      const where = dataset === undefined ? undefined : eq(runs.dataset, dataset)
      return db
        .select(summary)
        .from(runs)
        .where(where)
        .orderBy(desc(runs.id))
        .limit(limit)
        .all()
        .map(run => ({ ...run, policies: policiesOf(run.id) }))
    },
    showRun(id) {
      const found = db
        .select({ ...summary, evaluation: runs.evaluation })
        .from(runs)
        .where(beginsWith(runs.id, id.toUpperCase()))
        .limit(2)
        .all()
      const run = only(found, `run ${id}`, 'huijian library list')
      return { ...run, policies: policiesOf(run.id), evaluation: JSON.parse(run.evaluation) as Evaluation }
    },
    listVersions({ dataset } = {}) {
      const { definition: _, ...columns } = versionColumns
      return db
        .select(columns)
        .from(strategyVersions)
        .where(dataset === undefined ? undefined : eq(strategyVersions.dataset, dataset))
        .orderBy(desc(strategyVersions.createdAt), strategyVersions.hash)
        .all()
    },
    showVersion(hash) {
      const found = db
        .select(versionColumns)
        .from(strategyVersions)
        .where(beginsWith(strategyVersions.hash, hash.toLowerCase()))
        .limit(2)
        .all()
      const version = only(found, `strategy version ${hash}`, 'huijian library list')
      return { ...version, definition: JSON.parse(version.definition) as Strategy }
    },
    countTrials(question) {
      return db
        .select({ n: countDistinct(trials.versionHash) })
        .from(trials)
        .where(asked(question))
        .get()!.n
    },
    triedVersions(question) {
      const { hash, definition } = versionColumns
      return db
        .selectDistinct({ hash, definition })
        .from(trials)
        .innerJoin(strategyVersions, eq(trials.versionHash, hash))
        .where(asked(question))
        .orderBy(hash)
        .all()
        .map(version => ({ hash: version.hash, definition: JSON.parse(version.definition) as unknown }))
    },
    close: () => {
      sqlite.close()
    },
  }

  function save(evaluation: Evaluation, id: string, createdAt: Date): void {
    const { history, settings, policies } = evaluation
    const champion = policies[evaluation.champion]!.version ?? 'logged'
    for (const { id: policyId, version, strategy } of policies) {
      if (version === null || strategy === null) continue
      if (strategyHash(strategy) !== version) {
        throw new LibraryError(
          `“${policyId}” has the version hash ${version}, but its definition hashes to ${strategyHash(strategy)}. ` +
            'Run the back-test again.',
        )
      }
      db.insert(strategyVersions)
        .values({
          hash: version,
          strategyId: strategy.id,
          dataset: strategy.dataset,
          definition: canonicalJson(toStored(strategy)),
          createdAt,
        })
        .onConflictDoNothing()
        .run()
    }
    db.insert(runs)
      .values({
        id,
        createdAt,
        dataset: history.dataset,
        dataHash: history.dataHash,
        champion,
        seed: settings.seed,
        settings: canonicalJson(settings),
        evaluation: canonicalJson(evaluation),
      })
      .run()
    policies.forEach((policy, position) => {
      db.insert(runPolicies).values({ runId: id, position, policyId: policy.id, versionHash: policy.version }).run()
    })
    const rows = figureRows(id, evaluation)
    for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
      db.insert(figures)
        .values(rows.slice(from, from + ROWS_PER_INSERT))
        .run()
    }
    const tried = new Set(
      policies.flatMap((policy, p) => (p === evaluation.champion || policy.version === null ? [] : [policy.version])),
    )
    for (const versionHash of tried) {
      for (const { name: outcome } of evaluation.outcomes) {
        db.insert(trials)
          .values({
            runId: id,
            versionHash,
            dataset: history.dataset,
            outcome,
            champion,
            triedAt: createdAt,
          })
          .run()
      }
    }
  }
}

const asked = ({ dataset, outcome, champion }: TrialQuestion) =>
  and(eq(trials.dataset, dataset), eq(trials.outcome, outcome), eq(trials.champion, champion))

/** 16 columns each; SQLite takes at most 32,766 bound values in one statement. */
const ROWS_PER_INSERT = 1_000

const versionColumns = {
  hash: strategyVersions.hash,
  strategyId: strategyVersions.strategyId,
  dataset: strategyVersions.dataset,
  createdAt: strategyVersions.createdAt,
  definition: strategyVersions.definition,
}

/**
 * ids and hashes are letters and digits, so LIKE's wild cards cannot come in but by a reader's mistake: they match
 * nothing.
 */
function beginsWith(column: typeof runs.id | typeof strategyVersions.hash, prefix: string): SQL {
  return like(column, /^[0-9A-Za-z]+$/.test(prefix) ? `${prefix}%` : '')
}

function only<T>(found: readonly T[], what: string, list: string): T {
  if (found.length === 0) throw new LibraryError(`There is no ${what} in the library. See what is there: ${list}`)
  if (found.length > 1) throw new LibraryError(`More than one ${what}… in the library. Give more of its characters.`)
  return found[0]!
}
