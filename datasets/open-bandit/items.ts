import type { FeatureSpec } from 'huijian'

/** Items of the men's campaign are numbered 0 … 33; nothing else is public about them but four anonymous features. */
export const ITEMS = 34

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
export type ItemId = Digit | `${'1' | '2'}${Digit}` | '30' | '31' | '32' | '33'

export interface ShowItem {
  readonly channel: 'web'
  readonly offer: `item-${ItemId}`
  readonly label: { readonly en: string; readonly zh: string }
}

type NumberSpec = Extract<FeatureSpec, { readonly kind: 'number' }>

const itemIds = Array.from({ length: ITEMS }, (_, item) => String(item) as ItemId)

export const showItem: readonly ShowItem[] = itemIds.map(item => ({
  channel: 'web',
  offer: `item-${item}`,
  label: { en: `Show item ${item}`, zh: `展示商品 ${item}` },
}))

/** `pastClicks17`: how often this user clicked item 17 before. One feature per item, whichever item was shown. */
export const pastClicksByItem = Object.fromEntries(
  itemIds.map(item => [
    `pastClicks${item}`,
    {
      kind: 'number',
      unit: 'clicks',
      min: 0,
      nature: 'dynamic',
      from: `"user-item_affinity_${item}"`,
      label: { en: `Earlier clicks on item ${item}`, zh: `对商品 ${item} 的历史点击次数` },
    },
  ]),
) as Readonly<Record<`pastClicks${ItemId}`, NumberSpec>>

/** A cell that is no number makes the sum missing; the item's own feature says so. */
export const pastClicksSql = itemIds.map(item => `TRY_CAST("user-item_affinity_${item}" AS DOUBLE)`).join(' + ')
