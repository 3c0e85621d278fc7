import { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'

const count = z.int().min(0)

/** What is known of a history without reading its rows; stored beside the canonical Parquet and printed in reports. */
export const historyFactsSchema = z.strictObject({
  dataset: z.string(),
  /** SHA-256 over the canonical content, independent of how the file was written. */
  dataHash: z.string().regex(/^[0-9a-f]{64}$/),
  rows: count,
  customers: count,
  /** False when the log names no customers and each row is taken as one. */
  customersKnown: z.boolean(),
  /** ISO instants of the first and last decision; null without time. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** ISO instant until which outcomes were observed; null without time. */
  observedUntil: z.iso.datetime().nullable(),
  quarantined: count,
  propensity: z.enum(['logged', 'design', 'modelled']),
})
export type HistoryFacts = ReadOnly<z.infer<typeof historyFactsSchema>>
