// What is known of modelled propensities: calibration, balance, sensitivity, placebo tests.

import { html } from 'hono/html'
import type { Balance, Placebo, PropensityChecks } from '../../evaluate/propensity/checks.ts'
import type { StrategyWorld } from '../../strategy/catalogue.ts'
import { worstByFeature } from '../balance.ts'
import { calibrationChart } from '../charts/calibration.ts'
import { fixed, integer } from '../figures.ts'
import { policyName } from '../lookup.ts'
import { phrases } from '../phrases.ts'
import { propensityWords } from '../propensity-words.ts'
import { figure, type Html, type PageContext } from './parts.ts'

/** Empty when the propensities were logged or by design. */
export async function propensitySection(context: PageContext, world: StrategyWorld): Promise<Html | ''> {
  const { evaluation, lang } = context,
    checks = evaluation.propensityChecks
  if (checks === undefined) return ''
  const words = propensityWords(lang),
    { floor, trimmed } = evaluation.propensities
  const calibration = await figure(width => calibrationChart(checks, { lang, width }), 'half', {
    title: words.calibrationTitle,
    lead: words.calibrationLead,
  })
  return html`<section>
    <h2>${words.title}</h2>
    <p class="lead">
      ${words.lead[checks.model](integer(checks.fittedOn))}
      ${trimmed > 0 && floor !== null ? phrases(lang).trimmed(integer(trimmed), `${floor}`) : ''}
    </p>
    <div class="part columns">
      ${calibration}
      <div>${sensitivityTable(context, checks)}</div>
    </div>
    <div class="part">${balanceList(context, checks, world)}</div>
    <div class="part">${placeboTable(context, checks, world)}</div>
  </section>`
}

function sensitivityTable({ evaluation, lang }: PageContext, { sensitivity }: PropensityChecks): Html {
  const words = propensityWords(lang),
    labels = new Map(evaluation.outcomes.map(o => [o.name, o.label[lang]]))
  return html`<h3>${words.sensitivityTitle}</h3>
    <p class="note">${words.sensitivityLead}</p>
    <table>
      <thead>
        <tr>
          <th class="left">${phrases(lang).outcome}</th>
          <th class="left">${phrases(lang).strategy}</th>
          <th>Λ</th>
        </tr>
      </thead>
      <tbody>
        ${sensitivity.map(
          ({ policy, outcome, lambda }) =>
            html`<tr>
              <th scope="row" class="left">${labels.get(outcome) ?? outcome}</th>
              <td class="left">${policyName(evaluation, policy, lang)}</td>
              <td class="number">${lambda === null ? words.noCause : fixed(lambda, 2)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function balanceList(
  { evaluation, lang }: PageContext,
  { balance, balanceLimit }: PropensityChecks,
  world: StrategyWorld,
): Html {
  const words = propensityWords(lang),
    actions = new Map(evaluation.actions.map(a => [a.key, a.label[lang]]))
  const term = ({ feature, level, missing }: Balance) =>
    missing ? words.missing : level === null ? '' : levelName(world, feature, level, lang)
  return html`<h3>${words.balanceTitle}</h3>
    <p class="note">${words.balanceLead(`${balanceLimit}`)}</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th class="left">${words.feature}</th>
            <th class="left">${words.action}</th>
            <th>${words.before}</th>
            <th>${words.after}</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${worstByFeature(balance).map(one => {
            const off = Math.abs(one.after) > balanceLimit
            return html`<tr>
              <th scope="row" class="left">
                ${featureName(world, one.feature, lang)} <span class="unit">${term(one)}</span>
              </th>
              <td class="left">${actions.get(one.action) ?? one.action}</td>
              <td class="number">${fixed(one.before, 2, 'exceptZero')}</td>
              <td class="number ${off ? 'bad' : ''}">${fixed(one.after, 2, 'exceptZero')}</td>
              <td class="left bad">${off ? words.outOfBalance : ''}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>`
}

function placeboTable({ evaluation, lang }: PageContext, { placebos }: PropensityChecks, world: StrategyWorld): Html {
  const words = propensityWords(lang),
    heading = phrases(lang)
  const table = html`<table>
    <thead>
      <tr>
        <th class="left">${words.placebo}</th>
        <th class="left">${heading.strategy}</th>
        <th>${heading.decisionsHeading}</th>
        <th>${heading.difference}</th>
        <th>p</th>
        <th></th>
      </tr>
    </thead>
    <tbody>
      ${placebos.map(
        one =>
          html`<tr>
            <th scope="row" class="left">${placeboName(evaluation, one, world, lang)}</th>
            <td class="left">${policyName(evaluation, one.policy, lang)}</td>
            <td class="number">${integer(one.decisions)}</td>
            <td class="number">${fixed(one.difference, 4, 'exceptZero')}</td>
            <td class="number">${fixed(one.p, 3)}</td>
            <td class="left ${one.passed ? 'good' : 'bad'}">${one.passed ? words.passed : words.failed}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
  return html`<h3>${words.placeboTitle}</h3>
    <p class="note">${words.placeboLead}</p>
    ${placebos.length === 0 ? html`<p>${words.noPlacebo}</p>` : html`<div class="scroll">${table}</div>`}`
}

function placeboName(
  { outcomes }: PageContext['evaluation'],
  { kind, name }: Placebo,
  world: StrategyWorld,
  lang: PageContext['lang'],
): string {
  if (kind === 'feature') return featureName(world, name, lang)
  return propensityWords(lang).ofTheOneBefore(outcomes.find(o => o.name === name)?.label[lang] ?? name)
}

function levelName({ features }: StrategyWorld, feature: string, level: string, lang: PageContext['lang']): string {
  const spec = Object.hasOwn(features, feature) ? features[feature] : undefined
  return spec?.kind === 'category' ? (spec.levelLabels?.[level]?.[lang] ?? level) : level
}

const featureName = ({ features }: StrategyWorld, name: string, lang: PageContext['lang']): string =>
  Object.hasOwn(features, name) ? features[name]!.label[lang] : name
