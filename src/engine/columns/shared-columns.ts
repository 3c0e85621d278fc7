import type { Columns } from '../../history/columns.ts'

type Typed = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float64Array

/** The same columns on shared memory; arrays that already are there are not copied. */
export function shareColumns(columns: Columns): Columns {
  return shareDeep(columns) as Columns
}

function shareDeep(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return share(value as Typed)
  // Lists (levels, months, sets of actions) are small and cross to a worker as copies.
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shareDeep(part)]))
}

function share(array: Typed): Typed {
  if (array.buffer instanceof SharedArrayBuffer) return array
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => Typed
  const shared = new Type(new SharedArrayBuffer(array.byteLength))
  shared.set(array)
  return shared
}
