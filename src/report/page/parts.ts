// Building blocks of the page. Text goes through `html`, which escapes it; only drawn SVG and the style sheet are raw.

import { html, raw } from 'hono/html'
import type { TopLevelSpec } from 'vega-lite'
import type { Evaluation, Verdict } from '../../evaluate/evaluation.ts'
import type { Lang } from '../../strategy/text.ts'
import { drawSvg } from '../charts/draw.ts'
import { policyColour } from '../charts/months.ts'
import { modelledWord, policyName } from '../lookup.ts'
import { verdictWord } from '../phrases.ts'

export type Html = ReturnType<typeof html>

/** What every part of the page is made from. */
export interface PageContext {
  readonly evaluation: Evaluation
  readonly lang: Lang
}

/** Widths in px a chart is drawn at: half a page, a full page, a phone. */
const chartWidths = { half: 476, full: 760, phone: 326 } as const

/** A chart drawn twice, for the page and for a phone; the style sheet shows one. */
export async function figure(
  spec: (width: number) => TopLevelSpec,
  wide: 'half' | 'full',
  text: { readonly title: string; readonly lead?: string },
  legend?: Html,
): Promise<Html> {
  const [large, small] = await Promise.all([drawSvg(spec(chartWidths[wide])), drawSvg(spec(chartWidths.phone))])
  return html`<figure role="img" aria-label="${text.title}">
    <figcaption>${text.title}${text.lead === undefined ? '' : html`<small>${text.lead}</small>`}</figcaption>
    ${legend ?? ''}
    <div class="wide">${raw(large)}</div>
    <div class="narrow">${raw(small)}</div>
  </figure>`
}

/** Colour and name of each policy, above a chart. */
export function legend({ evaluation, lang }: PageContext, policies: readonly number[]): Html {
  return html`<ul class="legend">
    ${policies.map(
      p => html`<li><i style="background:${policyColour(evaluation, p)}"></i>${policyName(evaluation, p, lang)}</li>`,
    )}
  </ul>`
}

export function verdictMark(verdict: Verdict, lang: Lang): Html {
  return html`<span class="verdict ${verdict.replace(' ', '-')}">${verdictWord(verdict, lang)}</span>`
}

/** Under a heading of figures when their propensities are modelled: said beside every number. */
export function modelledMark({ evaluation, lang }: PageContext): Html | '' {
  const word = modelledWord(evaluation, lang)
  return word === '' ? '' : html`<span class="modelled">${word}</span>`
}
