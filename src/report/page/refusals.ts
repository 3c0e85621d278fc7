// What the history cannot say: every reason once, with the outcomes and parts of the history it stands against.

import { html } from 'hono/html'
import type { Refusal } from '../../estimate/refusal.ts'
import type { Result } from '../../evaluate/evaluation.ts'
import { say } from '../../strategy/text.ts'
import { phrases, refusalWord } from '../phrases.ts'
import { refusalSentence } from '../refusal-sentences.ts'
import type { Html, PageContext } from './parts.ts'
import { pageWords } from './words.ts'

/** One reason, and the figures it stands against as outcomes by place. */
interface Reason {
  readonly refusal: Refusal
  readonly places: Map<string, Set<string>>
}

/**
 * Reasons against the whole history are told each in full. Segments and months fail for the same few reasons many times
 * over, differing by a number: of each kind the first is told in full and the others are named.
 */
export function refusalList(context: PageContext, policy: number): Html {
  const { evaluation, lang } = context
  const words = pageWords(lang)
  const refused = evaluation.results.filter(r => r.policy === policy && r.refusals.length > 0)
  if (refused.length === 0) return html`<p>${words.nothingRefused}</p>`
  const whole = collect(
    context,
    refused.filter(r => r.cell.kind === 'all'),
    r => refusalSentence(r, lang),
  )
  const parts = collect(
    context,
    refused.filter(r => r.cell.kind !== 'all'),
    r => r.code,
  )
  return html`<p class="lead">${words.cannotLead}</p>
    <dl class="reasons">
      ${whole.map(
        reason =>
          html`<dt>
              ${refusalWord(reason.refusal.code, lang)} <span class="where">${placesOf(reason, context)}</span>
            </dt>
            <dd>${refusalSentence(reason.refusal, lang)}</dd>`,
      )}
      ${parts.map(reason => partsEntry(reason, context))}
    </dl>`
}

function partsEntry(reason: Reason, context: PageContext): Html {
  const { lang } = context
  const places = [...reason.places],
    words = pageWords(lang)
  const first = placesOf({ ...reason, places: new Map(places.slice(0, 1)) }, context)
  const others = placesOf({ ...reason, places: new Map(places.slice(1)) }, context)
  return html`<dt>${refusalWord(reason.refusal.code, lang)} <span class="where">${first}</span></dt>
    <dd>
      ${refusalSentence(reason.refusal, lang)}
      ${
        others.length > 0 &&
        html`<div class="where">
          ${words.likewise}${phrases(lang).colon} ${others.map((place, i) => html`${i > 0 && ' · '}${place}`)}
        </div>`
      }
    </dd>`
}

function collect(
  { evaluation, lang }: PageContext,
  refused: readonly Result[],
  sameness: (refusal: Refusal) => string,
): Reason[] {
  const labels = new Map(evaluation.outcomes.map(o => [o.name, o.label[lang]]))
  const titles = new Map(evaluation.segments.map(s => [s.id, say(s.title, lang)]))
  const reasons = new Map<string, Reason>()
  for (const { cell, outcome, refusals } of refused) {
    const place = cell.kind === 'all' ? '' : cell.kind === 'segment' ? (titles.get(cell.id) ?? cell.id) : cell.id
    for (const refusal of refusals) {
      const reason = reasons.get(sameness(refusal)) ?? { refusal, places: new Map<string, Set<string>>() }
      reasons.set(sameness(refusal), reason)
      reason.places.set(place, (reason.places.get(place) ?? new Set()).add(labels.get(outcome)!))
    }
  }
  return [...reasons.values()]
}

/** `dormant, payroll customers (complaints)`: places with the same outcomes stand together. */
function placesOf({ places }: Reason, { evaluation, lang }: PageContext): Html[] {
  const { listSeparator } = phrases(lang)
  const which = (outcomes: ReadonlySet<string>) =>
    outcomes.size === evaluation.outcomes.length && outcomes.size > 1
      ? pageWords(lang).allOutcomes
      : [...outcomes].join(listSeparator)
  const together = Map.groupBy(places, ([, outcomes]) => which(outcomes))
  return [...together].map(([outcomes, group]) =>
    group[0]![0] === ''
      ? html`${outcomes}`
      : html`${group.map(([place], i) => html`${i > 0 && listSeparator}<span class="place">${place}</span>`)}
        (${outcomes})`,
  )
}
