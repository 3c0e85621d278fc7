// The command line: finds the command, runs it, and turns what it throws into one message and an exit code.
import { createRequire } from 'node:module'
import type { Command } from './command.ts'
import { suggest } from '../strategy/errors.ts'
import { UsageError } from './command.ts'
import type { Terminal } from './terminal.ts'
import { backtestCommand } from './backtest.ts'
import { datasetsCommand } from './datasets.ts'
import { diffCommand } from './diff.ts'
import { explainCommand } from './explain.ts'
import { importCommand } from './import.ts'
import { libraryCommand } from './library.ts'
import { processTerminal } from './terminal.ts'

/** In the order `--help` shows them. */
export const commands: readonly Command[] = [backtestCommand, importCommand, libraryCommand, explainCommand, diffCommand, datasetsCommand]

/**
 * @param argv words after `huijian`
 * @returns exit code: 0 done, 1 could not be done, 2 usage
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const debug = argv.includes('--debug')
  const [name, ...rest] = argv.filter(word => word !== '--debug')
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(rest[0], terminal)
  if (name === '--version' || name === '-v') {
    terminal.out(version())
    return 0
  }
  const command = commands.find(one => one.name === name)
  if (command === undefined) {
    terminal.note(`huijian has no command “${name}”.${suggest(name, commands.map(one => one.name))} \`huijian --help\` lists them.`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal)
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    terminal.progress('')
    return report(error, command, debug, terminal)
  }
}

function report(error: unknown, command: Command, debug: boolean, terminal: Terminal): number {
  if (debug) terminal.note(error instanceof Error ? String(error.stack) : String(error))
  else terminal.note(`huijian ${command.name}: ${messageOf(error)}`)
  if (!(error instanceof UsageError)) return 1
  terminal.note(`\`huijian ${command.name} --help\` shows how it is used.`)
  return 2
}

/**
 * Our own errors say what to do. Anything else is a fault of the program or the machine, and its message alone helps
 * nobody: its kind goes before it and `--debug` after it.
 */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `stopped with ${String(error)}; --debug shows more`
  const foreign = /^(Error|TypeError|RangeError|ReferenceError|SyntaxError|EvalError|SqliteError|AggregateError)$/
  const ours = !foreign.test(error.constructor.name)
  return ours ? error.message : `stopped unexpectedly (${error.constructor.name}: ${error.message}); run it again with --debug for the place`
}

function help(name: string | undefined, terminal: Terminal): number {
  const command = commands.find(one => one.name === name)
  if (command !== undefined) {
    terminal.out(command.usage)
    return 0
  }
  const width = Math.max(...commands.map(one => one.name.length))
  terminal.out(`usage: huijian <command> [options]

Back-checks outreach strategies against a bank's history (策略回检).

${commands.map(one => `  ${one.name.padEnd(width)}  ${one.summary}`).join('\n')}

\`huijian <command> --help\` shows a command's options and an example.
--debug after any command shows the place of an error; --version prints ${version()}.
Results go to standard output, messages to standard error. Exit code 1: could not be done; 2: wrong usage.`)
  return 0
}

export function version(): string {
  return (createRequire(import.meta.url)('huijian/package.json') as { version: string }).version
}
