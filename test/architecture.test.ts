// Goal: the folders under src form layers, as docs/architecture.md says, and everything that reaches outside is where it says.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  importGraph,
  inCircles,
  loadedBy,
  packagesOf,
  read,
  root,
  runtimeImports,
  sources,
  withoutComments,
} from './sources.ts'

/** What each layer may import, docs/architecture.md. `strategy` and `stats` know nobody; nobody imports `cli`. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  stats: [],
  strategy: [],
  history: ['strategy', 'stats'],
  policy: ['strategy', 'history', 'stats'],
  moments: ['strategy', 'history', 'policy'],
  estimate: ['moments', 'strategy', 'stats'],
  uplift: ['history', 'strategy', 'stats'],
  evaluate: ['estimate', 'moments', 'policy', 'history', 'strategy', 'stats'],
  engine: ['moments', 'policy', 'strategy', 'history'],
  report: ['evaluate', 'estimate', 'uplift', 'history', 'strategy'],
  library: ['evaluate', 'strategy'],
  app: [
    'stats',
    'strategy',
    'history',
    'policy',
    'moments',
    'estimate',
    'uplift',
    'evaluate',
    'engine',
    'report',
    'library',
  ],
  // What the terminal says words about; it computes nothing and opens nothing itself.
  cli: ['app', 'report', 'library', 'evaluate', 'estimate', 'uplift', 'history', 'strategy'],
}
const layers = Object.keys(allowed)

/** Packages and Node modules that reach outside the process, and the layers that may. `cli` may use all of Node. */
const outside: readonly { readonly what: string; readonly module: RegExp; readonly layers: readonly string[] }[] = [
  { what: 'files', module: /^node:fs/, layers: ['history', 'engine', 'library', 'app', 'cli'] }, // the library: its own file
  {
    what: 'threads and processes',
    module: /^node:(worker_threads|child_process|cluster)/,
    layers: ['history', 'engine', 'app', 'cli'],
  },
  { what: 'analytical engines', module: /^@duckdb\//, layers: ['history', 'engine'] },
  { what: 'SQLite', module: /^(better-sqlite3|drizzle-orm|node:sqlite)/, layers: ['library'] },
  // hono/html is a template for text and serves nothing.
  { what: 'HTTP', module: /^(hono(?!\/html$)|@hono\/|node:(http|https|http2|net|tls|dgram))/, layers: [] },
]
/** Names that read the clock, draw at random or speak to the process without being handed the means. */
const ambient = new RegExp(
  [
    /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|randomUUID|randomBytes|getRandomValues)/,
    /\bprocess\.(env|cwd|stdout|stderr|argv|exit)/,
    /\bconsole\.|\bfetch\(/,
  ]
    .map(part => part.source)
    .join('|'),
)

/** What others import as `huijian`, `huijian/stats` and so on. */
const doors = [
  'index.ts',
  ...['stats', 'evaluate', 'uplift', 'engine', 'report', 'library'].map(name => `doors/${name}.ts`),
]

const inLayer = (layer: string) => sources.filter(source => source.path.startsWith(`${layer}/`))

describe.each(layers)('src/%s', layer => {
  it('imports only from the layers below it', () => {
    for (const { path, imports } of inLayer(layer)) {
      for (const target of imports
        .filter(name => name.startsWith('.'))
        .map(name => posix.join(posix.dirname(path), name))) {
        const [folder] = target.split('/')
        if (folder !== layer && layers.includes(folder!))
          expect(allowed[layer], `src/${path} imports src/${target}`).toContain(folder)
      }
      expect(
        imports.filter(name => /^huijian(\/|$)|^[./]+\/index\.ts$|\/doors\//.test(name)),
        `src/${path} goes through the public door`,
      ).toEqual([])
    }
  })
  it('reaches outside the process only as its layer may', () => {
    for (const { path, imports } of inLayer(layer)) {
      for (const { what, module, layers: may } of outside) {
        if (!may.includes(layer))
          expect(
            imports.filter(name => module.test(name)),
            `src/${path} uses ${what}`,
          ).toEqual([])
      }
    }
  })
})

it.each(layers.filter(layer => layer !== 'cli' && layer !== 'app'))(
  'src/%s is handed clock, randomness and output instead of taking them',
  layer => {
    for (const { path, text } of inLayer(layer)) {
      expect(ambient.exec(withoutComments(text))?.[0], `src/${path}`).toBeUndefined()
    }
  },
)

/** Layers that compute: a caller may use them in a page or a worker without anything being opened behind her back. */
const pure = ['stats', 'strategy', 'policy', 'moments', 'estimate', 'uplift', 'evaluate', 'report']

it.each(pure)('src/%s does no I/O, nor does anything it loads', layer => {
  const reaching = inLayer(layer).flatMap(({ path }) => {
    const opened = [...loadedBy(path)].flatMap(loaded => outsideOf(loaded).map(name => `${loaded} (${name})`))
    return opened.map(what => `src/${path} loads src/${what}`)
  })
  expect(reaching).toEqual([])
})

it('lets a strategy file import `huijian` without an engine, a database or charts', () => {
  expect(
    [...loadedBy('index.ts')]
      .flatMap(packagesOf)
      .toSorted()
      .filter((name, i, all) => name !== all[i - 1]),
  ).toEqual(['zod'])
})

it('has no circle of files: a file can be read after those it imports', () => {
  expect(inCircles(importGraph(path => path))).toEqual([])
})

it('has no circle of folders: a folder can be understood after those it imports from', () => {
  expect(inCircles(importGraph(folderOf))).toEqual([])
})

it('is described by the table of docs/architecture.md', () => {
  const rows = [...read('docs/architecture.md').matchAll(/^\| `([a-z]+)` \|(?:[^|\\]|\\.)*\| ([^|]*) \|$/gm)]
  const table = Object.fromEntries(rows.map(([, layer, may]) => [layer!, may!]))
  expect(Object.keys(table)).toEqual(layers)
  for (const [layer, may] of Object.entries(allowed)) {
    if (layer === 'app') expect(table[layer]).toBe('all above')
    else if (layer !== 'cli') expect(may.join(', ') || '—', layer).toBe(table[layer])
  }
})

it('starts threads in one place, from plain JavaScript', () => {
  const files = execFileSync('git', ['ls-files', '-z', '*.ts'], { cwd: root, encoding: 'utf8' }).split('\0')
  const starting = files.filter(
    path => path !== '' && existsSync(join(root, path)) && /\bnew Worker\(/.test(withoutComments(read(path))),
  )
  const tests = starting.filter(path => path.endsWith('.test.ts')) // of programs they hold as texts
  expect(starting).toEqual(['src/engine/columns/start-workers.ts', ...tests])
  for (const path of tests) expect(read(path), path).not.toMatch(/new Worker\((new URL|fileURLToPath|import\.meta)/)
})

it('throws kinds of one HuijianError, known by what they are', () => {
  const own = sources.filter(({ text }) => /\bextends Error\b/.test(text)).map(({ path }) => path)
  expect(own).toEqual(['huijian-error.ts'])
})

it('has no folder under src that the table of layers does not name', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
  expect(folders.filter(name => !layers.includes(name) && name !== 'doors')).toEqual([])
})

it('re-exports in its doors only, and each door does nothing else and says whom it is for', () => {
  expect(sources.filter(({ path }) => path.startsWith('doors/')).length).toBe(doors.length - 1)
  for (const door of doors) {
    const text = read(`src/${door}`)
    const statements = withoutComments(text).replaceAll(/export (type )?\{[^}]*\} from '[^']+'/g, '')
    expect(statements.trim(), door).toBe('')
    expect(text, door).toMatch(/^\/\/ For /)
  }
  for (const { path, text } of sources) {
    if (!doors.includes(path)) {
      expect(/^export (type )?(\*|\{[^}]*\}) from/m.exec(text)?.[0], `src/${path}`).toBeUndefined()
    }
  }
})

it('offers every door under its name in package.json', () => {
  const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, { 'huijian-source'?: string }> }
  const offered = Object.values(exports).map(one => one['huijian-source'])
  for (const door of doors) expect(offered).toContain(`./src/${door}`)
})

const outsideOf = (path: string) =>
  runtimeImports(path).filter(name => outside.some(({ what, module }) => what !== 'HTTP' && module.test(name)))

function folderOf(path: string): string | null {
  return doors.includes(path) ? null : posix.dirname(path)
}
