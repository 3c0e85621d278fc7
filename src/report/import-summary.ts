// What `huijian import` says when it is done, in the two languages.

import type { Imported } from '../history/cache.ts'
import type { Lang } from '../strategy/text.ts'
import { integer } from './figures.ts'

/** One line of facts; then that nothing was new, and where the rows are that were set aside. */
export function importedLines({ facts, quarantine, reused }: Imported, lang: Lang): string {
  const words = lang === 'zh' ? zh : en
  const parts = [
    words.decisions(facts.dataset, facts.rows),
    facts.customersKnown ? words.customers(facts.customers) : words.noCustomers,
    facts.from === null || facts.to === null
      ? words.noDates
      : words.period(facts.from.slice(0, 10), facts.to.slice(0, 10)),
    words.propensities[facts.propensity],
    words.data(facts.dataHash.slice(0, 12)),
  ]
  return [
    parts.join(' · '),
    ...(reused ? [words.reused] : []),
    ...(quarantine === null ? [] : [words.aside(facts.quarantined, quarantine)]),
  ].join('\n')
}

const counted = (n: number, what: string) => `${integer(n)} ${what}${n === 1 ? '' : 's'}`

const en = {
  decisions: (dataset: string, n: number) => `${dataset}: ${counted(n, 'decision')}`,
  customers: (n: number) => counted(n, 'customer'),
  noCustomers: 'customers not named: each row is taken as one',
  period: (from: string, to: string) => `${from} to ${to}`,
  noDates: 'no dates',
  propensities: {
    logged: 'propensities logged',
    design: 'propensities by design',
    modelled: 'propensities modelled',
  },
  data: (hash: string) => `data ${hash}`,
  reused: '(this file had been imported before)',
  aside: (n: number, path: string) => `${counted(n, 'row')} set aside, with line number and reason: ${path}`,
}

const zh: typeof en = {
  decisions: (dataset, n) => `${dataset}：${integer(n)} 次决策`,
  customers: n => `${integer(n)} 位客户`,
  noCustomers: '未给出客户：每行视为一位客户',
  period: (from, to) => `${from} 至 ${to}`,
  noDates: '没有日期',
  propensities: { logged: '倾向概率已记录', design: '倾向概率来自试验设计', modelled: '倾向概率由模型估计' },
  data: hash => `数据 ${hash}`,
  reused: '（此文件此前已导入）',
  aside: (n, path) => `${integer(n)} 行已隔离，行号与原因见：${path}`,
}
