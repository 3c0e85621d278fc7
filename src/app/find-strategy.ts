// Strategies named on the command line: a file, or the id of one kept under `strategies/<dataset>/`.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, resolve } from 'node:path'
import type { Dataset } from '../history/dataset.ts'
import { checkStrategy } from '../strategy/check.ts'
import { StrategyError, suggest } from '../strategy/errors.ts'
import { parseStrategy } from '../strategy/stored.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { findDataset, listDatasets, strategyFolders } from './find-dataset.ts'
import { defaultExport } from './load-file.ts'
import { RequestError } from './request-error.ts'

/**
 * @param named  a path (it has a slash or an extension of code) or an id
 * @throws {RequestError | StrategyError} naming the file and the mistake
 */
export async function findStrategy(named: string, dataset: Dataset, cwd: string): Promise<Strategy> {
  const { path, shown } = locate(named, dataset.name, cwd)
  if (path.endsWith('.json')) return fromJson(path, shown, dataset)
  const strategy = await defaultExport(path, shown)
  if (!isStrategy(strategy)) {
    throw new RequestError(
      `${shown} does not export a strategy. Write \`export default defineStrategy(dataset, { … })\`.`,
    )
  }
  return about(shown, () => {
    // A file may import another definition of the data set than the one in use here; the one in use decides.
    checkStrategy(strategy, dataset)
    return strategy
  })
}

/** The strategy and the data set it says it is for. */
export async function findStrategyAndDataset(
  named: string,
  cwd: string,
): Promise<{ strategy: Strategy; dataset: Dataset }> {
  if (!looksLikePath(named)) {
    const homes = listDatasets(cwd).filter(({ name }) => strategyFile(named, name, cwd) !== null)
    if (homes.length === 0) {
      const all = listDatasets(cwd).flatMap(({ name }) => strategyIds(name, cwd))
      throw new RequestError(`there is no strategy “${named}”.${suggest(named, all)}`)
    }
    const dataset = await findDataset(homes[0]!.name, cwd)
    return { strategy: await findStrategy(named, dataset, cwd), dataset }
  }
  const path = resolve(cwd, named)
  const draft = path.endsWith('.json') && existsSync(path) ? readJson(path, named) : await defaultExport(path, named)
  if (!isStrategy(draft)) throw new RequestError(`${named} does not hold a strategy.`)
  const dataset = await findDataset(draft.dataset, cwd)
  return { strategy: await findStrategy(named, dataset, cwd), dataset }
}

/** Ids of the strategies kept for a data set, own and shipped. */
export function strategyIds(dataset: string, cwd: string): readonly string[] {
  const files = strategyFolders(dataset, cwd)
    .flatMap(folder => readdirSync(folder))
    .filter(isCode)
  return [...new Set(files.map(file => basename(file, extname(file))))].sort()
}

function locate(named: string, dataset: string, cwd: string): { readonly path: string; readonly shown: string } {
  if (looksLikePath(named)) return { path: resolve(cwd, named), shown: named }
  const path = strategyFile(named, dataset, cwd)
  if (path !== null) return { path, shown: `strategy ${named}` }
  throw new RequestError(
    `there is no strategy “${named}” for ${dataset}.${suggest(named, strategyIds(dataset, cwd))} ` +
      'Name one of these, or a file by its path.',
  )
}

function strategyFile(id: string, dataset: string, cwd: string): string | null {
  const paths = strategyFolders(dataset, cwd).flatMap(folder =>
    ['.ts', '.js'].map(extension => join(folder, id + extension)),
  )
  return paths.find(path => existsSync(path)) ?? null
}

function fromJson(path: string, shown: string, dataset: Dataset): Strategy {
  return about(shown, () => parseStrategy(readJson(path, shown), dataset))
}

function readJson(path: string, shown: string): unknown {
  if (!existsSync(path)) throw new RequestError(`there is no file ${shown}.`)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new RequestError(`${shown} is not JSON: ${(error as Error).message}`, { cause: error })
  }
}

/** Puts the file's name before what is wrong with the strategy in it. */
function about<T>(shown: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error
    throw new RequestError(`${shown} cannot be used. ${error.message}`, { cause: error })
  }
}

const isCode = (file: string) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts')
const looksLikePath = (named: string) => /[\\/]|\.(ts|js|mjs|mts|json)$/.test(named)

function isStrategy(value: unknown): value is Strategy {
  return (
    typeof value === 'object' &&
    value !== null &&
    'rules' in value &&
    Array.isArray(value.rules) &&
    'dataset' in value &&
    'params' in value
  )
}
