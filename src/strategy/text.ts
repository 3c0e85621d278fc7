/** Words for people, in the two languages the product speaks. */
export interface Text {
  readonly en: string
  readonly zh: string
}

export type Lang = keyof Text

/** A title may be given once when it reads the same in both languages (a product name, a code). */
export type Title = string | Text

export const say = (title: Title, lang: Lang): string => (typeof title === 'string' ? title : title[lang])
