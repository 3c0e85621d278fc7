// Goal: what is fetched apart from the sums can be asked for on the command line, and asked for wrongly with a clear
// answer.

import { expect, it } from 'vitest'
import { examineRequest } from '../../src/cli/examine-options.ts'

it('reads λ as a list, and replicates and the largest weight as numbers', () => {
  expect(examineRequest({ lambda: '2,5, 10', bootstrap: '500', 'max-weight': '62.5' })).toEqual({
    lambdas: [2, 5, 10],
    bootstrap: 500,
    maxWeight: 62.5,
  })
  expect(examineRequest({})).toEqual({})
})

it('names the option and what stood there', () => {
  expect(() => examineRequest({ lambda: '2,,5' })).toThrow(/--lambda takes numbers above 0, not ''/)
  expect(() => examineRequest({ lambda: '2;5' })).toThrow(/'2;5'/)
  for (const text of ['-5', '10', '60.5']) {
    expect(() => examineRequest({ bootstrap: text })).toThrow(
      `--bootstrap takes a whole number from 50 to 100000, not '${text}'`,
    )
  }
  expect(() => examineRequest({ 'max-weight': 'Infinity' })).toThrow(/--max-weight/)
})
