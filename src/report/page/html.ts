// One self-contained page a reviewer can open, print and file: no script, no network, nothing to install.

import { html, raw } from 'hono/html'
import type { Evaluation, Verdict } from '../../evaluate/evaluation.ts'
import type { StrategyWorld } from '../../strategy/catalogue.ts'
import { channels, type Channel } from '../../strategy/catalogue.ts'
import { say, type Lang } from '../../strategy/text.ts'
import { forestByStrategy } from '../charts/forest.ts'
import { valueByMonth } from '../charts/months.ts'
import { integer, percent } from '../figures.ts'
import { challengers, policyName, resultIndex, shownVerdict, whole } from '../lookup.ts'
import { cautions, notes } from '../notes.ts'
import { phrases } from '../phrases.ts'
import { markOf } from '../reasons.ts'
import { strategyTable } from './estimates.ts'
import { figure, legend, type Html, type PageContext } from './parts.ts'
import { propensitySection } from './propensities.ts'
import { provenance, termList, type RunFacts } from './provenance.ts'
import { strategySection } from './strategy.ts'
import { style } from './style.ts'
import { pageWords } from './words.ts'

export interface HtmlOptions {
  readonly lang: Lang
  /** Gives strategies their labels in words; without it features go by their names. A `Dataset` is one. */
  readonly world?: StrategyWorld
  /** The saved run the report is of. */
  readonly run?: RunFacts
}

/** The whole document. The same Evaluation and options give the same bytes. */
export async function renderHtml(
  evaluation: Evaluation,
  { lang, world = worldOf(evaluation), run }: HtmlOptions,
): Promise<string> {
  const context: PageContext = { evaluation, lang }
  const policies = challengers(evaluation),
    words = pageWords(lang)
  const sections: Html[] = []
  for (const policy of policies) sections.push(await strategySection(context, policy, world))
  const page = html`<!doctype html>
    <html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="generator" content="huijian" />
        <title>${headline(context, policies)} · ${evaluation.history.dataset}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>${header(context, policies)}</header>
        ${policies.length > 1 ? await comparison(context, policies) : ''}
        ${sections}${await propensitySection(context, world)}
        <section>
          <h2>${words.remarks}</h2>
          <ul class="remarks">
            ${notes(evaluation, lang).map(note => html`<li>${note}</li>`)}
          </ul>
        </section>
        ${provenance(context, run)}${termList(context)}
      </body>
    </html> `
  return (await page).toString()
}

/** The page may style itself and nothing else: no script, no image, no request. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

function headline({ evaluation, lang }: PageContext, policies: readonly number[]): string {
  if (policies.length === 1) return say(evaluation.policies[policies[0]!]!.title, lang)
  return pageWords(lang).severalTitle(policies.length)
}

function header(context: PageContext, policies: readonly number[]): Html {
  const { evaluation, lang } = context
  const words = pageWords(lang),
    { history } = evaluation,
    warned = cautions(evaluation, lang)
  const months = evaluation.months.filter(m => m !== '')
  const period = months.length === 0 ? '' : months.length === 1 ? months[0]! : `${months[0]} … ${months.at(-1)}`
  const facts: (readonly [string, string])[] = [
    [words.facts.decisions, integer(history.rows)],
    [words.facts.customers, integer(history.customers)],
    ...(period === '' ? [] : [[words.facts.period, period] as const]),
    [words.facts.actions, integer(evaluation.actions.length)],
    [words.facts.propensities, words.propensity[history.propensity]],
    [words.facts.data, history.dataHash.slice(0, 12)],
  ]
  const few = evaluation.results.some(
    r => r.cell.kind === 'all' && r.policy !== evaluation.champion && markOf(r) === '†',
  )
  return html`<p class="kicker">${words.kicker}</p>
    <h1>${headline(context, policies)}</h1>
    <p class="versus">
      ${words.comparedWith} <b>${policyName(evaluation, evaluation.champion, lang)}</b> ·
      ${words.onHistoryOf(evaluation.title[lang])}
    </p>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${warned.length === 0 ? '' : html`<div class="caution">${warned.map(note => html`<p>${note}</p>`)}</div>`}
    <div class="answer">
      <h3>${words.answer}</h3>
      <ul>
        ${policies.map(p => html`<li>${answer(context, p, policies.length > 1)}</li>`)}
      </ul>
      ${few ? html`<p class="note">${phrases(lang).fewEventsNote}</p>` : ''}
      <p class="note">${words.resultsLead(percent(evaluation.settings.level))}</p>
    </div>`
}

const verdictOrder: readonly Verdict[] = ['better', 'worse', 'within limit', 'unclear', 'no verdict']

/** `Better on conversion, margin. Unclear on complaints.` */
function answer({ evaluation, lang }: PageContext, policy: number, named: boolean): Html {
  const words = pageWords(lang),
    { listSeparator } = phrases(lang),
    find = resultIndex(evaluation)
  const groups = Map.groupBy(evaluation.outcomes, o => {
    const result = find(policy, o.name, whole)
    return result ? shownVerdict(result) : null
  })
  const dagger = (name: string) => {
    const result = find(policy, name, whole)
    return result && markOf(result) === '†' ? ' †' : ''
  }
  const said = verdictOrder.flatMap(verdict => {
    const labels = groups
      .get(verdict)
      ?.map(o => o.label[lang] + dagger(o.name))
      .join(listSeparator)
    return labels === undefined
      ? []
      : [
          html`<span class="verdict ${verdict.replace(' ', '-')}">${words.on[verdict]}</span
            >${words.onOutcomes(labels)} `,
        ]
  })
  const name = policyName(evaluation, policy, lang)
  return html`${named ? html`<a href="#policy-${policy}">${name}</a>${phrases(lang).colon}` : ''}${said}`
}

/** Several strategies: the horizontal comparison, before each has its own section. */
async function comparison(context: PageContext, policies: readonly number[]): Promise<Html> {
  const { evaluation, lang } = context
  const words = pageWords(lang),
    outcome = evaluation.outcomes[0]!,
    all = [evaluation.champion, ...policies]
  const drawMonths = (width: number) => valueByMonth(evaluation, all, outcome, { lang, width })
  const months =
    evaluation.months.length < 2
      ? ''
      : await figure(
          drawMonths,
          'half',
          { title: `${words.byMonth} · ${outcome.label[lang]}`, lead: words.byMonthLead },
          legend(context, all),
        )
  return html`<section>
    <h2>${words.side}</h2>
    ${strategyTable(context, policies)}
    <div class="part columns">
      ${await figure(width => forestByStrategy(evaluation, outcome, { lang, width }), 'half', {
        title: `${words.side} · ${outcome.label[lang]}`,
        lead: words.sideLead,
      })}${months}
    </div>
  </section>`
}

/** Enough of a world to speak of the actions, from the document alone. */
function worldOf(evaluation: Evaluation): StrategyWorld {
  return {
    name: evaluation.history.dataset,
    features: {},
    actions: evaluation.actions.map(({ key, label }) => {
      const [channel, ...offer] = key.split(':')
      return {
        channel: channels.find(c => c === channel) ?? ('hold' satisfies Channel),
        ...(offer.length === 0 ? {} : { offer: offer.join(':') }),
        label,
      }
    }),
  }
}
