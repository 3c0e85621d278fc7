// How a customer answers: the world's equations, as parameters of one (situation, action). The conditional expectations
// (expected) and the draws (outcomes.ts) both read these parameters, so a truth and a sample cannot drift apart.

import { BRANCH, CALL_DEPOSIT, CALL_WEALTH, HOLD, PUSH, SMS, VIDEO } from './catalogue.ts'
import { logistic, type Situation } from './customer.ts'
import { calendarMonth, isDelivered } from './months.ts'

/** Columns of the outcomes, in the order of every outcome array of this world. */
export const OUTCOME_COLUMNS = [
  'conversion',
  'margin',
  'contactCost',
  'complaint',
  'optOut',
  'satisfaction.num',
  'satisfaction.den',
  'talkSeconds',
  'earlyRedemption',
  'suitabilityBreach',
] as const
export const CONVERSION = 0,
  MARGIN = 1,
  COST = 2,
  COMPLAINT = 3,
  OPT_OUT = 4,
  RATING = 5,
  RATED = 6,
  TALK = 7,
  REDEMPTION = 8,
  BREACH = 9

/** Parameters of the outcomes given situation and action. Probabilities unless a unit is named. */
export interface Response {
  /** The customer is reached: answers, reads, opens, turns up. */
  reach: number
  convertUnreached: number
  convertReached: number
  /** CNY, mean given conversion; the draw is log-normal around it. */
  margin: number
  complaint: number
  optOut: number
  /** Rates the contact, given reached. */
  rates: number
  /** The rating is 1 or 2, given rated. */
  unhappy: number
  /** Seconds, mean given reached and not converted; converts talk `CONVERT_TALK` times as long. */
  talk: number
  costFixed: number // CNY a contact
  costPerMinute: number // CNY a minute of talk
  redeemUnconverted: number
  redeemConverted: number
  /** Suitability breach, given reached. */
  breach: number
}

export const CONVERT_TALK = 1.8
/** Ratings of the content: 3, 4, 5 with 15, 35, 50 %; of the unhappy: 1 and 2, evenly. */
export const CONTENT_MEAN = 4.35,
  UNHAPPY_MEAN = 1.5

/** Log factor of buying by calendar month: the opening quarter is strong, summer is quiet. */
const SEASON = [0.28, 0.2, 0.1, 0, -0.08, 0.06, -0.1, -0.08, 0.03, -0.06, -0.04, 0.08]
/** Log-odds of answering by calendar month: fewer pick up in the holidays of February and October. */
const ANSWERING = [-0.05, -0.3, 0, 0, -0.08, 0, 0, 0, 0, -0.2, 0, 0]
/** Log factor of complaints by calendar month: March has the consumers' day. */
const COMPLAINING = [0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0.05, 0.1]

// By action code: hold, call deposit, call wealth, sms, push, video, branch.
const COMPLAINT_RATE = [2.6e-4, 8e-4, 10e-4, 3.2e-4, 2.8e-4, 5e-4, 3.2e-4]
const OPT_OUT_RATE = [0, 22e-4, 26e-4, 13e-4, 6e-4, 8e-4, 3e-4]
const SURVEY_RATE = [0, 0.24, 0.22, 0.03, 0.05, 0.45, 0.3]
const TALK_SECONDS = [0, 125, 165, 0, 0, 540, 0]
const COST_FIXED = [0, 0.9, 0.9, 0.05, 0.01, 2, 8] // a hand-over takes a quarter of an adviser's hour
const COST_PER_MINUTE = [0, 0.85, 0.95, 0, 0, 1.2, 0]

/** Fills `r`. All of it is a function of the situation and the action alone, so r is what truth() averages over. */
export function respond(s: Situation, chosen: number, r: Response): void {
  const action = isDelivered(s, chosen) ? chosen : HOLD // what was not delivered changes nothing
  const season = SEASON[calendarMonth(s.month)]!
  // Attention left by earlier contacts: a factor e^−0.16 for each, and 30 % less within a fortnight of the last one.
  const tooSoon = s.daysSinceContact < 14 ? 1 : 0
  const fatigue = -0.16 * s.contacts90d - 0.35 * tooSoon
  // 1 today, 0.22 in three weeks
  const maturing = s.depositMaturesInDays >= 0 ? Math.exp(-s.depositMaturesInDays / 14) : 0
  const unassessed = s.riskTolerance < 0,
    cautious = s.riskTolerance === 0 || s.riskTolerance === 1
  const unsuitable = unassessed || cautious // for the bank's wealth products, grade R3

  const logOrganic =
    -4.75 +
    s.affinity +
    season +
    0.6 * maturing +
    0.2 * s.salaryAccount +
    0.12 * s.aumTier +
    (s.bonus > 20_000 ? 0.35 : 0)
  r.convertUnreached = Math.min(0.5, Math.exp(logOrganic))
  r.reach = reachOf(s, action)
  const pull =
    action === HOLD ? -Infinity : s.affinity + season + fatigue + pullOf(s, action, maturing, unassessed, cautious)
  r.convertReached = Math.min(0.7, r.convertUnreached + Math.exp(pull))
  r.margin = marginOf(s, action, maturing)

  const irritated =
    action === HOLD
      ? 0.4 * s.irritability + 0.05 * s.contacts90d
      : s.irritability +
        0.28 * s.contacts90d +
        0.4 * tooSoon +
        (s.ageYears >= 65 && action <= CALL_WEALTH ? 0.25 : 0) +
        (unsuitable && action === CALL_WEALTH ? 0.4 : 0)
  const before = 0.6 * Math.min(2, s.complaintsBefore)
  r.complaint = Math.min(
    0.5,
    COMPLAINT_RATE[action]! * Math.exp(irritated + before + COMPLAINING[calendarMonth(s.month)]! + 0.008 * s.month),
  )
  r.optOut = Math.min(
    0.5,
    OPT_OUT_RATE[action]! * Math.exp(0.5 * s.irritability + 0.22 * s.contacts90d + 0.3 * tooSoon),
  )

  r.rates = SURVEY_RATE[action]!
  r.unhappy = logistic(
    -2.5 +
      0.6 * s.irritability +
      0.2 * s.contacts90d +
      0.45 * tooSoon +
      (action === CALL_WEALTH ? (unsuitable ? 0.5 : 0.1) : 0) -
      (action === VIDEO || action === BRANCH ? 0.4 : 0),
  )
  r.talk = TALK_SECONDS[action]!
  r.costFixed = COST_FIXED[action]!
  r.costPerMinute = COST_PER_MINUTE[action]!

  const holder = s.depositMaturesInDays >= 0 || s.wealthHolder === 1
  r.redeemUnconverted = holder ? 0.0075 * Math.exp(-0.4 * season) : 0.0012
  const pressed = (s.contacts90d >= 3 ? 1.5 : 1) * (action === CALL_WEALTH && unsuitable ? 1.6 : 1)
  r.redeemConverted = 0.02 * pressed + r.redeemUnconverted
  r.breach =
    action === CALL_WEALTH ? (unsuitable ? 0.018 : 0.0006) : action === VIDEO ? (unsuitable ? 0.007 : 0.0003) : 0
}

function reachOf(s: Situation, action: number): number {
  if (action === HOLD) return 0
  const logins = s.loginMean
  if (action === CALL_DEPOSIT || action === CALL_WEALTH) {
    return logistic(
      -0.25 +
        0.012 * (s.ageYears - 45) +
        0.15 * s.salaryAccount -
        0.09 * s.contacts90d +
        ANSWERING[calendarMonth(s.month)]! -
        0.012 * s.month,
    )
  }
  if (action === SMS) return 0.38
  if (action === PUSH) return 0.75 * (1 - Math.exp(-logins / 8))
  if (action === VIDEO) return 0.16 + 0.05 * s.aumTier
  return 0.13 + (s.ageYears >= 60 ? 0.1 : 0) + (s.cityTier === 4 ? 0.05 : 0) // BRANCH
}

/** Log of the added chance to buy once reached, before the customer's own affinity, season and fatigue. */
function pullOf(s: Situation, action: number, maturing: number, unassessed: boolean, cautious: boolean): number {
  const flush = s.bonus > 20_000 ? 0.8 : 0 // unusual money came in
  const small = s.balance < 5_000 ? -0.9 : 0,
    sizeable = s.balance >= 50_000 ? 0.35 : 0
  const older = s.ageYears >= 55 ? 1 : 0
  switch (action) {
    case CALL_DEPOSIT:
      return -3.35 + 2.3 * maturing + flush + small + sizeable + 0.25 * older + (cautious ? 0.2 : 0)
    case CALL_WEALTH:
      return (
        -3.55 +
        0.25 * s.aumTier +
        0.55 * s.wealthHolder +
        0.5 * maturing +
        flush +
        small -
        (unassessed ? 0.8 : cautious ? 0.5 : -0.25) -
        0.25 * older
      )
    case SMS:
      return -4.35 + 1.6 * maturing + flush + small
    case PUSH:
      return -3.9 + 1.5 * maturing + flush + small + 0.012 * s.month - 0.2 * older
    case VIDEO:
      return -2.9 + 0.3 * s.aumTier + 0.4 * s.wealthHolder + 0.4 * maturing + flush + small
    default:
      return -2.2 + 1.2 * maturing + 0.45 * older + small + sizeable // BRANCH
  }
}

/** CNY over the product's life: a spread on the amount that moves, which is a share of the balance, capped. */
function marginOf(s: Situation, action: number, maturing: number): number {
  const amount = Math.min(300_000, (0.25 + 0.3 * maturing) * s.balance + 0.5 * s.bonus)
  if (action === CALL_WEALTH || action === VIDEO) return 30 + 0.0075 * amount
  return 12 + (action === CALL_DEPOSIT || action === BRANCH ? 0.006 : 0.0042) * amount
}

/** Writes E(outcome | situation, action) for each of OUTCOME_COLUMNS into `out` from `at` on. */
export function expected(r: Response, out: Float64Array, at: number): void {
  const convert = (1 - r.reach) * r.convertUnreached + r.reach * r.convertReached
  const talk = r.reach * r.talk * (1 + (CONVERT_TALK - 1) * r.convertReached)
  out[at + CONVERSION] = convert
  out[at + MARGIN] = convert * r.margin
  out[at + COST] = r.costFixed + (r.costPerMinute / 60) * talk
  out[at + COMPLAINT] = r.complaint
  out[at + OPT_OUT] = r.optOut
  out[at + RATING] = r.reach * r.rates * (r.unhappy * UNHAPPY_MEAN + (1 - r.unhappy) * CONTENT_MEAN)
  out[at + RATED] = r.reach * r.rates
  out[at + TALK] = talk
  out[at + REDEMPTION] = (1 - convert) * r.redeemUnconverted + convert * r.redeemConverted
  out[at + BREACH] = r.reach * r.breach
}

export function newResponse(): Response {
  return {
    reach: 0,
    convertUnreached: 0,
    convertReached: 0,
    margin: 0,
    complaint: 0,
    optOut: 0,
    rates: 0,
    unhappy: 0,
    talk: 0,
    costFixed: 0,
    costPerMinute: 0,
    redeemUnconverted: 0,
    redeemConverted: 0,
    breach: 0,
  }
}
