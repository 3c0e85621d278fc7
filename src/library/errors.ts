/** The library cannot be used as asked; the message says why and what to do. The file is as it was. */
export class LibraryError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LibraryError'
  }
}
