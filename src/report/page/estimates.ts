// The estimate table of one strategy, and every outcome by segment or month.

import { html, raw } from 'hono/html'
import type { Estimate } from '../../estimate/estimate.ts'
import type { Cell, Result } from '../../evaluate/evaluation.ts'
import { say } from '../../strategy/text.ts'
import { drawSvg } from '../charts/draw.ts'
import { intervalSpark } from '../charts/spark.ts'
import type { Figures } from '../figures.ts'
import { figuresOf, integer, percent } from '../figures.ts'
import { modelledWord, policyName, resultIndex, shownError, shownVerdict, whole, wholeErrors } from '../lookup.ts'
import { phrases } from '../phrases.ts'
import { isOutside, markOf } from '../reasons.ts'
import { refusalSentence } from '../refusal-sentences.ts'
import { modelledMark, verdictMark, type Html, type PageContext } from './parts.ts'
import { pageWords } from './words.ts'

/** Champion, DR, SNIPS, difference with its interval, drawn and in figures, verdict. */
export async function estimateTable(context: PageContext, policy: number): Promise<Html> {
  const { evaluation, lang } = context
  const words = phrases(lang),
    level = percent(evaluation.settings.level),
    mark = modelledMark(context)
  const champion = policyName(evaluation, evaluation.champion, lang)
  const rows = await Promise.all(evaluation.outcomes.map(o => estimateRow(context, policy, o.name, champion)))
  return html`<table class="cards">
    <thead>
      <tr>
        <th class="left">${words.outcome}</th>
        <th>${champion}</th>
        <th>DR${mark}</th>
        <th>SNIPS${mark}</th>
        <th>${words.difference}${mark}</th>
        <th class="left">${words.interval(level)}</th>
        <th></th>
        <th class="left">${words.verdictHeading}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

async function estimateRow(
  { evaluation, lang }: PageContext,
  policy: number,
  name: string,
  champion: string,
): Promise<Html | ''> {
  const words = phrases(lang),
    find = resultIndex(evaluation)
  const outcome = evaluation.outcomes.find(o => o.name === name)!
  const result = find(policy, name, whole),
    base = find(evaluation.champion, name, whole)
  if (!result) return ''
  const figures = figuresOf(outcome, wholeErrors(evaluation, name), lang)
  const star = markOf(result)
  const { dr, snips } = result.estimates,
    difference = result.difference?.dr ?? null,
    verdict = shownVerdict(result)
  const spark = intervalSpark(result),
    modelled = modelledWord(evaluation, lang)
  const said = modelled === '' ? '' : ` (${modelled})`
  const value = (x: Estimate | null | undefined, s: string) => (x ? figures.value(x.value) + s : words.none)
  const notes = [
    ...(result.upperLimit === null ? [] : [words.atMost(`${figures.value(result.upperLimit)}${figures.perUnit}`)]),
    ...result.notes.map(note => refusalSentence(note, lang)),
  ]
  return html`<tr>
    <th scope="row" class="left">
      ${outcome.label[lang]}
      <span class="unit">${figures.unit}</span> ${notes.map(n => html`<div class="note">${n}</div>`)}
    </th>
    <td class="number" data-label="${champion}">${value(base?.estimates.dr ?? base?.estimates.snips, '')}</td>
    <td class="number" data-label="DR${said}">${value(dr, star)}</td>
    <td class="number" data-label="SNIPS${said}">${value(snips, star)}</td>
    <td class="number" data-label="${words.difference}${said}">
      ${difference ? figures.difference(difference.value) + star : words.none}
    </td>
    <td class="left range">${difference?.interval ? figures.differenceInterval(difference.interval) : words.none}</td>
    <td class="spark">${spark === null ? '' : raw(await drawSvg(spark))}</td>
    <td class="left whole">${verdict === null ? '' : verdictMark(verdict, lang)}</td>
  </tr>`
}

export interface NamedCell {
  readonly cell: Cell
  readonly name: string
}

/**
 * Cells down, outcomes across: DR differences with a sign for the verdict, so that every refused figure is seen too.
 */
export function cellTable(context: PageContext, policy: number, cells: readonly NamedCell[], heading: string): Html {
  const { evaluation, lang } = context
  const words = phrases(lang),
    find = resultIndex(evaluation)
  const figures = new Map(
    evaluation.outcomes.map(o => [
      o.name,
      figuresOf(
        o,
        cells.map(c => shownError(find(policy, o.name, c.cell))),
        lang,
      ),
    ]),
  )
  const first = evaluation.outcomes[0]!.name
  return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th class="left">${heading}</th>
            <th>${words.decisionsHeading}</th>
            ${outcomeHeadings(context, figures)}
          </tr>
        </thead>
        <tbody>
          ${cells.map(
            c =>
              html`<tr>
                <th scope="row" class="left">${c.name}</th>
                <td>${integer(find(policy, first, c.cell)?.decisions ?? 0)}</td>
                ${evaluation.outcomes.map(o => differenceCell(find(policy, o.name, c.cell), figures.get(o.name)!, words.none))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="note">${pageWords(lang).cellTableNote}</p>`
}

/** Strategies down, outcomes across (horizontal comparison). */
export function strategyTable(context: PageContext, policies: readonly number[]): Html {
  const { evaluation, lang } = context
  const words = phrases(lang),
    find = resultIndex(evaluation)
  const figures = new Map(evaluation.outcomes.map(o => [o.name, figuresOf(o, wholeErrors(evaluation, o.name), lang)]))
  return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th class="left">${words.strategy}</th>
            ${outcomeHeadings(context, figures)}
          </tr>
        </thead>
        <tbody>
          ${policies.map(
            p =>
              html`<tr>
                <th scope="row" class="left">
                  <a href="#policy-${p}">${policyName(evaluation, p, lang)}</a> ${
                    evaluation.policies[p]!.strategy &&
                    html`<div class="unit title">${say(evaluation.policies[p]!.title, lang)}</div>`
                  }
                </th>
                ${evaluation.outcomes.map(o => differenceCell(find(p, o.name, whole), figures.get(o.name)!, words.none))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="note">${words.signs}${pageWords(lang).outsideNote}</p>`
}

function outcomeHeadings(context: PageContext, figures: ReadonlyMap<string, Figures>): Html[] {
  const mark = modelledMark(context)
  return context.evaluation.outcomes.map(
    o =>
      html`<th>${o.label[context.lang]} <span class="unit">${figures.get(o.name)!.differenceUnit}</span>${mark}</th>`,
  )
}

function differenceCell(result: Result | undefined, figures: Figures, none: string): Html {
  const difference = result?.difference?.dr
  if (!result || !difference) return html`<td class="mute">${none}</td>`
  const verdict = shownVerdict(result)
  const marks = `${markOf(result)}${isOutside(result) ? '‡' : ''}`
  if (marks !== '') return html`<td class="number mute">${figures.signed(difference.value)} ${marks}</td>`
  const [tone, sign] = verdict === 'better' ? ['good', ' ▲'] : verdict === 'worse' ? ['bad', ' ▼'] : ['', '']
  return html`<td class="number ${tone}">${figures.signed(difference.value)}${sign}</td>`
}
