// What happens with a finished evaluation: printed, saved to the library, written as a report.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import type { Evaluation } from '../evaluate/evaluation.ts'
import { openLibrary } from '../library/library.ts'
import { renderTable } from '../report/table.ts'
import type { Lang } from '../strategy/text.ts'
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

export async function publish(evaluation: Evaluation, how: Publication, terminal: Terminal): Promise<void> {
  const createdAt = terminal.now()
  // Rendered before anything is stored, so that a report that cannot be drawn leaves no run behind.
  const html = how.report === null ? null : await draw(evaluation, how.lang)
  const run = how.save ? saveRun(evaluation, how.home, createdAt) : null
  const report = how.report === null || html === null ? null : writeReport(html, how.report, run ?? stamp(createdAt), terminal)

  if (how.json) terminal.out(JSON.stringify(evaluation))
  else terminal.out(renderTable(evaluation, { lang: how.lang, width: terminal.width, colour: terminal.colour }))
  const line = closing[how.lang](report, run)
  if (line !== '') (how.json ? terminal.note : terminal.out)(how.json ? line : `\n${line}`)
}

/** Loaded when it is needed: the charting library takes longer to load than most commands to run. */
async function draw(evaluation: Evaluation, lang: Lang): Promise<string> {
  const { renderHtml } = await import('../report/html.ts')
  return renderHtml(evaluation, { lang })
}

function saveRun(evaluation: Evaluation, home: string, createdAt: Date): string {
  const library = openLibrary(libraryFile(home))
  try {
    return library.saveRun(evaluation, { createdAt, random: Math.random })
  } finally {
    library.close()
  }
}

/** @returns the path as a person in the current folder would type it */
function writeReport(html: string, where: string, name: string, terminal: Terminal): string {
  const path = resolve(terminal.cwd, extname(where) === '' ? join(where, `${name}.html`) : where)
  mkdirSync(dirname(path), { recursive: true })
  // Complete or absent: a reader may have the file open.
  writeFileSync(`${path}.partial`, html)
  renameSync(`${path}.partial`, path)
  return relative(terminal.cwd, path)
}

/** 2025-03-31T14:15:16.000Z → 20250331-141516, for a report of a run that has no id. */
const stamp = (at: Date) => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')

const closing: Readonly<Record<Lang, (report: string | null, run: string | null) => string>> = {
  en: (report, run) => [
    ...report === null ? [] : [`report ${report}`], ...run === null ? [] : [`saved to the library as run ${run}`],
  ].join(' · '),
  zh: (report, run) => [
    ...report === null ? [] : [`报告 ${report}`], ...run === null ? [] : [`已存入策略库，运行编号 ${run}`],
  ].join(' · '),
}
