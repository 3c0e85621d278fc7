import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** Size and time of change of each file: equal before and after means nobody wrote to it in between. */
export const sizesOf = (paths: readonly string[]) =>
  Promise.all(
    paths.map(async path => {
      const { size, mtimeMs } = await stat(path)
      return [size, mtimeMs]
    }),
  )

/** SHA-256 of each file's bytes. */
export async function hashFiles(
  paths: readonly string[],
  onShare: (share: number) => void,
): Promise<readonly string[]> {
  const total = (await sizesOf(paths)).reduce((sum, [size]) => sum + size!, 0)
  const hashes: string[] = []
  let read = 0
  for (const path of paths) {
    const hash = createHash('sha256')
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(piece as Buffer)
      onShare((read += (piece as Buffer).length) / total)
    }
    hashes.push(hash.digest('hex'))
  }
  return hashes
}
