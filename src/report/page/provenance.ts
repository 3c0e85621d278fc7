// What made the figures, so that anyone can make them again; and the terms.

import { html } from 'hono/html'
import { integer, percent } from '../figures.ts'
import type { Html, PageContext } from './parts.ts'
import { terms } from './terms.ts'
import { pageWords } from './words.ts'

/** A saved run, when the report is of one. */
export interface RunFacts {
  readonly id: string
  readonly createdAt: Date
}

export function provenance({ evaluation, lang }: PageContext, run: RunFacts | undefined): Html {
  const words = pageWords(lang),
    { history, settings, propensities } = evaluation,
    names = words.settings
  const rows: (readonly [string, string])[] = [
    ...(run === undefined
      ? []
      : ([
          [names.run, run.id],
          [names.createdAt, moment(run.createdAt.toISOString())],
        ] as const)),
    [names.schema, evaluation.schema],
    [`${names.dataHash} ${history.dataset}`, history.dataHash],
    ...(evaluation.definition === undefined ? [] : [[names.definition, evaluation.definition.hash] as const]),
    ...evaluation.policies.flatMap(p => (p.version === null ? [] : [[`${names.version} ${p.id}`, p.version] as const])),
    [names.seed, `${settings.seed}`],
    [names.level, percent(settings.level)],
    [names.folds, `${settings.folds}`],
    [names.supportLimit, percent(settings.supportLimit)],
    [names.essFloor, integer(settings.essFloor)],
    ...(propensities.floor === null ? [] : [[names.propensityFloor, `${propensities.floor}`] as const]),
    ...(history.from === null ? [] : [[names.from, moment(history.from)] as const]),
    ...(history.to === null ? [] : [[names.to, moment(history.to)] as const]),
    ...(history.observedUntil === null ? [] : [[names.observed, moment(history.observedUntil)] as const]),
    [names.quarantined, integer(history.quarantined)],
  ]
  return html`<section>
    <h2>${words.provenance}</h2>
    <p class="lead">${words.provenanceLead}</p>
    <dl class="seeds">
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd><code>${value}</code></dd>`,
      )}
    </dl>
  </section>`
}

export function termList({ lang }: PageContext): Html {
  return html`<section>
    <h2>${pageWords(lang).terms}</h2>
    <dl class="terms">
      ${terms.map(
        ({ term, meaning }) =>
          html`<div>
            <dt>${term[lang]}</dt>
            <dd>${meaning[lang]}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

/** 2025-03-31T14:15:16.000Z → 2025-03-31 14:15 UTC */
const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`
