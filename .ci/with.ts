// Runs a command with the packages of a folder that has a package.json of its own: large ones that one command needs,
// and that `npm ci` therefore does not bring.
//
//   node .ci/with.ts <folder> <command> [words…]
//
// They are installed when they are absent or the folder's lock file has changed since; their programs are on the path.

import { spawnSync, type SpawnSyncOptions } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const [folder, command, ...words] = process.argv.slice(2)
if (folder === undefined || command === undefined)
  throw new Error('usage: node .ci/with.ts <folder> <command> [words…]')
process.exitCode = installed(folder) ? run(command, words, { env: pathWith(folder) }) : 1

function installed(folder: string): boolean {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  // Written when all is there; an install that was broken off leaves none.
  const mark = join(folder, 'node_modules/.installed-lock.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return true
  console.log(`npm ci in ${folder}`)
  if (npm(folder, 'ci') !== 0) {
    console.error(`The packages of ${folder} could not be installed; npm says why above.`)
    return false
  }
  writeFileSync(mark, lock)
  return true
}

/**
 * npm on the Node that the person started it with: the one of our packages, which comes first on the path here, does not
 * know the certificates that the machine's own may need. The settings of the npm that runs us are not those of the folder.
 */
function npm(cwd: string, ...words: readonly string[]): number {
  const { npm_node_execpath: node, npm_execpath: file } = process.env
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  return node && file ? run(node, [file, ...words], { cwd, env }) : run('npm', words, { cwd, env })
}

function pathWith(folder: string): NodeJS.ProcessEnv {
  const programs = join(process.cwd(), folder, 'node_modules/.bin')
  return { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` }
}

/** On Windows only a shell starts what npm puts on the path, and a file with blanks in its name only without one. */
function run(command: string, words: readonly string[], options: SpawnSyncOptions): number {
  const shell = process.platform === 'win32' && !command.endsWith('.exe')
  const { status, error } = spawnSync(command, words, { ...options, stdio: 'inherit', shell })
  if (error) console.error(`${command} did not start: ${error.message}`)
  return status ?? 1
}
