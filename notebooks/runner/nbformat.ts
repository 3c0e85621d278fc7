// What is read and written of a notebook file, nbformat 4.5 (nbformat.readthedocs.io).

export interface Notebook {
  readonly cells: readonly Cell[]
  readonly metadata: Readonly<Record<string, unknown>>
  readonly nbformat: 4
  readonly nbformat_minor: number
}

export type Cell = MarkdownCell | CodeCell

export interface MarkdownCell {
  readonly cell_type: 'markdown'
  readonly id: string
  readonly metadata: CellMetadata
  readonly source: Lines
}

export interface CodeCell {
  readonly cell_type: 'code'
  readonly id: string
  readonly metadata: CellMetadata
  readonly source: Lines
  readonly execution_count: number | null
  readonly outputs: readonly Output[]
}

/** `needs:<path>` among the tags: the cell says so and does nothing where that file, seen from the root, is absent. */
export interface CellMetadata {
  readonly tags?: readonly string[]
}

/** A text, whole or by lines that keep their line ends. */
export type Lines = string | readonly string[]

export type Output = Stream | Display | Value | Thrown

export interface Stream {
  readonly output_type: 'stream'
  readonly name: string
  readonly text: Lines
}

export interface Display {
  readonly output_type: 'display_data'
  readonly data: MimeBundle
  readonly metadata: object
}

/** The value of a cell's last expression. */
export interface Value {
  readonly output_type: 'execute_result'
  readonly data: MimeBundle
  readonly metadata: object
  readonly execution_count: number
}

export interface Thrown {
  readonly output_type: 'error'
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

/** By media type: text, base64 of binary, JSON as it is. */
export type MimeBundle = Readonly<Record<string, unknown>>

export const textOf = (lines: Lines): string => (typeof lines === 'string' ? lines : lines.join(''))

/** Lines with their ends, as Jupyter writes texts, so that a diff shows the line that changed. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** The file as Jupyter saves it: one space of indentation, a line end last. */
export const notebookText = (notebook: Notebook): string => `${JSON.stringify(notebook, null, 1)}\n`
