import { z } from 'zod'
import type { ReadOnly } from '../read-only.ts'

/**
 * Text as it may be stored: U+0000 ends a query text in DuckDB's C interface, and half a surrogate pair has no UTF-8
 * form to hash or to query by.
 */
export const plainText = z.string().refine(s => !s.includes('\0') && s.isWellFormed(), 'is not well-formed text')

/** Words for people, in the two languages the product speaks. */
export const textSchema = z.strictObject({ en: plainText, zh: plainText })
export type Text = ReadOnly<z.infer<typeof textSchema>>

export type Lang = keyof Text

/** A title may be given once when it reads the same in both languages (a product name, a code). */
export const titleSchema = z.union([plainText, textSchema])
export type Title = ReadOnly<z.infer<typeof titleSchema>>

export const say = (title: Title, lang: Lang): string => (typeof title === 'string' ? title : title[lang])
