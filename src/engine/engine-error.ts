/** A back-test that cannot be computed as asked. The message says why and what to do. */
export class EngineError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineError'
  }
}
