// From the values of an action column to actions: which channel, which offer, and what is doing nothing.

import { actionKey, channels, type Action, type Channel } from '../../strategy/catalogue.ts'

export interface DraftedAction extends Action {
  /** The values in the file that mean it. */
  readonly values: readonly { readonly text: string; readonly rows: number }[]
  /** True when the value named no channel, so that `call` is only a guess. */
  readonly guessed: boolean
  /** False for a `hold` that no row means. */
  readonly logged: boolean
}

/** Words in a value that name a channel. Order matters: an e-mail is not the web, a video call is no phone call. */
const channelWords: readonly (readonly [Channel, RegExp])[] = [
  ['email', /e-?mail|mail|newsletter|邮件|电邮/i],
  ['sms', /\bsms\b|text message|短信/i],
  ['push', /\bpush|app message|推送/i],
  ['wechat', /we-?chat|weixin|wecom|微信|企微/i],
  ['video', /video|视频/i],
  ['branch', /branch|visit|counter|网点|柜台|面访/i],
  ['web', /\bweb|banner|online|site|网页|网站|横幅/i],
  ['call', /call|phone|tele|cellular|mobile|landline|电话|外呼|手机|座机/i],
]
const NOTHING = /^(hold|none|no|nothing|control|holdout|n\/?a|null|false|0)$|^(no|not|without)[\s_-]|^(无|不|未|对照)/i

/**
 * One action for each value, `hold` first; values that mean doing nothing share it, and it is there even if none does.
 *
 * @param missing  rows without a value: nothing was done
 */
export function draftActions(
  values: readonly { readonly text: string; readonly rows: number }[],
  missing: number,
): readonly DraftedAction[] {
  const nothing = values.filter(value => NOTHING.test(value.text.trim()))
  const logged = nothing.length > 0 || missing > 0
  const hold: DraftedAction = { channel: 'hold', values: nothing, guessed: false, logged }
  const taken = new Set<string>()
  return [
    hold,
    ...values
      .filter(value => !nothing.includes(value))
      .map(value => {
        const action = draftAction(value)
        let free = action
        for (let k = 2; taken.has(actionKey(free)); k++) {
          free = { ...action, offer: `${action.offer ?? action.channel} (${k})` }
        }
        taken.add(actionKey(free))
        return free
      }),
  ]
}

function draftAction(value: { readonly text: string; readonly rows: number }): DraftedAction {
  const values = [value],
    text = value.text.replace(/\p{Cc}/gu, ' ') // an offer is a name: no control characters
  const [first = '', ...rest] = text.split(':')
  const named = channels.find(channel => channel === first && channel !== 'hold')
  if (named !== undefined && rest.length > 0 && rest.join(':') !== '') {
    return { channel: named, offer: rest.join(':'), values, guessed: false, logged: true }
  }
  if (named !== undefined && rest.length === 0) return { channel: named, values, guessed: false, logged: true }
  const heard = channelWords.find(([, word]) => word.test(text))
  return { channel: heard?.[0] ?? 'call', offer: text, values, guessed: heard === undefined, logged: true }
}
