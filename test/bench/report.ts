/** What a task measured, by name: times in ms, sizes in bytes. */
export type Report = Readonly<Record<string, number>>
