/** Deep enough for anything a reviewer can follow; engines recurse over expressions and must not run out of stack. */
export const MAX_DEPTH = 64
/** Rule indices are 16-bit in the compiled loop; a decision list nobody can read is refused long before. */
export const MAX_RULES = 1_000
