import type { Step } from '../app/progress.ts'
import type { Lang } from '../strategy/text.ts'
import type { Terminal } from './terminal.ts'

/**
 * Says what is being done, in the terminal's language, on the line that is overwritten.
 *
 * @param done  0–1, where it is known
 */
export function working(terminal: Terminal, step: Step, done?: number): void {
  const percent = done === undefined ? '' : ` ${(done * 100).toFixed(0)} %`
  terminal.progress(`${words[terminal.lang][step]}${percent}`)
}

const en: Readonly<Record<Step, string>> = {
  generating: 'generating the demo bank',
  importing: 'importing',
  reading: 'reading',
  checking: 'checking',
  sorting: 'sorting',
  hashing: 'hashing',
  evaluating: 'evaluating',
  cutting: 'cutting',
  ranking: 'ranking',
}

const zh: Readonly<Record<Step, string>> = {
  generating: '正在生成演示银行',
  importing: '正在导入',
  reading: '正在读取',
  checking: '正在检查',
  sorting: '正在排序',
  hashing: '正在计算哈希',
  evaluating: '正在评估',
  cutting: '正在按时间截断',
  ranking: '正在排序打分',
}

const words: Readonly<Record<Lang, Readonly<Record<Step, string>>>> = { en, zh }
