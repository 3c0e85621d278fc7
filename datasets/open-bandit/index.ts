// Open Bandit Dataset, men's campaign: which fashion item was shown in which of three positions, and was it clicked.
// The publisher hashed what it knows of users; a level is the first eight characters of such a hash. See README.md.

import { any, defineDataset, segment } from 'huijian'
import { pastClicksByItem, pastClicksSql, showItem } from './items.ts'

export default defineDataset({
  name: 'open-bandit',
  title: { en: 'Open Bandit Dataset, men’s campaign (ZOZO)', zh: 'Open Bandit 数据集，男装活动（ZOZO）' },
  source: {
    publisher: 'ZOZO, Inc.',
    url: 'https://github.com/st-tech/zr-obp/tree/master/obd',
    licence: 'sample in an Apache-2.0 repository; full data for research uses, see research.zozo.com/data.html',
    citation:
      'Saito, Aihara, Matsutani, Narita: Open Bandit Dataset and Pipeline: Towards Realistic and ' +
      'Reproducible Off-Policy Evaluation. arXiv:2008.07146.',
    files: [
      {
        name: 'random-men.csv',
        rows: 10_000,
        sha256: 'ede6d08c6877f99cd3770f7d09e26c738e6aa6de4445ccccfb1356ba5d06b1eb',
      },
      {
        name: 'bts-men.csv',
        rows: 10_000,
        sha256: 'db6d1f7ed2d591ba521533e45286d4c1fba7fe57a8ad2e80342210335f43c527',
      },
    ],
  },
  decision: {
    time: 'timestamp',
    action: `'web:item-' || item_id`,
  },
  features: {
    position: {
      kind: 'category',
      levels: ['left', 'centre', 'right'],
      nature: 'dynamic',
      from: `CASE CAST(position AS VARCHAR) WHEN '1' THEN 'left' WHEN '2' THEN 'centre' WHEN '3' THEN 'right'
        ELSE CAST(position AS VARCHAR) END`,
      label: { en: 'Position on the page', zh: '页面位置' },
      levelLabels: {
        left: { en: 'left', zh: '左' },
        centre: { en: 'centre', zh: '中' },
        right: { en: 'right', zh: '右' },
      },
    },
    userGroup0: {
      kind: 'category',
      levels: ['cef3390e', '81ce123c', '4ae385d7'],
      nature: 'static',
      from: 'left(user_feature_0, 8)',
      label: { en: 'Hashed user feature 0', zh: '用户特征 0（已哈希）' },
    },
    userGroup1: {
      kind: 'category',
      levels: ['03a5648a', '2d03db55', 'f1c2d6a3', '6ff54aa8', '8b506218'],
      nature: 'static',
      from: 'left(user_feature_1, 8)',
      label: { en: 'Hashed user feature 1', zh: '用户特征 1（已哈希）' },
    },
    userGroup2: {
      kind: 'category',
      nature: 'static',
      from: 'left(user_feature_2, 8)',
      levels: [
        'c2e4f76c',
        '2723d2eb',
        '7bc94a2d',
        '9b2d331c',
        '719dab53',
        '302deff1',
        '9f4e8271',
        '7ae37150',
        'c7cce490',
      ],
      label: { en: 'Hashed user feature 2', zh: '用户特征 2（已哈希）' },
    },
    userGroup3: {
      kind: 'category',
      nature: 'static',
      from: 'left(user_feature_3, 8)',
      levels: [
        '9bde591f',
        'c39b0c7d',
        'f97571b9',
        '06128286',
        '05b76f5e',
        '270b3e1c',
        '3aef83d3',
        '1f5491ca',
        'c9dce82b',
      ],
      label: { en: 'Hashed user feature 3', zh: '用户特征 3（已哈希）' },
    },
    pastClicks: {
      kind: 'number',
      unit: 'clicks',
      min: 0,
      nature: 'dynamic',
      from: pastClicksSql,
      label: { en: 'Earlier clicks on any of the 34 items', zh: '对全部 34 件商品的历史点击总数' },
    },
    ...pastClicksByItem,
  },
  actions: [
    { channel: 'hold', label: { en: 'Show nothing (never logged)', zh: '不展示（日志中从未出现）' } },
    ...showItem,
  ],
  propensity: { source: 'logged', from: 'propensity_score' },
  outcomes: {
    click: {
      kind: 'conversion',
      measure: 'rate',
      direction: 'higher',
      horizonDays: 0,
      label: { en: 'Clicked the item', zh: '点击商品' },
    },
  },
  segments: f => [
    segment('known-taste', { en: 'Clicked one of the items before', zh: '曾点击过其中商品' }, f.pastClicks.atLeast(1)),
    segment(
      'main-group',
      { en: 'No earlier click, largest user group', zh: '无历史点击，最大用户群' },
      f.userGroup0.is('cef3390e'),
    ),
    segment(
      'small-groups',
      { en: 'No earlier click, other user groups', zh: '无历史点击，其他用户群' },
      any(f.userGroup0.isOneOf('81ce123c', '4ae385d7')),
    ),
  ],
  leaks: {},
  quarantineLimit: 0,
})
