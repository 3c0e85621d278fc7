// The command line: finds the command, runs it, and turns what it throws into one message and an exit code.

import { version } from '../app/version.ts'
import { HuijianError } from '../huijian-error.ts'
import { suggest } from '../strategy/errors.ts'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import type { Terminal } from './terminal.ts'
import { processTerminal } from './terminal.ts'

interface Listed {
  readonly name: string
  /** One line for `huijian --help`. */
  readonly summary: string
  /** Only the command asked for is loaded: the engines behind them take longer to load than most take to run. */
  readonly load: () => Promise<Command>
}

/** In the order `--help` shows them. */
export const commands: readonly Listed[] = [
  {
    name: 'demo',
    summary: 'generate a bank, back-test strategies on it, write a report: everything once',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
  {
    name: 'backtest',
    summary: 'estimate what strategies would have earned on past decisions',
    load: async () => (await import('./backtest.ts')).backtestCommand,
  },
  {
    name: 'sweep',
    summary: 'try a strategy with other parameters, and remember how many were tried',
    load: async () => (await import('./sweep.ts')).sweepCommand,
  },
  {
    name: 'compare',
    summary: 'judge a strategy chosen among many by all that was tried',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  {
    name: 'uplift',
    summary: 'say how well a score ranks customers by what treating them changes',
    load: async () => (await import('./uplift.ts')).upliftCommand,
  },
  {
    name: 'import',
    summary: 'check a history file and keep it for back-tests',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    name: 'leakage',
    summary: 'look for features that know what was not known yet',
    load: async () => (await import('./leakage.ts')).leakageCommand,
  },
  {
    name: 'library',
    summary: 'list the saved runs, or show one again',
    load: async () => (await import('./library.ts')).libraryCommand,
  },
  {
    name: 'new',
    summary: 'draft a data set from a file of yours, or a strategy for one',
    load: async () => (await import('./new.ts')).newCommand,
  },
  {
    name: 'explain',
    summary: 'say a strategy in plain words, for the person who approves it',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'diff',
    summary: 'say what changed between two strategies',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'datasets',
    summary: 'list the data sets that can be named here, with their strategies',
    load: async () => (await import('./datasets.ts')).datasetsCommand,
  },
]

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
  const listed = commands.find(one => one.name === name)
  if (listed === undefined) {
    terminal.note(
      `huijian has no command “${name}”.${suggest(
        name,
        commands.map(one => one.name),
      )} \`huijian --help\` lists them.`,
    )
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) return help(name, terminal)
  try {
    const command = await listed.load()
    return await command.run(rest, terminal)
  } catch (error) {
    terminal.progress('')
    return report(error, name, debug, terminal)
  }
}

function report(error: unknown, command: string, debug: boolean, terminal: Terminal): number {
  if (debug) terminal.note(error instanceof Error ? String(error.stack) : String(error))
  else terminal.note(`huijian ${command}: ${messageOf(error)}`)
  if (!(error instanceof UsageError)) return 1
  terminal.note(`\`huijian ${command} --help\` shows how it is used.`)
  return 2
}

/**
 * Our own errors say what to do. Anything else is a fault of the program or the machine, and its message alone helps
 * nobody: its kind goes before it and `--debug` after it.
 */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `stopped with ${String(error)}; --debug shows more`
  // The file system's own words name the path and what is in the way.
  if ('syscall' in error) return `${error.message}. Check the path, or choose another one.`
  return error instanceof HuijianError
    ? error.message
    : `stopped unexpectedly (${error.constructor.name}: ${error.message}); run it again with --debug for the place`
}

async function help(name: string | undefined, terminal: Terminal): Promise<number> {
  const listed = commands.find(one => one.name === name)
  if (listed !== undefined) {
    terminal.out((await listed.load()).usage)
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
