/** The rows cannot be ranked or compared as they were given. The message names the first fault and the way out. */
export class UpliftError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UpliftError'
  }
}
