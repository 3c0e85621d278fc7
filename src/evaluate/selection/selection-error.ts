/** A choice among variants that cannot be made: names what was asked for and what there is. */
export class SelectionError extends Error {
  override readonly name = 'SelectionError'
}
