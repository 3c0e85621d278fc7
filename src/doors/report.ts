// For whoever shows results: tables, pages, charts, and the sentences of refusals, in English and Chinese.

export { costChart, percentileBars, qiniChart, targetingChart, upliftCharts } from '../report/charts/uplift.ts'
export { gateSentence } from '../report/gate-sentences.ts'
export { renderHtml } from '../report/page/html.ts'
export { renderLeakage } from '../report/leakage-table.ts'
export { refusalSentence } from '../report/refusal-sentences.ts'
export { renderSelection } from '../report/selection-table.ts'
export { renderTable } from '../report/table.ts'
export { upliftSentence } from '../report/uplift-sentences.ts'
export { renderUplift } from '../report/uplift-table.ts'
