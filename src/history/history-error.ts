/** A history, its definition or its cache cannot be used as it is. The message says what is wrong and what to do. */
export class HistoryError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HistoryError'
  }
}
