/**
 * Least two-sided level a verdict may rest on. Below it “better” comes cheap: at 0.5 two equal strategies are told
 * apart on every other history, so the level would be a way to buy a verdict.
 */
export const LEAST_LEVEL = 0.8

/** Whether verdicts may be read at this level: [0.8, 1). */
export const isLevel = (level: number) => level >= LEAST_LEVEL && level < 1
