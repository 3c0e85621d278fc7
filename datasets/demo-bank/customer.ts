// Who a customer is: correlated static attributes, and two traits the bank never sees.

import type { Draws } from './draws.ts'

/** One customer at one decision. Categories are codes of the catalogue's levels, booleans 1 and 0; −1, NaN: missing. */
export interface Situation {
  // Known to the bank, static.
  ageYears: number
  gender: number
  region: number
  cityTier: number
  occupation: number
  tenureMonths: number
  riskTolerance: number
  aumTier: number
  appUser: number
  salaryAccount: number
  mortgage: number
  // Known to the bank, as of the decision.
  wealthHolder: number
  balance: number
  inflow30d: number
  depositMaturesInDays: number
  appLogins30d: number
  daysSinceContact: number
  contacts90d: number
  complaintsBefore: number
  optedOut: number
  // Never seen by the bank: they make one customer's months alike, beyond what the features say.
  /** How readily this customer buys, N(0, 0.4²) on the log scale. */
  affinity: number
  /** How easily this customer is annoyed, N(0, 0.5²) on the log scale. */
  irritability: number
  // The mechanics behind the features.
  month: number // months since January 2025; negative before
  logBalance: number // the level the balance returns to
  deviation: number // of log balance from its level
  salary: number // CNY a month, 0 without a salary account
  loginMean: number // app log-ins a month
  bonus: number // CNY of unusual inflow this month
  contactsBy: [number, number, number] // contacts in the last three months, latest first
  lastContactDay: number // days since 1970, NaN when never
  decisionDay: number // day of the month, 1 … 28
}

/** Purposes of a customer's timeless draws. */
const P = {
  age: 1,
  gender: 2,
  region: 3,
  tier: 4,
  occupation: 5,
  tenure: 6,
  risk: 7,
  assessed: 8,
  wealth: 9,
  app: 10,
  salary: 11,
  mortgage: 12,
  holder: 13,
  affinity: 14,
  irritability: 15,
  deviation: 16,
  salaryAmount: 17,
  logins: 18,
  deposit: 19,
  depositDays: 20,
  contacted: 21,
  lastContact: 22,
  recent: 23,
  complaints: 24,
  day: 28,
} as const

const REGION_SHARE = [0.31, 0.18, 0.16, 0.14, 0.12, 0.04, 0.05]
/** Shares of the five city tiers by region: the coast has the large cities. */
const TIER_SHARE = [
  [0.18, 0.26, 0.22, 0.2, 0.14],
  [0.3, 0.14, 0.2, 0.22, 0.14],
  [0.28, 0.12, 0.2, 0.22, 0.18],
  [0, 0.34, 0.14, 0.28, 0.24],
  [0, 0.4, 0.12, 0.24, 0.24],
  [0, 0.2, 0.24, 0.3, 0.26],
  [0, 0.16, 0.38, 0.26, 0.2],
]
const TIER_WEALTH = [0.75, 0.4, 0.15, -0.2, -0.45]
const OCCUPATION = { employee: 0, publicSector: 1, selfEmployed: 2, retired: 3, student: 4, homemaker: 5 } as const
const OCCUPATION_WEALTH = [0.05, 0.2, 0.3, 0.15, -1.2, -0.25]

/** Fills `s` with the attributes and the state before the first month. `d` stands at the customer's timeless draws. */
export function meetCustomer(s: Situation, d: Draws, firstDay: number, firstMonth: number): void {
  const age = (s.ageYears = Math.round(Math.min(88, Math.max(18, 44 + 14.5 * d.normal(P.age)))))
  s.gender = d.uniform(P.gender) < 0.51 ? 0 : 1
  s.region = pick(REGION_SHARE, d.uniform(P.region))
  s.cityTier = pick(TIER_SHARE[s.region]!, d.uniform(P.tier))
  s.occupation = occupationOf(age, s.gender, d.uniform(P.occupation))
  const wealth =
    TIER_WEALTH[s.cityTier]! +
    OCCUPATION_WEALTH[s.occupation]! +
    0.018 * (Math.min(age, 65) - 40) +
    0.75 * d.normal(P.wealth)
  s.logBalance = 9.9 + 1.05 * wealth
  s.tenureMonths = Math.round(Math.min(420, 12 * (age - 16), 3 - 85 * Math.log(d.uniform(P.tenure))))
  // Assets are deposits plus, for the richer, investments: the tier follows them loosely.
  const assets = Math.exp(s.logBalance + 0.15 + 0.2 * Math.max(0, wealth))
  s.aumTier = assets < 50_000 ? 0 : assets < 200_000 ? 1 : assets < 600_000 ? 2 : 3
  s.appUser =
    d.uniform(P.app) < logistic(1.7 - 0.055 * (age - 42) + 0.4 * wealth - 0.3 * (s.cityTier === 4 ? 1 : 0)) ? 1 : 0
  const employed = s.occupation <= OCCUPATION.publicSector
  s.salaryAccount = d.uniform(P.salary) < (employed ? 0.55 : s.occupation === OCCUPATION.retired ? 0.3 : 0.03) ? 1 : 0
  s.salary = s.salaryAccount * Math.round(Math.exp(8.75 + 0.3 * wealth + 0.25 * d.normal(P.salaryAmount)))
  s.mortgage =
    d.uniform(P.mortgage) < (age >= 25 && age <= 55 && s.occupation < OCCUPATION.retired ? 0.22 : 0.02) ? 1 : 0
  const tolerance = 2.1 - 0.03 * (age - 40) + 0.45 * wealth - 0.15 * (1 - s.gender) + 0.8 * d.normal(P.risk)
  const assessed = d.uniform(P.assessed) < logistic(0.9 + 0.5 * s.aumTier + 0.4 * s.appUser)
  s.riskTolerance = assessed ? Math.min(4, Math.max(0, Math.round(tolerance - 0.6))) : -1
  s.wealthHolder = assessed && d.uniform(P.holder) < logistic(-1.9 + 0.7 * s.aumTier + 0.35 * s.riskTolerance) ? 1 : 0
  s.affinity = 0.4 * d.normal(P.affinity)
  s.irritability = 0.5 * d.normal(P.irritability)
  s.loginMean = s.appUser * Math.exp(1.9 - 0.022 * (age - 40) + 0.6 * d.normal(P.logins))
  s.decisionDay = 1 + Math.floor(28 * d.uniform(P.day))
  before(s, d, firstDay, firstMonth)
}

/** The state just before the first decision, near what the bank's own habits lead to. */
function before(s: Situation, d: Draws, firstDay: number, firstMonth: number): void {
  s.month = firstMonth - 1
  s.deviation = 0.4 * d.normal(P.deviation)
  s.bonus = 0
  const saver = logistic(-0.1 + 0.35 * (s.logBalance - 9.75) + 0.02 * (s.ageYears - 44))
  s.depositMaturesInDays = d.uniform(P.deposit) < saver ? Math.floor(220 * d.uniform(P.depositDays) ** 1.3) : NaN
  const recent = (k: number) => (d.uniform(P.recent + 128 * k) < 0.55 ? 1 : 0)
  s.contactsBy[0] = recent(0)
  s.contactsBy[1] = recent(1)
  s.contactsBy[2] = recent(2)
  const ago = s.contactsBy[0]
    ? 3 + 26 * d.uniform(P.lastContact)
    : s.contactsBy[1]
      ? 33 + 26 * d.uniform(P.lastContact)
      : s.contactsBy[2]
        ? 63 + 26 * d.uniform(P.lastContact)
        : d.uniform(P.contacted) < 0.6
          ? 95 + 500 * d.uniform(P.lastContact)
          : NaN
  s.lastContactDay = Math.floor(firstDay + s.decisionDay - 1 - ago)
  s.complaintsBefore = d.uniform(P.complaints) < 0.03 * Math.exp(s.irritability) ? 1 : 0
  s.optedOut = 0
}

function occupationOf(age: number, gender: number, u: number): number {
  if (age >= (gender === 0 ? 55 : 60)) {
    return u < 0.86 ? OCCUPATION.retired : u < 0.94 ? OCCUPATION.selfEmployed : OCCUPATION.employee
  }
  if (age <= 22) return u < 0.6 ? OCCUPATION.student : u < 0.92 ? OCCUPATION.employee : OCCUPATION.selfEmployed
  return u < 0.54
    ? OCCUPATION.employee
    : u < 0.71
      ? OCCUPATION.publicSector
      : u < 0.9
        ? OCCUPATION.selfEmployed
        : OCCUPATION.homemaker
}

function pick(shares: readonly number[], u: number): number {
  let code = 0
  for (let left = u - shares[0]!; left >= 0 && code < shares.length - 1; left -= shares[code]!) code++
  return code
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

export function newSituation(): Situation {
  return {
    ageYears: 0,
    gender: 0,
    region: 0,
    cityTier: 0,
    occupation: 0,
    tenureMonths: 0,
    riskTolerance: 0,
    aumTier: 0,
    appUser: 0,
    salaryAccount: 0,
    mortgage: 0,
    wealthHolder: 0,
    balance: 0,
    inflow30d: 0,
    depositMaturesInDays: NaN,
    appLogins30d: NaN,
    daysSinceContact: NaN,
    contacts90d: 0,
    complaintsBefore: 0,
    optedOut: 0,
    affinity: 0,
    irritability: 0,
    month: 0,
    logBalance: 0,
    deviation: 0,
    salary: 0,
    loginMean: 0,
    bonus: 0,
    contactsBy: [0, 0, 0],
    lastContactDay: NaN,
    decisionDay: 1,
  }
}
