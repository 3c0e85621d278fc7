// `npm run build`: plain JavaScript and declarations in dist, because Node strips no types under node_modules.

import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })

// On Windows npm's commands are scripts that only a shell starts.
const tsc = spawnSync('npx', ['tsc', '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
if (tsc.status !== 0) process.exit(tsc.status ?? 1)

// What is no source goes along: migrations, README files and tables of the datasets.
const compiled = new Set(['.ts', '.js'])
for (const folder of ['src', 'strategies', 'datasets']) {
  cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: path => !compiled.has(extname(path)) })
}
