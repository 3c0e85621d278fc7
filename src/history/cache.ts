// Imported histories on disk: `<home>/cache/<dataset>/<dataHash>/` with data.parquet and facts.json, and beside them
// `imports/<importKey>.json`, one per file and definition that led there. All appears by rename, whole or not at all.

import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Dataset } from './dataset.ts'
import { definitionHash } from './definition-hash.ts'
import type { HistoryFacts } from './facts.ts'
import { HistoryError } from './history-error.ts'

/** A history in the cache, ready to be loaded. */
export interface Imported {
  readonly facts: HistoryFacts
  readonly dir: string
  readonly parquet: string
  /** File of the rows left out, with line number and reason; null when none was. */
  readonly quarantine: string | null
  /** True when the same file and definition had been imported before. */
  readonly reused: boolean
  /** Paths of the decision files as they were named; they may be gone by now. */
  readonly files: readonly string[]
}

/** One import: which definition led to which data. */
export interface ImportRecord {
  readonly schema: 1
  readonly definition: string
  readonly files: readonly { readonly name: string; readonly sha256: string }[]
  /** How many of them, from the first, are decision files; the others are event files. All when absent. */
  readonly decisionFiles?: number
  readonly quarantine: string | null
  readonly facts: HistoryFacts
}

const datasetDir = (home: string, dataset: string) => join(home, 'cache', dataset)

/**
 * The newest import of a dataset as it is defined now.
 *
 * @throws {HistoryError} when there is none, or only imports under an earlier definition; names the command to run
 */
export async function openHistory({
  dataset,
  home,
  dataHash,
}: {
  readonly dataset: Dataset
  readonly home: string
  readonly dataHash?: string
}): Promise<Imported> {
  const records = await readRecords(home, dataset.name)
  const wanted = records.filter(r => dataHash === undefined || r.record.facts.dataHash.startsWith(dataHash))
  const command = `huijian import ${dataset.name}${dataset.name === 'demo-bank' ? '' : ' --file <file>'}`
  if (wanted.length === 0) {
    throw new HistoryError(
      dataHash === undefined || records.length === 0
        ? `No history of “${dataset.name}” has been imported yet. Run: ${command}`
        : `No imported history of “${dataset.name}” has data ${dataHash}. There is ${hashesOf(records)}.`,
    )
  }
  const definition = definitionHash(dataset)
  const fitting = wanted.filter(r => r.record.definition === definition)
  const [newest] = fitting
  if (newest === undefined) {
    throw new HistoryError(
      `The definition of “${dataset.name}” has changed since its history was imported. ` +
        `Import the file again: ${command}`,
    )
  }
  return importedFrom(home, newest.record, false)
}

const hashesOf = (records: readonly { readonly record: ImportRecord }[]) =>
  [...new Set(records.map(r => r.record.facts.dataHash.slice(0, 12)))].join(', ')

export function importedFrom(home: string, record: ImportRecord, reused: boolean): Imported {
  const dir = join(datasetDir(home, record.facts.dataset), record.facts.dataHash)
  const files = record.files.slice(0, record.decisionFiles).map(({ name }) => name)
  return { facts: record.facts, dir, parquet: join(dir, 'data.parquet'), quarantine: record.quarantine, reused, files }
}

/** Newest first. A record whose data somebody removed does not count. */
async function readRecords(home: string, dataset: string) {
  const folder = join(datasetDir(home, dataset), 'imports')
  const names = existsSync(folder) ? (await readdir(folder)).filter(name => name.endsWith('.json')) : []
  const records = await Promise.all(
    names.map(async name => {
      const path = join(folder, name)
      const record = JSON.parse(await readFile(path, 'utf8')) as ImportRecord
      return { path, name, at: (await stat(path)).mtimeMs, record }
    }),
  )
  return records
    .filter(r => r.record.schema === 1 && existsSync(importedFrom(home, r.record, true).parquet))
    .sort((a, b) => b.at - a.at || (a.name < b.name ? -1 : 1))
}

/** The record of an earlier import under this key, marked as the newest one; null when there is none. */
export async function findImport(
  home: string,
  dataset: string,
  importKey: string,
  scratch: string,
): Promise<ImportRecord | null> {
  const found = (await readRecords(home, dataset)).find(r => r.name === `${importKey}.json`)
  if (found === undefined) return null
  await copyFile(found.path, join(scratch, 'record.json'))
  await rename(join(scratch, 'record.json'), found.path)
  return found.record
}

/** A folder on the cache's own file system, so that what is built in it can be moved into place by one rename. */
export async function withScratch<T>(home: string, dataset: string, use: (scratch: string) => Promise<T>): Promise<T> {
  const folder = datasetDir(home, dataset)
  const created = await mkdir(folder, { recursive: true })
  if (created === undefined) await removeAbandoned(folder)
  const scratch = await mkdtemp(join(folder, `.scratch-${process.pid}-`))
  try {
    return await use(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
    if (created !== undefined) await removeEmpty(folder, created)
  }
}

/** Takes back the folders made for an import that stored nothing. */
async function removeEmpty(folder: string, topmost: string): Promise<void> {
  for (let empty = folder; (await readdir(empty)).length === 0; empty = dirname(empty)) {
    await rmdir(empty)
    if (empty === topmost) return
  }
}

/** Scratch of a process that is gone (killed in mid-import). */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^\.scratch-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Moves a finished Parquet file into the cache and then records the import. Killed between the two, the data lies
 * there unrecorded and the next import of the same file finds it.
 *
 * @param damaged  whether the data there, if any, are known to be damaged and so to be replaced
 */
export async function store(
  home: string,
  importKey: string,
  record: ImportRecord,
  scratch: string,
  parquet: string,
  damaged: boolean,
): Promise<Imported> {
  const imported = importedFrom(home, record, false)
  if (damaged || !existsSync(imported.parquet)) {
    const ready = join(scratch, 'ready')
    await mkdir(ready)
    await rename(parquet, join(ready, 'data.parquet'))
    await flush(join(ready, 'data.parquet'))
    await writeFile(join(ready, 'facts.json'), `${JSON.stringify(record.facts, null, 2)}\n`, { flush: true })
    try {
      await rename(ready, imported.dir)
    } catch (error) {
      if (!existsSync(imported.dir)) throw error
      // Unless damaged, another process stored it a moment ago: it is the same content.
      if (damaged || !existsSync(imported.parquet)) await replace(imported.dir, ready, join(scratch, 'replaced'))
    }
  }
  const folder = join(datasetDir(home, record.facts.dataset), 'imports')
  await mkdir(folder, { recursive: true })
  const draft = join(scratch, 'record.json')
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { flush: true })
  await rename(draft, join(folder, `${importKey}.json`))
  return imported
}

/** What was there goes with the scratch, or back when the new folder cannot be moved in. */
async function replace(dir: string, ready: string, aside: string): Promise<void> {
  await rename(dir, aside)
  try {
    await rename(ready, dir)
  } catch (error) {
    await rename(aside, dir)
    throw error
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  await handle.sync()
  await handle.close()
}
