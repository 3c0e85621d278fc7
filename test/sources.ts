// The project as its tests of structure read it: files, what they import, what importing them runs.

import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const read = (path: string) => readFileSync(join(root, path), 'utf8')

export interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}
/** All under src, by their paths from there. */
export const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(path => /\.(ts|js)$/.test(path))
  .map(path => sourceOf(path.replaceAll('\\', '/')))

function sourceOf(path: string): Source {
  const text = read(`src/${path}`)
  const imports = [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"\n]*?(?:\bfrom )?'([^']+)'|\bimport\('([^']+)'\)|^\} from '([^']+)'/gm,
    ),
  ]
  return { path, text, imports: imports.map(match => match[1] ?? match[2] ?? match[3]!) }
}

/** Files by file and, doors left out, folders by folder: what each imports of ours. An import of a type counts. */
export function importGraph(nodeOf: (path: string) => string | null): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map<string, Set<string>>()
  for (const { path, imports } of sources) {
    const from = nodeOf(path)
    if (from === null) continue
    const targets = graph.get(from) ?? new Set()
    graph.set(from, targets)
    for (const name of imports.filter(name => name.startsWith('.'))) {
      const to = nodeOf(posix.join(posix.dirname(path), name))
      if (to !== null && (to !== from || from === path)) targets.add(to)
    }
  }
  return graph
}

/** What leads back to itself, import by import. */
export function inCircles(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...graph.keys()].filter(node => {
    const reached = new Set(graph.get(node))
    for (const next of reached) for (const target of graph.get(next) ?? []) reached.add(target)
    return reached.has(node)
  })
}

/** Files of ours that importing one runs, types left out. */
export function loadedBy(path: string): ReadonlySet<string> {
  const loaded = new Set([path])
  for (const next of loaded) {
    for (const name of runtimeImports(next)) {
      if (name.startsWith('.')) loaded.add(posix.join(posix.dirname(next), name))
    }
  }
  return loaded
}

export function runtimeImports(path: string): readonly string[] {
  const { text } = sources.find(source => source.path === path)!
  const imports = text.matchAll(/^import (?!type\b)(?:\w+(?:, )?)?(?:\{([^}]*)\})?(?: from )?'([^']+)'/gm)
  const exports = text.matchAll(/^export (?!type\b)\{([^}]*)\} from '([^']+)'/gm)
  return [...imports, ...exports]
    .filter(([, names]) => names === undefined || names.split(',').some(name => /^\s*(?!type )\S/.test(name)))
    .map(([, , from]) => from!)
}

export const packagesOf = (path: string) => [...new Set(runtimeImports(path).filter(name => !/^(\.|node:)/.test(name)))]

export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}
