// Goal: the folders under src form layers, and the project keeps the promises its documents make about it.

import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/cli/main.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

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

interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(path => /\.(ts|js)$/.test(path))
  .map(path => sourceOf(path.replaceAll('\\', '/')))
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

it('has no import circle: a file can be read after those it imports', () => {
  expect(filesInCircles()).toEqual([])
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

it('keeps a file to one thing: about 200 lines, 260 at the very most', () => {
  const long = sources.map(({ path, text }) => `${path}: ${text.split('\n').length} lines`)
  expect(long.filter(line => Number(/: (\d+) lines/.exec(line)![1]) > 260)).toEqual([])
})

it('names no place of one machine in any file', () => {
  const places = /(?<![\w.])\/(work|root|home\/[a-z]\w*|Users\/\w+)\/|C:\\Users/
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
  const text = files.filter(path => path !== '' && existsSync(join(root, path)) && !/\.(parquet|png|tgz)$/.test(path))
  expect(text.filter(path => places.test(read(path)))).toEqual([])
})

it('locks dependencies without naming a registry host', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
  expect(Object.values(packages).filter(one => one.resolved !== undefined)).toEqual([])
})

describe('README.md', () => {
  const readme = read('README.md')
  const code = [...readme.matchAll(/```[a-z]*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(match => match[1] ?? match[2]!)

  it('names only commands and options that exist', async () => {
    const uses = code
      .flatMap(block => block.split('\n'))
      .flatMap(line => [...line.matchAll(/\bhuijian ([a-z]+)\b([^|\n]*)/g)])
    expect(uses.length).toBeGreaterThan(5)
    for (const [line, name, rest] of uses) {
      const command = await commands.find(one => one.name === name)?.load()
      expect(command, `README: ${line}`).not.toBeUndefined()
      for (const [option] of rest!.matchAll(/--[a-z-]+/g)) expect(command!.usage, `README: ${line}`).toContain(option)
    }
  })
  it('shows every command', () => {
    for (const { name } of commands)
      expect(
        code.some(block => block.includes(`huijian ${name}`)),
        name,
      ).toBe(true)
  })
  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const used = code.flatMap(block =>
      [...block.matchAll(/npm (?:run ([a-z:]+)|(test))\b/g)].map(match => match[1] ?? match[2]!),
    )
    expect(used.filter(name => !(name in scripts))).toEqual([])
  })
  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1]!)
    expect(links.filter(path => !existsSync(join(root, path)))).toEqual([])
  })
})

function sourceOf(path: string): Source {
  const text = read(`src/${path}`)
  const imports = [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"\n]*?(?:\bfrom )?'([^']+)'|\bimport\('([^']+)'\)|^\} from '([^']+)'/gm,
    ),
  ]
  return { path, text, imports: imports.map(match => match[1] ?? match[2] ?? match[3]!) }
}

/** Files that, import by import, lead back to themselves; an import of a type counts. */
function filesInCircles(): readonly string[] {
  const imports = new Map(
    sources.map(source => [
      source.path,
      source.imports.filter(name => name.startsWith('.')).map(name => posix.join(posix.dirname(source.path), name)),
    ]),
  )
  return [...imports.keys()].filter(path => {
    const reached = new Set(imports.get(path))
    for (const next of reached) for (const target of imports.get(next) ?? []) reached.add(target)
    return reached.has(path)
  })
}

/** Files of ours that importing one runs, types left out. */
function loadedBy(path: string): ReadonlySet<string> {
  const loaded = new Set([path])
  for (const next of loaded) {
    for (const name of runtimeImports(next)) {
      if (name.startsWith('.')) loaded.add(posix.join(posix.dirname(next), name))
    }
  }
  return loaded
}

function runtimeImports(path: string): readonly string[] {
  const { text } = sources.find(source => source.path === path)!
  const imports = text.matchAll(/^import (?!type\b)(?:\w+(?:, )?)?(?:\{([^}]*)\})?(?: from )?'([^']+)'/gm)
  const exports = text.matchAll(/^export (?!type\b)\{([^}]*)\} from '([^']+)'/gm)
  return [...imports, ...exports]
    .filter(([, names]) => names === undefined || names.split(',').some(name => /^\s*(?!type )\S/.test(name)))
    .map(([, , from]) => from!)
}

const outsideOf = (path: string) =>
  runtimeImports(path).filter(name => outside.some(({ what, module }) => what !== 'HTTP' && module.test(name)))

const packagesOf = (path: string) => [...new Set(runtimeImports(path).filter(name => !/^(\.|node:)/.test(name)))]

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1')
}
