// What happens to a customer between decisions: money, deposits, app use and contacts.

import { BRANCH, CALL_DEPOSIT, CALL_WEALTH, HOLD, PUSH, SMS, VIDEO } from './catalogue.ts'
import { logistic, type Situation } from './customer.ts'
import type { Draws } from './draws.ts'

/** The world always ends in December 2025, so months are counted from January 2025 and earlier ones are negative. */
export const LAST_MONTH = 11

/** The longest world: it begins in January 2016. */
export const MAX_MONTHS = 120

// Days since 1970 of the first day of each month a world can have, and of the one after; asked for often, so kept.
const FIRST_DAYS = Int32Array.from(
  { length: MAX_MONTHS + 1 },
  (_, k) => Date.UTC(2025, LAST_MONTH - MAX_MONTHS + 1 + k, 1) / 86_400_000,
)

/** Days since 1970 of a month's first day. */
export function firstDayOf(month: number): number {
  return FIRST_DAYS[month - LAST_MONTH + MAX_MONTHS - 1]!
}

/** January is 0. */
export function calendarMonth(month: number): number {
  return ((month % 12) + 12) % 12
}

/** Purposes of a month's draws; outcome purposes start at 40 (outcomes.ts), the policy's own is 90 (world.ts). */
const P = {
  deviation: 1,
  bonus: 2,
  bonusSize: 3,
  salary: 4,
  smallInflow: 5,
  logins: 6,
  lost: 7,
  renew: 20,
  term: 21,
  open: 22,
  otherContact: 23,
  otherDay: 24,
  delay: 25,
  holderLeaves: 26,
} as const

/**
 * Draws what the bank sees this month: balance, inflow, app use, and how recent the contacts are. `d` stands at
 * (customer, s.month).
 */
export function observe(s: Situation, d: Draws): void {
  const holiday = calendarMonth(s.month) <= 1 // bonuses are paid before the Spring Festival
  s.deviation = 0.85 * s.deviation + 0.22 * d.normal(P.deviation)
  const gets = d.uniform(P.bonus) < (holiday && s.salary > 0 ? 0.4 : 0.06)
  const size = d.uniform(P.bonusSize)
  s.bonus = gets ? (s.salary > 0 ? s.salary * (0.8 + 3 * size) : Math.exp(s.logBalance) * (0.1 + 0.6 * size)) : 0
  s.balance = Math.min(
    50_000_000,
    Math.round(Math.exp(s.logBalance + s.deviation + (holiday ? 0.06 : 0)) + 0.6 * s.bonus),
  )
  const small = 0.08 * Math.exp(s.logBalance) * d.uniform(P.smallInflow)
  s.inflow30d = Math.min(20_000_000, Math.round(s.salary * (0.95 + 0.1 * d.uniform(P.salary)) + s.bonus + small))
  // Log-ins are geometric around the customer's mean: a few people open the app many times a day.
  s.appLogins30d =
    d.uniform(P.lost) < 0.015
      ? NaN
      : Math.min(200, Math.floor(Math.log(d.uniform(P.logins)) / Math.log(s.loginMean / (1 + s.loginMean))))
  s.daysSinceContact = firstDayOf(s.month) + s.decisionDay - 1 - s.lastContactDay
  s.contacts90d = s.contactsBy[0] + s.contactsBy[1] + s.contactsBy[2]
}

/** True when the contact leaves the bank: the do-not-contact list and a missing app stop it whatever was decided. */
export function isDelivered(s: Situation, action: number): boolean {
  if (action === HOLD || s.optedOut === 1) return false
  return (action !== PUSH && action !== VIDEO) || s.appUser === 1
}

/** Moves to the next month after `action` had these outcomes. `d` still stands at the month that ends. */
export function advance(
  s: Situation,
  d: Draws,
  action: number,
  converted: boolean,
  complained: boolean,
  optedOut: boolean,
): void {
  const delivered = isDelivered(s, action)
  const today = firstDayOf(s.month) + s.decisionDay - 1
  const days = firstDayOf(s.month + 1) - firstDayOf(s.month)
  // Calls, video and SMS count as contacts and leave within six days of the decision; push and branch talks do not.
  const own =
    delivered && (action === CALL_DEPOSIT || action === CALL_WEALTH || action === SMS || action === VIDEO) ? 1 : 0
  const other = s.optedOut === 0 && d.uniform(P.otherContact) < 0.25 ? 1 : 0 // service calls and other business lines
  const ownDay = today + Math.floor(7 * d.uniform(P.delay)),
    otherDay = today + Math.floor(days * d.uniform(P.otherDay))
  if (own) s.lastContactDay = ownDay
  if (other && !(own && ownDay > otherDay)) s.lastContactDay = otherDay
  s.contactsBy[2] = s.contactsBy[1]
  s.contactsBy[1] = s.contactsBy[0]
  s.contactsBy[0] = own + other

  moveDeposit(s, d, days, converted ? soldTerm(action, delivered) : 0)
  if (converted && delivered && (action === CALL_WEALTH || action === VIDEO)) s.wealthHolder = 1
  else if (s.wealthHolder === 1 && d.uniform(P.holderLeaves) < 0.01) s.wealthHolder = 0
  if (complained) s.complaintsBefore = Math.min(50, s.complaintsBefore + 1)
  if (optedOut) s.optedOut = 1
  s.tenureMonths = Math.min(420, s.tenureMonths + 1)
  s.month++
}

/** Days of the term deposit a conversion opened; 0 for a wealth product. */
function soldTerm(action: number, delivered: boolean): number {
  if (!delivered) return 183
  return action === CALL_DEPOSIT || action === BRANCH ? 365 : action === SMS || action === PUSH ? 183 : 0
}

function moveDeposit(s: Situation, d: Draws, days: number, sold: number): void {
  if (sold > 0) s.depositMaturesInDays = sold - days
  else if (s.depositMaturesInDays >= days) s.depositMaturesInDays -= days
  else {
    const matured = s.depositMaturesInDays === s.depositMaturesInDays
    const opens = matured ? d.uniform(P.renew) < 0.78 : d.uniform(P.open) < 0.06 * logistic(0.4 * (s.logBalance - 9.75))
    const u = d.uniform(P.term)
    const term = u < 0.4 ? 91 : u < 0.75 ? 183 : 365
    s.depositMaturesInDays = opens ? term - Math.floor(days * u) : NaN
  }
}
