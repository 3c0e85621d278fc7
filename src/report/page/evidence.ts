// How well the history can speak about a policy: each figure with what it means.

import { html } from 'hono/html'
import { examinationWords } from '../examination-words.ts'
import { paretoText, quantilesText } from '../examination.ts'
import { fixed, integer, percent } from '../figures.ts'
import { diagnosticsOf, whole } from '../lookup.ts'
import type { Html, PageContext } from './parts.ts'
import { pageWords } from './words.ts'

export function diagnosticsTable({ evaluation, lang }: PageContext, policy: number): Html | '' {
  const words = pageWords(lang),
    d = diagnosticsOf(evaluation, policy, whole)
  if (!d) return ''
  const { settings } = evaluation,
    examined = examinationWords(lang)
  const weights = [
    [examined.quantiles, quantilesText(evaluation, policy)],
    [examined.paretoK, paretoText(evaluation, policy, lang)],
  ] as const
  const rows = [
    [words.diagnostics.match, percent(d.matchShare)],
    [words.diagnostics.effective(integer(settings.essFloor)), integer(d.effectiveSampleSize)],
    [words.diagnostics.meanWeight, fixed(d.meanWeight, 3)],
    [words.diagnostics.meanWeightZ, fixed(d.meanWeightZ, 1)],
    [words.diagnostics.maxWeight, fixed(d.maxWeight, 1)],
    [words.diagnostics.maxCustomer, `${fixed(d.maxCustomerShare * 100, 2)} %`],
    [words.diagnostics.unsupported(percent(settings.supportLimit)), `${fixed(d.unsupportedShare * 100, 1)} %`],
    ...weights.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
  ] as const
  return html`<table>
    <tbody>
      ${rows.map(
        ([[name, meaning], value]) =>
          html`<tr>
            <th scope="row" class="left">
              ${name}
              <div class="unit title">${meaning}</div>
            </th>
            <td class="number">${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
