// What is kept of a finished evaluation: a run in the library, a report.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Dataset } from '../history/dataset.ts'
import type { Lang } from '../strategy/text.ts'
import { libraryFile } from './home.ts'

export interface Publication {
  /** Language of the report. */
  readonly lang: Lang
  readonly home: string
  /** Whether the run goes to the library. */
  readonly save: boolean
  /** A file, or a folder in which the report is named after the run; null for none. Relative to `cwd`. */
  readonly report: string | null
  readonly cwd: string
  readonly createdAt: Date
}

/** What is left of a run. */
export interface Published {
  /** Its id in the library; null when it was not saved. */
  readonly run: string | null
  /** The report's path as a person in `cwd` would type it; null without one. */
  readonly report: string | null
}

/**
 * Saves an evaluation to the library and writes its report, both or, when the library or the folder cannot be written,
 * neither.
 *
 * @param dataset  gives the report its words
 * @throws {LibraryError} or the file system's own error
 */
export async function publish(evaluation: Evaluation, dataset: Dataset, how: Publication): Promise<Published> {
  const { createdAt, lang } = how
  const folder = how.report === null ? null : reportFolder(how.report, how.cwd)
  const run = await store(evaluation, how, folder)
  if (how.report === null) return { run, report: null }
  const html = await draw(evaluation, dataset, lang, run, createdAt)
  return { run, report: writeReport(html, how.report, run ?? stamp(createdAt), how.cwd) }
}

/** A damaged library, and then a folder that cannot be written, are found out before anything is stored. */
async function store(
  evaluation: Evaluation,
  { save, home, createdAt }: Publication,
  folder: string | null,
): Promise<string | null> {
  const { openLibrary } = await import('../library/library.ts')
  const library = save ? openLibrary(libraryFile(home)) : null
  try {
    if (folder !== null) mkdirSync(folder, { recursive: true })
    return library?.saveRun(evaluation, { createdAt, random: Math.random }) ?? null
  } finally {
    library?.close()
  }
}

async function draw(
  evaluation: Evaluation,
  world: Dataset,
  lang: Lang,
  id: string | null,
  createdAt: Date,
): Promise<string> {
  // Loaded when it is needed, as the library is: charting takes longer to load than most commands to run.
  const { renderHtml } = await import('../report/page/html.ts')
  return renderHtml(evaluation, { lang, world, ...(id === null ? {} : { run: { id, createdAt } }) })
}

function writeReport(html: string, where: string, name: string, cwd: string): string {
  const path = namesFile(where) ? resolve(cwd, where) : join(reportFolder(where, cwd), `${name}.html`)
  // Complete or absent: a reader may have the file open.
  writeFileSync(`${path}.partial`, html)
  renameSync(`${path}.partial`, path)
  return relative(cwd, path)
}

const namesFile = (where: string) => extname(where) !== ''

function reportFolder(where: string, cwd: string): string {
  const path = resolve(cwd, where)
  return namesFile(where) ? dirname(path) : path
}

/** 2025-03-31T14:15:16.000Z → 20250331-141516, for a report of a run that has no id. */
const stamp = (at: Date) => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
