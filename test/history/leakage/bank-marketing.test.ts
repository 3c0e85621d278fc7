import bankMarketing from 'huijian/datasets/bank-marketing'
import { expect, it } from 'vitest'
import { testLeakage } from '../../../src/history/leakage/test-leakage.ts'
import { describeShared, sharedData, temporaryFolder } from '../../datasets/shared-data.ts'

describeShared('bank-marketing', 'bank-additional-full.csv', () => {
  const home = temporaryFolder(),
    files = [sharedData('bank-additional-full.csv')]

  it('names the length of the call, offered as a feature: AUC .93 with it, .79 without', async () => {
    const { leaks, ranking, split } = await testLeakage({ dataset: bankMarketing, home, files, offer: ['duration'] })
    expect(leaks).toEqual([{ feature: 'duration', by: 'ranking' }])
    const [first] = ranking.features
    expect(first!.alone).toBeCloseTo(0.818446, 2)
    expect(ranking.all).toBeGreaterThan(0.92)
    expect(first!.without).toBeGreaterThan(0.77)
    expect(first!.without).toBeLessThan(0.8)
    // An interleaved split overstates AUC by 0.07 to 0.19 here.
    expect(split.interleaved! - split.ordered!).toBeGreaterThan(0.07)
    expect(split.flatters).toBe(true)
  })
  it('finds nothing among the features the definition has', async () => {
    const { leaks, failures, truncation } = await testLeakage({ dataset: bankMarketing, home, files })
    expect([leaks, failures]).toEqual([[], []])
    expect(truncation.tested).toEqual([])
    expect(truncation.ownRow).toHaveLength(14)
  })
})
