import type { TopLevelSpec } from 'vega-lite'
import type { PropensityChecks } from '../../evaluate/propensity/checks.ts'
import { propensityWords } from '../propensity-words.ts'
import type { ChartOptions } from './forest.ts'
import { frame, palette } from './theme.ts'

/** Per cent. */
export interface CalibrationDot {
  readonly predicted: number
  readonly observed: number
}

/** What a propensity model predicted against what happened, by groups of decisions; the diagonal is a perfect model. */
export function calibrationChart({ calibration }: PropensityChecks, { lang, width }: ChartOptions): TopLevelSpec {
  const words = propensityWords(lang)
  const dots = calibration.flatMap(({ groups }) =>
    groups.map((g): CalibrationDot => ({ predicted: g.predicted * 100, observed: g.observed * 100 })),
  )
  const scale = { domain: [0, 100] }
  return {
    ...frame(width),
    height: Math.round(Math.min(280, width * 0.7)),
    layer: [
      {
        data: {
          values: [
            { predicted: 0, observed: 0 },
            { predicted: 100, observed: 100 },
          ],
        },
        mark: { type: 'line', color: palette.hairline, strokeWidth: 1.5 },
        encoding: { x: { field: 'predicted', type: 'quantitative' }, y: { field: 'observed', type: 'quantitative' } },
      },
      {
        data: { values: dots },
        mark: { type: 'point', filled: true, size: 42, opacity: 0.8, color: palette.policies[1] },
        encoding: {
          x: { field: 'predicted', type: 'quantitative', title: words.predicted, scale, axis: { tickCount: 5 } },
          y: { field: 'observed', type: 'quantitative', title: words.observed, scale, axis: { tickCount: 5 } },
        },
      },
    ],
  }
}
