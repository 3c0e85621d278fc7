// The demo bank's source file: generated once per size and seed, then found again.

import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateDemoBank } from '../../datasets/demo-bank/generate.ts'
import { DEFAULT_SIZE, type WorldSize } from '../../datasets/demo-bank/world.ts'
import type { OnProgress } from './progress.ts'
import { version } from './version.ts'

export const demoSize: WorldSize = DEFAULT_SIZE

/**
 * The name carries our version, because another version may generate another world.
 * @returns path of the Parquet file as the bank would hand it over
 */
export async function generatedDemoBank(size: WorldSize, home: string, onProgress: OnProgress): Promise<string> {
  const file = join(
    home,
    'generated',
    `demo-bank-${version()}-${size.customers}x${size.months}-seed${size.seed}.parquet`,
  )
  if (existsSync(file)) return file
  mkdirSync(dirname(file), { recursive: true })
  await generateDemoBank({
    ...size,
    file,
    onProgress: done => onProgress('generating', done),
  })
  return file
}
