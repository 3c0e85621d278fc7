import { createRequire } from 'node:module'

export function version(): string {
  return (createRequire(import.meta.url)('huijian/package.json') as { version: string }).version
}
