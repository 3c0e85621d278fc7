// Loads a strategy or dataset file: code somebody wrote, which may be absent, not parse, throw, or export something
// else.

import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HuijianError } from '../huijian-error.ts'
import { suggest } from '../strategy/errors.ts'
import { RequestError } from './request-error.ts'

/**
 * The default export of a file.
 * @param shown the path as the person gave it, for messages
 */
export async function defaultExport(path: string, shown: string): Promise<unknown> {
  if (!existsSync(path)) throw new RequestError(`there is no file ${shown}.${neighbours(path, shown)}`)
  if (statSync(path).isDirectory()) throw new RequestError(`${shown} is a folder; name a file in it.`)
  const module = await load(path, shown)
  if (!('default' in module)) {
    throw new RequestError(
      `${shown} has no default export. Write \`export default defineStrategy(…)\` or ` +
        '`export default defineDataset(…)`.',
    )
  }
  return module.default
}

async function load(path: string, shown: string): Promise<{ readonly default?: unknown }> {
  try {
    return await guarded(shown, async () => (await import(pathToFileURL(path).href)) as { readonly default?: unknown })
  } catch (error) {
    if (error instanceof RequestError) throw error
    if (!(error instanceof Error))
      throw new RequestError(`${shown} threw ${String(error)} while it was loaded.`, { cause: error })
    // Our own words say what is wrong in the file; anything else is said with its kind, as an editor would.
    const kind = error instanceof HuijianError ? '' : `${error.name}: `
    throw new RequestError(`${shown}${placeIn(path, error)} cannot be loaded. ${kind}${error.message}`, {
      cause: error,
    })
  }
}

/**
 * A file may not end the process, nor wait for what never comes, nor write among the results: what it prints goes to
 * standard error.
 */
async function guarded<T>(shown: string, read: () => Promise<T>): Promise<T> {
  const { exit, stdout, stderr } = process,
    write = stdout.write
  const waiting = Promise.withResolvers<never>()
  const stuck = () =>
    waiting.reject(new RequestError(`${shown} waits for something that never comes (an \`await\` at top level).`))
  process.once('beforeExit', stuck)
  process.exit = code => {
    throw new RequestError(`${shown} calls process.exit(${code ?? ''}); a file that is loaded may not end the program.`)
  }
  stdout.write = stderr.write.bind(stderr) as typeof write
  try {
    return await Promise.race([read(), waiting.promise])
  } finally {
    process.off('beforeExit', stuck)
    process.exit = exit
    stdout.write = write
  }
}

/** `:12` when the stack names a line of the file itself. */
function placeIn(path: string, error: Error): string {
  const stack = error.stack ?? ''
  for (const name of [pathToFileURL(path).href, path]) {
    const at = stack.indexOf(`${name}:`)
    if (at >= 0) return /^:\d+/.exec(stack.slice(at + name.length))?.[0] ?? ''
  }
  return ''
}

function neighbours(path: string, shown: string): string {
  const folder = dirname(path)
  if (!existsSync(folder)) return ` The folder ${dirname(shown)} does not exist either.`
  const files = readdirSync(folder).filter(name => /\.(ts|js|json)$/.test(name) && !name.endsWith('.d.ts'))
  return files.length === 0 ? '' : suggest(basename(path), files)
}
