// Tables of the library. After a change: `npm run migration -- --name <what-changed>`, and commit what it writes.
// Triggers live in the migrations.

import { foreignKey, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One immutable strategy definition. The key is the hash of the definition, so equal definitions are one row. */
export const strategyVersions = sqliteTable(
  'strategy_versions',
  {
    hash: text().primaryKey(), // SHA-256 of `definition`, hex
    strategyId: text('strategy_id').notNull(),
    dataset: text().notNull(),
    definition: text().notNull(), // canonical JSON of the stored form; kept as text, so that the hash can be checked
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  t => [index('strategy_versions_by_strategy').on(t.dataset, t.strategyId, t.createdAt)],
)

/** One back-test: the settings that decide its figures, and the whole Evaluation. Never changed afterwards. */
export const runs = sqliteTable(
  'runs',
  {
    id: text().primaryKey(), // ULID: sorts by time
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    dataset: text().notNull(),
    dataHash: text('data_hash').notNull(),
    champion: text().notNull(), // version hash, or `logged`
    seed: integer().notNull(),
    settings: text().notNull(), // canonical JSON of Evaluation.settings
    evaluation: text().notNull(), // canonical JSON of the Evaluation
  },
  t => [index('runs_by_dataset').on(t.dataset, t.createdAt)],
)

/** The policies of a run in their order in the Evaluation; `versionHash` is null for `logged`. */
export const runPolicies = sqliteTable(
  'run_policies',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    position: integer().notNull(),
    policyId: text('policy_id').notNull(),
    versionHash: text('version_hash').references(() => strategyVersions.hash),
  },
  t => [primaryKey({ columns: [t.runId, t.position] }), index('run_policies_by_version').on(t.versionHash)],
)

/** The figures of a run as rows, to ask about without opening documents. Null = absent, as in the Evaluation. */
export const figures = sqliteTable(
  'figures',
  {
    runId: text('run_id').notNull(),
    position: integer().notNull(), // of the policy
    outcome: text().notNull(),
    cellKind: text('cell_kind', { enum: ['all', 'segment', 'month'] }).notNull(),
    cellId: text('cell_id').notNull(), // '' for the whole
    decisions: integer().notNull(),
    dr: real(),
    drStandardError: real('dr_standard_error'),
    snips: real(),
    snipsStandardError: real('snips_standard_error'),
    difference: real(), // DR, policy − champion
    differenceStandardError: real('difference_standard_error'),
    differenceLow: real('difference_low'),
    differenceHigh: real('difference_high'),
    verdict: text({ enum: ['better', 'worse', 'unclear', 'within limit', 'no verdict'] }),
    refusals: text().notNull(), // codes, separated by a space; '' for none
  },
  t => [
    primaryKey({ columns: [t.runId, t.position, t.outcome, t.cellKind, t.cellId] }),
    foreignKey({ columns: [t.runId, t.position], foreignColumns: [runPolicies.runId, runPolicies.position] }),
    index('figures_by_outcome').on(t.outcome, t.cellKind, t.cellId),
  ],
)

/**
 * The trial ledger, append-only: every variant ever looked at. The number of trials behind a winner is the number of
 * distinct version hashes per dataset × outcome × champion; leaving failures out would make luck look like skill.
 */
export const trials = sqliteTable(
  'trials',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id),
    versionHash: text('version_hash')
      .notNull()
      .references(() => strategyVersions.hash),
    dataset: text().notNull(),
    outcome: text().notNull(),
    champion: text().notNull(), // version hash, or `logged`
    triedAt: integer('tried_at', { mode: 'timestamp_ms' }).notNull(),
  },
  t => [
    primaryKey({ columns: [t.runId, t.versionHash, t.outcome] }),
    index('trials_by_question').on(t.dataset, t.outcome, t.champion, t.versionHash),
  ],
)
