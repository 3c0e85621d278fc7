/** What a long use case is doing; said by whoever shows it. */
export type Step =
  | 'generating'
  | 'importing'
  | 'reading'
  | 'checking'
  | 'sorting'
  | 'hashing'
  | 'evaluating'
  | 'cutting'
  | 'ranking'

/** @param done  0–1, where it is known */
export type OnProgress = (step: Step, done?: number) => void
