// A finished evaluation on the terminal, and where the rest of it is.

import { publish, type Publication } from '../app/publish.ts'
import { RequestError } from '../app/request-error.ts'
import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Dataset } from '../history/dataset.ts'
import { renderTable } from '../report/table.ts'
import { canonicalJson } from '../strategy/stored.ts'
import type { Lang } from '../strategy/text.ts'
import type { Terminal } from './terminal.ts'

export interface Printing extends Omit<Publication, 'cwd' | 'createdAt'> {
  /** The document instead of the table; everything else that is said then goes to standard error. */
  readonly json: boolean
}

export async function publishAndPrint(
  evaluation: Evaluation,
  dataset: Dataset,
  how: Printing,
  terminal: Terminal,
): Promise<void> {
  const print = () =>
    terminal.out(
      how.json
        ? canonicalJson(evaluation)
        : renderTable(evaluation, { lang: how.lang, width: terminal.width, colour: terminal.colour }),
    )
  const published = await publish(evaluation, dataset, { ...how, cwd: terminal.cwd, createdAt: terminal.now() }).catch(
    (error: unknown) => {
      print() // minutes of work are not thrown away because a disk is read-only
      const reason = error instanceof Error ? error.message : String(error)
      throw new RequestError(`the result is printed but not saved, and no report is written. ${reason}`, {
        cause: error,
      })
    },
  )
  print()
  const line = closing[how.lang](published.report, published.run)
  if (line !== '') (how.json ? terminal.note : terminal.out)(how.json ? line : `\n${line}`)
}

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
