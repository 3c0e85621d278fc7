// What sweep and compare print: the best variants, and what is left of the chosen one's lift. Read off the Selection.

import type { ComparedVariant, Selection } from '../evaluate/selection/selection.ts'
import type { Lang } from '../strategy/text.ts'
import { say } from '../strategy/text.ts'
import { displayWidth, flow, wrap } from './display-width.ts'
import type { Figures } from './figures.ts'
import { figuresOf, fixed, integer, percent } from './figures.ts'
import { gateSentence } from './gate-sentences.ts'
import type { GridCell, GridColumn, TableOptions } from './grid.ts'
import { grid, gridWidth, paint } from './grid.ts'
import { shownVerdict } from './lookup.ts'
import { phrases, verdictWord } from './phrases.ts'
import { gateWord, selectionWords } from './selection-words.ts'

/**
 * The selection as text without a final newline; differences have the outcome's own sign. Pure.
 *
 * @param top  variants shown, besides the chosen one
 */
export function renderSelection(selection: Selection, options: TableOptions & { readonly top: number }): string {
  const { lang, width, colour } = options,
    words = selectionWords(lang)
  const { outcome, champion, variants } = selection
  const figures = figuresOf(
    outcome,
    variants.map(variant => variant.standardError ?? 0),
    lang,
  )
  const name = champion.version === null ? phrases(lang).asLogged : shortName(champion.id, champion.version)
  const title = words.title(integer(variants.length), name, outcome.label[lang], outcome.direction)
  const blocks = [
    wrap(title, width).map(line => paint(line, 'strong', colour)),
    ranking(selection, figures, options),
    evidence(selection, figures, options),
    gateLines(selection, options),
    noteLines(selection, options),
  ]
  return blocks.map(block => block.join('\n')).join('\n\n')
}

const shortName = (id: string, version: string) => `${id}@${version.slice(0, 4)}`

/** Lifts are signed so that larger is better; people read differences in the outcome's own direction. */
const signOf = ({ outcome }: Selection) => (outcome.direction === 'higher' ? 1 : -1)

function ranking(selection: Selection, figures: Figures, options: TableOptions & { readonly top: number }): string[] {
  const { lang, width, colour, top } = options,
    { variants, chosen } = selection
  const words = selectionWords(lang),
    sign = signOf(selection)
  const shown = [...variants.keys()].filter(k => k < top || k === chosen),
    params = varied(selection)
  const modelled = selection.history.propensity === 'modelled' ? phrases(lang).modelled : ''
  const columns: GridColumn[] = [
    { heading: words.rank, side: 'right' },
    { heading: words.variant, side: 'left' },
    ...params.map(heading => ({ heading, side: 'right' as const })),
    { heading: words.lift, under: modelled, side: 'right' },
    { heading: phrases(lang).interval(percent(selection.settings.level)), side: 'left' },
    { heading: 'z', side: 'right' },
    { heading: words.adjusted, side: 'right' },
    { heading: '', side: 'left' },
  ]
  const orNone = (x: number | null, text: (x: number) => string) => (x === null ? words.none : text(x))
  const rows = shown.map(k => {
    const variant = variants[k]!,
      { lift, interval, params: values } = variant
    const mark = variant.refusals.length > 0 ? '*' : ' '
    const natural = interval && (sign === 1 ? interval : ([-interval[1], -interval[0]] as const))
    const tone = k === chosen ? ('strong' as const) : ('plain' as const)
    const texts = [
      integer(k + 1),
      shortName(variant.id, variant.version),
      ...params.map(name => (values[name] === undefined ? '' : value(values[name]))),
      lift === null ? words.none : figures.difference(sign * lift) + mark,
      natural === null ? words.none : figures.differenceInterval(natural),
      orNone(variant.z, z => fixed(z, 2)),
      orNone(variant.adjustedP, pValue),
      remark(variant, k === chosen, lang),
    ]
    return texts.map((text): GridCell => ({ text, tone }))
  })
  return [
    ...withinWidth(
      columns,
      rows,
      [...params.keys()].map(k => k + 2),
      width,
      colour,
    ),
    ...(variants.length > shown.length ? [words.more(integer(variants.length - shown.length))] : []),
  ]
}

/** A narrow terminal loses the parameters from the last, as the version tells variants apart; then interval and z. */
function withinWidth(
  columns: readonly GridColumn[],
  rows: readonly (readonly GridCell[])[],
  params: readonly number[],
  width: number,
  colour: boolean,
): string[] {
  const interval = columns.length - 4,
    z = columns.length - 3
  let left = columns.map((_, c) => c)
  const only = <T>(cells: readonly T[]) => left.map(c => cells[c]!)
  for (const column of [...params.toReversed(), interval, z]) {
    if (gridWidth(only(columns), rows.map(only)) <= width) break
    left = left.filter(c => c !== column)
  }
  return grid(only(columns), rows.map(only), colour)
}

function remark(variant: ComparedVariant, isChosen: boolean, lang: Lang): string {
  const words = selectionWords(lang)
  return isChosen ? words.chosen : variant.isCandidate ? '' : words.earlier
}

/** Parameters that differ between variants of the same strategy. */
function varied({ variants }: Selection): string[] {
  const names = [...new Set(variants.flatMap(({ params }) => Object.keys(params)))]
  return names.filter(name => new Set(variants.map(({ params }) => params[name])).size > 1)
}

function evidence(selection: Selection, figures: Figures, options: TableOptions): string[] {
  const { lang } = options,
    words = selectionWords(lang),
    sign = signOf(selection)
  const { naive, deflated, spa, settings, periods } = selection
  const lines: (readonly [string, string])[] = []
  const difference = (lift: number) => figures.difference(sign * lift)
  if (naive === null) return hanging([[words.chosen, words.noneDiffers]], options)
  lines.push([words.naive, `${difference(naive.lift)}, ${words.z(fixed(naive.z, 2))}`])
  lines.push([
    words.deflated,
    deflated === null
      ? words.notDeflated
      : `${difference(deflated.deflatedLift)}, ${words.z(fixed(deflated.deflatedZ, 2))} · ` +
        words.trials(integer(deflated.trials), fixed(deflated.expectedMaximum, 2), fixed(deflated.deviation, 2)),
  ])
  if (selection.unreadable > 0) lines.push(['', words.unreadable(integer(selection.unreadable))])
  const { lower, consistent, upper } = spa!.p // there is one where anything differs
  lines.push([
    words.spa,
    words.spaLine(
      pValue(consistent),
      pValue(lower),
      pValue(upper),
      integer(settings.blocks),
      integer(settings.replicates),
    ),
  ])
  const own = selection.variants[selection.chosen!]!.adjustedP!
  if (selection.chosen !== 0) lines.push(['', words.own(pValue(own))])
  lines.push(...walkForwardLines(selection, difference, lang))
  lines.push([
    words.pbo,
    periods === null
      ? words.noPeriods
      : words.pboLine(
          percent(periods.pbo),
          percent(periods.probabilityOfLoss),
          integer(periods.months),
          pValue(periods.spaP),
        ),
  ])
  if (selection.others.length > 0) lines.push([words.others, otherOutcomes(selection, lang)])
  return hanging(lines, options)
}

function walkForwardLines(
  { walkForward }: Selection,
  difference: (lift: number) => string,
  lang: Lang,
): (readonly [string, string])[] {
  const words = selectionWords(lang)
  if (walkForward === null) return [[words.walkForward, words.noSteps]]
  const { colon, listSeparator } = phrases(lang)
  const both = (promised: number, measured: number) =>
    `${words.promised} ${difference(promised)}${listSeparator}${words.kept} ${difference(measured)}`
  const { degradation } = walkForward
  const loss = degradation === null ? '' : ` · ${degradation >= 0 ? words.lost(percent(degradation)) : words.gained}`
  return [
    ...walkForward.steps.map(
      (step, j) =>
        [
          j === 0 ? words.walkForward : '',
          words.step(months(step.chosenOn), months(step.measuredOn), step.version.slice(0, 4)) +
            colon +
            both(step.promised, step.measured),
        ] as const,
    ),
    ['', words.together + colon + both(walkForward.promised, walkForward.measured) + loss],
  ]
}

const months = ([first, last]: readonly [string, string]) => (first === last ? first : `${first} … ${last}`)

/** `opt-outs −4.2 [−6.7, −1.1] · …`; what history cannot support is marked, and what is worse is said to be. */
function otherOutcomes({ others }: Selection, lang: Lang): string {
  return others
    .map(({ outcome, result }) => {
      const dr = result.difference?.dr ?? null
      const figures = figuresOf(outcome, [dr?.standardError ?? 0], lang)
      const mark = result.refusals.length > 0 ? '*' : ''
      const shown = dr === null ? selectionWords(lang).none : `${figures.difference(dr.value)}${mark}`
      const interval = dr?.interval ? ` ${figures.differenceInterval(dr.interval)}` : ''
      const worse = shownVerdict(result) === 'worse' ? ` ${verdictWord('worse', lang)}` : ''
      return `${outcome.label[lang]}${figures.perUnit === '' ? '' : ` (${figures.unit})`} ${shown}${interval}${worse}`
    })
    .join(' · ')
}

function gateLines({ gate, chosen, variants }: Selection, options: TableOptions): string[] {
  const { lang, colour } = options,
    words = selectionWords(lang)
  const tone = gate.status === 'passed' ? 'good' : gate.status === 'not passed' ? 'bad' : 'quiet'
  const best = chosen === null ? null : variants[chosen]!
  const of = best === null ? '' : `${say(best.title, lang)} (${shortName(best.id, best.version)}) — `
  const lines = hanging([[words.gate, `${of}${gateWord(gate.status, lang)}`]], options)
  return [
    ...lines.map(line => paint(line, tone, colour)),
    ...gate.reasons.flatMap(reason => hanging([['', gateSentence(reason, lang)]], options)),
  ]
}

function noteLines({ history, variants, others }: Selection, { lang, width, colour }: TableOptions): string[] {
  const words = phrases(lang)
  const said = [
    ...([...variants, ...others.map(({ result }) => result)].some(({ refusals }) => refusals.length > 0)
      ? [selectionWords(lang).marked]
      : []),
    ...(history.propensity === 'modelled' ? [words.modelledNote] : []),
    ...(history.customersKnown ? [] : [words.rowIsCustomer]),
    words.carryOver,
  ]
  return said.flatMap(note => wrap(note, width)).map(line => paint(line, 'quiet', colour))
}

/** A word on the left, its text wrapped to the right of it. */
function hanging(lines: readonly (readonly [string, string])[], { lang, width }: TableOptions): string[] {
  const left = lang === 'en' ? 14 : 10
  return lines.flatMap(([word, text]) => {
    const room = width - left
    const wrapped = flow(text.split(' · '), ' · ', room).flatMap(line => wrap(line, room))
    return wrapped.map((line, i) => padded(i === 0 ? word : '', left) + line)
  })
}

/** Chinese characters are two columns wide. */
const padded = (word: string, width: number) => word + ' '.repeat(Math.max(1, width - displayWidth(word)))

const value = (x: number) => fixed(x, Number.isInteger(x) ? 0 : 3)
/** Bootstrap p-values have some three digits at the most. */
const pValue = (p: number) => (p < 0.001 ? '< 0.001' : fixed(p, 3))
