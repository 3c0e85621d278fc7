// What happens with a finished evaluation: printed, saved to the library, written as a report.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Dataset } from '../history/dataset.ts'
import { renderTable } from '../report/table.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Lang } from '../strategy/text.ts'
import { RequestError } from '../app/request-error.ts'
import { libraryFile } from './home.ts'
import type { Terminal } from './terminal.ts'

export interface Publication {
  /** The document instead of the table; everything else that is said then goes to standard error. */
  readonly json: boolean
  readonly lang: Lang
  readonly home: string
  readonly save: boolean
  /** A file, or a folder in which the report is named after the run; null for none. */
  readonly report: string | null
}

/** @param dataset  gives the report its words */
export async function publish(
  evaluation: Evaluation,
  dataset: Dataset,
  how: Publication,
  terminal: Terminal,
): Promise<void> {
  const createdAt = terminal.now()
  const folder = how.report === null ? null : reportFolder(how.report, terminal)
  const print = () =>
    terminal.out(
      how.json
        ? canonicalJson(evaluation)
        : renderTable(evaluation, { lang: how.lang, width: terminal.width, colour: terminal.colour }),
    )
  const id = await store(evaluation, how, createdAt, folder).catch((error: unknown) => {
    print() // minutes of work are not thrown away because a disk is read-only
    const reason = error instanceof Error ? error.message : String(error)
    throw new RequestError(`the result is printed but not saved, and no report is written. ${reason}`, { cause: error })
  })
  const html = how.report === null ? '' : await draw(evaluation, dataset, how.lang, id, createdAt)
  const report = how.report === null ? null : writeReport(html, how.report, id ?? stamp(createdAt), terminal)

  print()
  const line = closing[how.lang](report, id)
  if (line !== '') (how.json ? terminal.note : terminal.out)(how.json ? line : `\n${line}`)
}

/** A damaged library, and then a folder that cannot be written, are found out before anything is stored. */
async function store(
  evaluation: Evaluation,
  { save, home }: Publication,
  createdAt: Date,
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
  const { renderHtml } = await import('../report/html.ts')
  return renderHtml(evaluation, { lang, world, ...(id === null ? {} : { run: { id, createdAt } }) })
}

/** @returns the path as a person in the current folder would type it */
function writeReport(html: string, where: string, name: string, terminal: Terminal): string {
  const path = namesFile(where) ? resolve(terminal.cwd, where) : join(reportFolder(where, terminal), `${name}.html`)
  // Complete or absent: a reader may have the file open.
  writeFileSync(`${path}.partial`, html)
  renameSync(`${path}.partial`, path)
  return relative(terminal.cwd, path)
}

const namesFile = (where: string) => extname(where) !== ''

function reportFolder(where: string, terminal: Terminal): string {
  const path = resolve(terminal.cwd, where)
  return namesFile(where) ? dirname(path) : path
}

/** 2025-03-31T14:15:16.000Z → 20250331-141516, for a report of a run that has no id. */
const stamp = (at: Date) => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')

const closing: Readonly<Record<Lang, (report: string | null, run: string | null) => string>> = {
  en: (report, run) =>
    [
      ...(report === null ? [] : [`report ${report}`]),
      ...(run === null ? [] : [`saved to the library as run ${run}`]),
    ].join(' · '),
  zh: (report, run) =>
    [...(report === null ? [] : [`报告 ${report}`]), ...(run === null ? [] : [`已存入策略库，运行编号 ${run}`])].join(
      ' · ',
    ),
}
