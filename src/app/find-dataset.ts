// Data sets by name: the current folder's `datasets/` first, then the ones that come with the package.

import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Dataset } from '../history/dataset.ts'
import { suggest } from '../strategy/errors.ts'
import { defaultExport } from './load-file.ts'
import { RequestError } from './request-error.ts'

/** Sources are .ts; in the built package everything of ours is .js, and so is this file. */
const ourExtension = extname(import.meta.filename)

/** `datasets/` and `strategies/` of the package stand beside its `src`, as sources and as built. */
const packageRoot = join(import.meta.dirname, '..', '..')

export interface FoundDataset {
  readonly name: string
  readonly file: string
  /** Written by the person, in the current folder. */
  readonly own: boolean
}

/** All data sets that can be named here, own ones first; an own one hides the package's of the same name. */
export function listDatasets(cwd: string): readonly FoundDataset[] {
  const own = datasetsIn(join(cwd, 'datasets'), ['.ts', '.js']).map(found => ({ ...found, own: true }))
  const shipped = datasetsIn(join(packageRoot, 'datasets'), [ourExtension]).map(found => ({ ...found, own: false }))
  // In the repository both are the same folder.
  if (own.length > 0 && shipped.some(one => one.file === own[0]!.file)) return shipped
  return [...own, ...shipped.filter(one => !own.some(other => other.name === one.name))]
}

/** @throws {RequestError} naming the nearest data set when there is none of this name */
export async function findDataset(name: string, cwd: string): Promise<Dataset> {
  const all = listDatasets(cwd)
  const found = all.find(one => one.name === name)
  if (found === undefined) {
    throw new RequestError(
      `there is no data set “${name}”.${suggest(
        name,
        all.map(one => one.name),
      )} ` +
        `\`huijian datasets\` lists them; \`huijian new dataset ${name} --file …\` drafts one from a file of yours.`,
    )
  }
  return readDataset(found)
}

export async function readDataset(found: FoundDataset): Promise<Dataset> {
  const shown = found.own ? join('datasets', found.name, `index${extname(found.file)}`) : `the data set ${found.name}`
  const dataset = await defaultExport(found.file, shown)
  if (!isDataset(dataset)) {
    throw new RequestError(`${shown} does not export a data set. Write \`export default defineDataset({ … })\`.`)
  }
  if (dataset.name !== found.name) {
    throw new RequestError(
      `${shown} defines “${dataset.name}”, but its folder is called “${found.name}”. Give both one name.`,
    )
  }
  return dataset
}

/** Where a data set's strategies are kept: beside `datasets/`, own ones first. */
export function strategyFolders(dataset: string, cwd: string): readonly string[] {
  return [...new Set([join(cwd, 'strategies', dataset), join(packageRoot, 'strategies', dataset)])].filter(folder =>
    existsSync(folder),
  )
}

function datasetsIn(folder: string, extensions: readonly string[]): { readonly name: string; readonly file: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => {
      const file = extensions
        .map(extension => join(folder, entry.name, `index${extension}`))
        .find(path => existsSync(path))
      return file === undefined ? [] : [{ name: entry.name, file }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function isDataset(value: unknown): value is Dataset {
  return (
    typeof value === 'object' &&
    value !== null &&
    'decision' in value &&
    'features' in value &&
    'actions' in value &&
    'name' in value
  )
}
