// Terms of the report in plain words, for a reviewer who has not met them.

import type { Text } from '../../strategy/text.ts'

export const terms: readonly { readonly term: Text; readonly meaning: Text }[] = [
  {
    term: { en: 'as logged', zh: '实际执行' },
    meaning: {
      en: 'What the bank actually did in this history, and what came of it.',
      zh: '银行在这段历史中实际采取的动作及其结果。',
    },
  },
  {
    term: { en: 'decision', zh: '决策' },
    meaning: {
      en: 'One moment at which one customer could be contacted. “No contact” is a decision too.',
      zh: '某位客户在某一时刻可以被触达，即为一次决策；“不触达”也是一种决策。',
    },
  },
  {
    term: { en: 'propensity', zh: '倾向概率' },
    meaning: {
      en:
        'The probability with which the logged action was chosen at the time. Logged with the decision, given by a ' +
        'test’s design, or modelled afterwards; modelled ones are the weakest ground.',
      zh: '当时选中该动作的概率。可在决策时记录，可由试验设计给出，也可事后用模型估计；模型估计的依据最弱。',
    },
  },
  {
    term: { en: 'weight', zh: '权重' },
    meaning: {
      en:
        'How many times as likely the strategy is to take the logged action as the bank was. Decisions the strategy ' +
        'would have made count more.',
      zh: '策略采取历史动作的概率与当时概率之比。策略也会做出的决策，权重更大。',
    },
  },
  {
    term: { en: 'DR (doubly robust)', zh: 'DR（双重稳健估计）' },
    meaning: {
      en:
        'A predicted outcome of the strategy’s action, corrected by the weighted error of that prediction where the ' +
        'log shows the truth. It is right when either the propensities or the predictions are. Verdicts rest on it.',
      zh: '先预测策略动作的结果，再用历史中可见的加权预测误差加以修正。倾向概率或预测二者有一个正确即可无偏。结论以此为准。',
    },
  },
  {
    term: { en: 'SNIPS', zh: 'SNIPS（自归一化逆概率加权）' },
    meaning: {
      en:
        'The weighted mean of what actually happened; no prediction enters. Shown beside DR as a check: a verdict ' +
        'needs the same sign from both.',
      zh: '对实际结果按权重求平均，不使用任何预测。与 DR 并列作为核对：二者符号一致才下结论。',
    },
  },
  {
    term: { en: 'interval', zh: '区间' },
    meaning: {
      en:
        'The range that covers the true value in 95 of 100 such histories (or at the level stated). Decisions of ' +
        'one customer are taken together.',
      zh: '在 100 段同类历史中，约有 95 段（或按所示水平）会覆盖真实值的范围；同一客户的多次决策合并考虑。',
    },
  },
  {
    term: { en: 'better, worse, unclear', zh: '更好、更差、不明确' },
    meaning: {
      en:
        'Better or worse: the interval of the difference leaves out zero in the direction the bank wants or does ' +
        'not want, and SNIPS agrees in sign. Anything else is unclear; unclear is not “no difference”.',
      zh: '差值区间不含零，方向符合（或违背）银行的期望，且 SNIPS 符号一致，方为更好（或更差）。其余为不明确；不明确不等于没有差别。',
    },
  },
  {
    term: { en: 'within limit', zh: '限额以内' },
    meaning: {
      en: 'For an unwanted outcome: its upper limit lies below the ceiling the bank has declared.',
      zh: '针对不希望发生的结果：其上限低于银行声明的限额。',
    },
  },
  {
    term: { en: 'effective sample', zh: '有效样本量' },
    meaning: {
      en:
        'Unequal weights tell less than equal ones. This is the number of equally weighted customers that would ' +
        'tell as much.',
      zh: '权重不等时信息减少。有效样本量即相当于多少位权重相等的客户。',
    },
  },
  {
    term: { en: 'unsupported', zh: '缺乏历史支持' },
    meaning: {
      en:
        'Probability the strategy puts on actions its segment has never seen. History says nothing about them, ' +
        'whatever the sample.',
      zh: '策略落在该分群从未采取过的动作上的概率。无论样本多大，历史都无法说明这些动作的效果。',
    },
  },
  {
    term: { en: 'exploration', zh: '探索' },
    meaning: {
      en:
        'The small share of decisions a strategy draws at random from the allowed actions, so that the next history ' +
        'can be checked as this one.',
      zh: '策略按很小的比例在允许的动作中随机选取，使下一段历史同样可以回检。',
    },
  },
  {
    term: { en: 'carry-over', zh: '延续影响' },
    meaning: {
      en:
        'A strategy’s own contacts change later states (fatigue, habit). A back-test on logged states does not ' +
        'include that; a simulation or a pilot does.',
      zh: '策略自身的触达会改变之后的客户状态（如疲劳、习惯）。基于历史状态的回检不包含这种影响，需要仿真或试点来检验。',
    },
  },
  {
    term: { en: 'Holm correction', zh: 'Holm 校正' },
    meaning: {
      en:
        'Many segments and months give many chances to be lucky. Verdicts on them are given only after allowing for ' +
        'their number.',
      zh: '分群和月份越多，碰巧“显著”的机会越多；只有按个数校正之后才对其下结论。',
    },
  },
]
