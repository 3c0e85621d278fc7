// Goal: documents keep their promises: commands, options, scripts and files they name exist.

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/cli/main.ts'
import { read, root } from './sources.ts'

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
})

it.each(['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).flatMap(page)])(
  '%s links only to files that exist',
  name => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1]!)
    expect(links.filter(path => !existsSync(join(root, dirname(name), path)))).toEqual([])
  },
)

function page(file: string): string[] {
  return file.endsWith('.md') ? [`docs/${file}`] : []
}
