// The section of one strategy: what it says in words, what it would do, where and when it helps.

import { html } from 'hono/html'
import type { StrategyWorld } from '../../strategy/catalogue.ts'
import { explainStrategy } from '../../strategy/explain.ts'
import { say } from '../../strategy/text.ts'
import { actionShares, ruleFunnel, weightHistogram } from '../charts/bars.ts'
import { forestBySegment } from '../charts/forest.ts'
import { valueByMonth } from '../charts/months.ts'
import { policyName, resultIndex } from '../lookup.ts'
import { phrases } from '../phrases.ts'
import { cellTable, estimateTable, type NamedCell } from './estimates.ts'
import { diagnosticsTable } from './evidence.ts'
import { examinationPart, supportPart } from './examination.ts'
import { figure, legend, type Html, type PageContext } from './parts.ts'
import { refusalList } from './refusals.ts'
import { pageWords } from './words.ts'

/** Everything about one policy against the champion. */
export async function strategySection(context: PageContext, policy: number, world: StrategyWorld): Promise<Html> {
  const { evaluation, lang } = context
  const words = pageWords(lang),
    { title, strategy } = evaluation.policies[policy]!
  const several = evaluation.policies.length > 2,
    champion = policyName(evaluation, evaluation.champion, lang)
  return html`<section class="strategy" id="policy-${policy}">
    <h2>${several ? say(title, lang) : words.results}</h2>
    <p class="versus">${policyName(evaluation, policy, lang)} · ${words.comparedWith} ${champion}</p>
    ${await estimateTable(context, policy)}
    <div class="part columns">
      ${strategy === null ? '' : inWords(context, policy, world)} ${await conduct(context, policy)}
    </div>
    ${await parts(context, policy)}
    <div class="part">
      <h3>${words.speak}</h3>
      <div class="columns">
        <div>${diagnosticsTable(context, policy)}</div>
        ${await figure(width => weightHistogram(evaluation, policy, { lang, width }), 'half', {
          title: words.weightsTitle,
          lead: words.weightsLead,
        })}
      </div>
    </div>
    ${examinationPart(context, policy)}${supportPart(context, policy)}
    <div class="part">
      <h3>${words.cannot}</h3>
      ${refusalList(context, policy)}
    </div>
  </section>`
}

/** What the strategy would do: rules and actions. */
async function conduct(context: PageContext, policy: number): Promise<Html> {
  const { evaluation, lang } = context
  const words = pageWords(lang),
    pair = [evaluation.champion, policy]
  const funnel =
    evaluation.policies[policy]!.strategy === null
      ? ''
      : await figure(width => ruleFunnel(evaluation, policy, { lang, width }), 'half', {
          title: words.funnelTitle,
          lead: words.funnelLead,
        })
  const shares = await figure(
    width => actionShares(evaluation, policy, { lang, width }),
    'half',
    { title: words.actionsTitle },
    legend(context, pair),
  )
  return html`<div>
    ${funnel}
    <div class="part">${shares}</div>
  </div>`
}

function inWords({ evaluation, lang }: PageContext, policy: number, world: StrategyWorld): Html {
  const said = explainStrategy(evaluation.policies[policy]!.strategy!, world, lang)
  return html`<div>
    <h3>${pageWords(lang).inWords}</h3>
    ${said.intro.slice(0, 1).map(line => html`<p>${line}</p>`)}
    <ol class="rules">
      ${said.rules.map(rule => html`<li>${rule}</li>`)}
    </ol>
    <p class="otherwise">${said.otherwise}</p>
    <p>${said.exploration}</p>
    ${said.intro.slice(1).map(line => html`<p class="note">${line}</p>`)}
  </div>`
}

/** By segment and by month: one chart each for the first outcome, then every outcome in figures. */
async function parts(context: PageContext, policy: number): Promise<Html> {
  const { evaluation, lang } = context
  const words = pageWords(lang),
    outcome = evaluation.outcomes[0]!,
    pair = [evaluation.champion, policy]
  const segments = present(
    context,
    policy,
    evaluation.segments.map(s => ({ cell: { kind: 'segment', id: s.id }, name: say(s.title, lang) })),
  )
  const months = present(
    context,
    policy,
    evaluation.months.map(id => ({ cell: { kind: 'month', id }, name: id })),
  )
  const size = segments.length > 1 && months.length > 1 ? 'half' : 'full'
  const drawForest = (width: number) => forestBySegment(evaluation, policy, outcome, { lang, width })
  const drawMonths = (width: number) => valueByMonth(evaluation, pair, outcome, { lang, width })
  const label = outcome.label[lang]
  const forest =
    segments.length < 2
      ? ''
      : await figure(drawForest, size, { title: `${words.bySegment} · ${label}`, lead: words.bySegmentLead(label) })
  const lines =
    months.length < 2
      ? ''
      : await figure(
          drawMonths,
          size,
          { title: `${words.byMonth} · ${label}`, lead: words.byMonthLead + words.bands },
          legend(context, pair),
        )
  const table = (cells: readonly NamedCell[], title: string, heading: string) =>
    cells.length < 2
      ? ''
      : html`<div class="part">
          <h3>${title} · ${words.allOutcomes}</h3>
          ${cellTable(context, policy, cells, heading)}
        </div>`
  return html`<div class="part ${size === 'half' ? 'columns' : ''}">${forest}${lines}</div>
    ${table(segments, words.bySegment, phrases(lang).segment)}${table(months, words.byMonth, phrases(lang).month)}`
}

/** Cells with decisions to speak of. */
function present({ evaluation }: PageContext, policy: number, cells: readonly NamedCell[]): readonly NamedCell[] {
  const find = resultIndex(evaluation)
  return cells.filter(c => (find(policy, evaluation.outcomes[0]!.name, c.cell)?.decisions ?? 0) > 0)
}
