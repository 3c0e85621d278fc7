/** A type all the way down without writing: what is read from a schema, or handed from room to room, is not changed. */
export type ReadOnly<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: ReadOnly<T[K]> }
