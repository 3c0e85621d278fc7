// Tables of an examination, and what history knows of each segment and action, on the page.

import { html } from 'hono/html'
import type { TextTable } from '../examination.ts'
import { examinationTables, supportTable } from '../examination.ts'
import type { Html, PageContext } from './parts.ts'

export function examinationPart({ evaluation, lang }: PageContext, policy: number): Html | '' {
  const tables = examinationTables(evaluation, policy, lang)
  return tables.length === 0 ? '' : html`${tables.map(part)}`
}

export function supportPart({ evaluation, lang }: PageContext, policy: number): Html | '' {
  const table = supportTable(evaluation, policy, lang)
  return table.rows.length === 0 ? '' : part(table)
}

const part = ({ title, lead, columns, rows }: TextTable): Html =>
  html`<div class="part">
    <h3>${title}</h3>
    ${lead === '' ? '' : html`<p class="lead">${lead}</p>`}
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${columns.map((name, c) => (c === 0 ? html`<th class="left">${name}</th>` : html`<th>${name}</th>`))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...figures]) =>
              html`<tr>
                <th scope="row" class="left">${name}</th>
                ${figures.map(figure => html`<td class="number">${figure}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`
