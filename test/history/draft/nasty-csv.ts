// A file of contacts with everything people do to such files.

import { rng } from '../../../src/stats/rng.ts'

export const LEVELS = [`it's "A"`, 'back\\slash', 'two\nlines', '${name} `tick`', '*/ // --', '金卡']

export function nastyCsv(): string {
  const header = [
    '客户编号',
    'Contact "Time"',
    '渠道',
    '资产 余额',
    'class',
    '__proto__',
    'action',
    'delete',
    'DELETE ',
    '2nd-flag',
    `last call's result`,
    'signed-up on',
    'next appointment',
    '通话时长',
    'score_b',
    'refusal',
    'remarks',
    'constant',
    '是否办理',
    '满意度',
    'complained',
  ]
  const uniform = rng(1)
  const rows = Array.from({ length: 600 }, (_, i) => {
    const day = (offset: number) => new Date(Date.UTC(2025, 0, 1 + (i % 90) + offset)).toISOString().slice(0, 10)
    const sold = uniform() < 0.3
    const channel = ['电话', '短信 "特惠"', '无', `it's`, ''][i % 5]!
    return [
      `00${i % 200}`,
      `${day(0)} 10:00:00`,
      channel,
      i % 50 === 0 ? 999 : (i % 13) * 7,
      LEVELS[i % LEVELS.length]!,
      i % 5,
      ['x', 'y'][i % 2]!,
      i % 3,
      i % 7,
      i % 2 === 0 ? '0.0' : '1.0',
      ['ok', '', 'busy'][i % 3]!,
      day(-400),
      i % 9 === 0 ? '' : day(30),
      i % 300,
      (sold ? 100 : 0) + (i % 90),
      sold || i % 2 === 0 ? '' : 'price',
      `remark ${i}`,
      'same',
      sold ? '是' : '否',
      i % 4 === 0 ? Math.ceil(5 * uniform()) : '',
      Number(uniform() < 0.1),
    ]
  })
  return [header, ...rows].map(cells => cells.map(cell).join(',')).join('\n')
}

const cell = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`
