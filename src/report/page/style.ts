import { fontStack, palette } from '../charts/theme.ts'

const serif =
  "'Iowan Old Style', 'Palatino Linotype', Palatino, 'Source Serif 4', Georgia, 'Songti SC', " +
  "'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, serif"

/** The whole style sheet. One column that becomes two where there is room; tables become cards on a phone. */
export const style = `
:root { --ink: ${palette.ink}; --quiet: ${palette.quiet}; --hair: ${palette.hairline}; --better: ${palette.better};
  --worse: ${palette.worse}; --unclear: ${palette.unclear}; --accent: ${palette.policies[1]}; --wash: #f5f7f9 }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; color: var(--ink); background: #fff; font: 16px/1.55 ${fontStack} }
body { margin: 0 auto; max-width: 1060px; padding: 40px 32px 72px; overflow-wrap: break-word }
h1, h2 { font-family: ${serif}; font-weight: 600; line-height: 1.25; text-wrap: balance }
h1 { font-size: 34px; margin: 6px 0 10px; letter-spacing: -0.01em }
h2 { font-size: 23px; margin: 0 0 6px }
h3 { font-size: 15px; margin: 0 0 4px }
p { margin: 0 0 10px }
.lead { color: var(--quiet); font-size: 14.5px; max-width: 76ch; margin-bottom: 14px }
.kicker { color: var(--accent); font-size: 13px; font-weight: 600; letter-spacing: 0.06em; margin: 0 }
html[lang^=en] .kicker { text-transform: uppercase }
.versus { color: var(--quiet); margin: 0 0 22px }
a { color: inherit; text-decoration-color: var(--hair); text-underline-offset: 3px }
a:hover { text-decoration-color: currentColor }
code, .hash { font: 13px/1.5 ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, monospace;
  overflow-wrap: anywhere }
section { border-top: 1px solid var(--ink); margin-top: 44px; padding-top: 14px }
.strategy { border-top-width: 3px }
.part { margin-top: 30px }
.part > h3, .columns > div > h3 { font-size: 16px; margin-bottom: 8px }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 34px 44px; align-items: start }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, auto)); gap: 14px 28px;
  border-top: 1px solid var(--hair); border-bottom: 1px solid var(--hair); padding: 14px 0; margin: 0 }
.facts dt { color: var(--quiet); font-size: 12.5px }
.facts dd { margin: 0; white-space: nowrap; font-size: 17px; font-variant-numeric: tabular-nums }
.caution { border-left: 3px solid var(--worse); padding: 2px 0 2px 14px; margin: 22px 0 0; max-width: 84ch }
.caution p { margin: 0 0 4px }
.answer { margin: 24px 0 0 }
.answer h3 { font-size: 14px; color: var(--quiet); font-weight: 500; margin: 0 0 6px }
.answer ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px }
.answer li { font-size: 18px; line-height: 1.45 }
.verdict { display: inline-block; font-weight: 600; white-space: nowrap }
.verdict.better, .verdict.within-limit { color: var(--better) }
.verdict.worse { color: var(--worse) }
.verdict.unclear { color: var(--unclear) }
.verdict.no-verdict { color: var(--quiet); font-weight: 500 }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--quiet); font-size: 13.5px; padding: 0 0 6px }
th { text-align: right; text-wrap: balance; font-weight: 500; color: var(--quiet); font-size: 13px;
  vertical-align: bottom; padding: 0 0 6px 16px; border-bottom: 1px solid var(--ink) }
td { text-align: right; padding: 7px 0 7px 16px; border-bottom: 1px solid var(--hair); vertical-align: baseline }
th:first-child, td:first-child, .left, th.left { text-align: left }
th:first-child, td:first-child { padding-left: 0 }
tbody th { color: var(--ink); border-bottom: 1px solid var(--hair); padding: 7px 0; font-weight: 500;
  font-size: 14.5px; vertical-align: baseline }
tbody .title { white-space: normal }
thead .unit { display: block }
.scroll tbody th { min-width: 9em }
.unit { color: var(--quiet); font-size: 12.5px; font-weight: 400; white-space: nowrap }
.place, .range, .number { white-space: nowrap }
.modelled { display: block; color: var(--worse); font-size: 11.5px; font-weight: 500 }
.chip { color: var(--worse); border: 1px solid currentColor; border-radius: 3px; font-size: 12px; padding: 0 5px;
  white-space: nowrap; vertical-align: 2px; font-family: ${fontStack}; font-weight: 500 }
.spark svg { display: block; margin-left: auto }
.scroll { overflow-x: auto }
.good { color: var(--better) } .bad { color: var(--worse) } .mute { color: var(--quiet) }
figure { margin: 0; break-inside: avoid }
figcaption { font-size: 14.5px; font-weight: 600; margin-bottom: 4px }
figcaption small { display: block; font-size: 13.5px; font-weight: 400; color: var(--quiet) }
figure svg { display: block; max-width: 100%; height: auto }
.narrow { display: none }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: 13px; list-style: none; margin: 4px 0; padding: 0 }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 6px;
  print-color-adjust: exact; -webkit-print-color-adjust: exact }
ol.rules { margin: 0 0 10px; padding-left: 1.5em } ol.rules li { margin-bottom: 6px; padding-left: 2px }
.otherwise { margin-left: 1.5em; padding-left: 2px }
.reasons dt { font-weight: 600; margin-top: 14px } .reasons dd { margin: 2px 0 0; max-width: 84ch }
.reasons .where { color: var(--quiet); font-size: 13.5px; font-weight: 400 }
ul.remarks { margin: 0; padding-left: 1.2em; max-width: 84ch } ul.remarks li { margin-bottom: 6px }
dl.terms { columns: 2; column-gap: 44px; margin: 0; font-size: 14px }
dl.terms div { break-inside: avoid; margin-bottom: 12px }
dl.terms dt { font-weight: 600 } dl.terms dd { margin: 0 }
dl.seeds { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 22px; font-size: 14px;
  margin: 0 }
dl.seeds dt { color: var(--quiet) } dl.seeds dd { margin: 0 }
.note { color: var(--quiet); font-size: 13.5px; margin: 8px 0 0 }
@media (max-width: 860px) { .columns { grid-template-columns: minmax(0, 1fr) } }
@media (max-width: 700px) {
  body { padding: 22px 16px 48px } h1 { font-size: 27px } h2 { font-size: 20px }
  .wide { display: none } .narrow { display: block } dl.terms { columns: 1 }
  .answer li { font-size: 16.5px } .facts { grid-template-columns: 1fr 1fr; column-gap: 16px }
  .facts dd { font-size: 15px }
  .cards thead { display: none }
  .cards tr { display: grid; grid-template-columns: 1fr 1fr; padding: 10px 0; border-bottom: 1px solid var(--hair) }
  .cards td, .cards tbody th { border: 0; padding: 1px 0; text-align: left; display: block }
  .cards tbody th, .cards .whole { grid-column: 1 / -1 }
  .cards td[data-label]::before { content: attr(data-label) ' '; color: var(--quiet); font-size: 12.5px }
  .cards .modelled { display: inline } .spark svg { margin: 2px 0 }
  dl.seeds { grid-template-columns: 1fr } dl.seeds dd { margin-bottom: 6px }
}
@media print {
  @page { size: A4; margin: 14mm 14mm }
  html { font-size: 12.5px; line-height: 1.45 } body { max-width: none; padding: 0 } h1 { font-size: 25px }
  h2 { font-size: 18px; break-after: avoid } h3 { break-after: avoid }
  section { margin-top: 22px } .part { margin-top: 18px } section + .strategy { break-before: page }
  tr, li, .facts, .answer, dl.terms div, .reasons dd { break-inside: avoid } dt, .lead { break-after: avoid }
  .scroll { overflow: visible }
  table { font-size: 11px } th, tbody th, .unit { font-size: 10.5px } td, th { padding: 4px 0 4px 9px }
  tbody th { padding: 4px 0; font-size: 11px } thead { display: table-header-group }
  .columns { gap: 16px 26px; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) } .columns .wide { display: none }
  .columns .narrow { display: block }
  .lead, .note, figcaption small, .reasons .where { font-size: 11px }
  figcaption, dl.terms, dl.seeds { font-size: 12px } code { font-size: 10.5px } .facts dd { font-size: 14px }
  .answer li { font-size: 14px }
  .spark svg { width: 80px; height: auto }
}
`
