// For whoever keeps results: versions, runs, figures and the trial ledger in SQLite.

export { LibraryError } from '../library/errors.ts'
export { openLibrary } from '../library/library.ts'
export type { Library, RunSummary, SavedRun, SaveOptions, StoredVersion, TrialQuestion } from '../library/library.ts'
