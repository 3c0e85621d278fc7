// A difference and its interval as one small mark beside its numbers: which side of zero, and how surely.

import type { TopLevelSpec } from 'vega-lite'
import type { Result } from '../../evaluate/evaluation.ts'
import { shownVerdict } from '../lookup.ts'
import { palette, schema, config, verdictColour } from './theme.ts'

/** Null where there is no interval to draw. The scale is the row's own, symmetric about zero. */
export function intervalSpark(result: Result): TopLevelSpec | null {
  const difference = result.difference?.dr
  if (!difference?.interval) return null
  const [low, high] = difference.interval,
    refused = result.refusals.length > 0
  const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(difference.value)) * 1.08 || 1
  const colour = verdictColour(shownVerdict(result), refused)
  const scale = { domain: [-reach, reach] }
  return {
    $schema: schema,
    width: 116,
    height: 14,
    autosize: 'none',
    config: { ...config, padding: 0 },
    data: { values: [{ low, high, value: difference.value }] },
    layer: [
      {
        mark: { type: 'rule', color: palette.refused, strokeWidth: 1 },
        encoding: { x: { datum: 0, type: 'quantitative', scale, axis: null } },
      },
      {
        mark: { type: 'rule', color: colour, strokeWidth: 2 },
        encoding: {
          x: { field: 'low', type: 'quantitative', scale, axis: null },
          x2: { field: 'high' },
          y: { value: 7 },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 44, opacity: 1, color: colour },
        encoding: { x: { field: 'value', type: 'quantitative', scale, axis: null }, y: { value: 7 } },
      },
      ...(refused
        ? [
            {
              mark: { type: 'point' as const, filled: true, size: 12, opacity: 1, color: palette.paper },
              encoding: { x: { field: 'value', type: 'quantitative' as const, scale, axis: null }, y: { value: 7 } },
            },
          ]
        : []),
    ],
  }
}
