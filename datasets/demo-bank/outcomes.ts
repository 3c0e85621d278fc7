// Draws the outcomes of one decision from the response parameters.

import type { Draws } from './draws.ts'
import {
  BREACH,
  COMPLAINT,
  CONVERSION,
  CONVERT_TALK,
  COST,
  MARGIN,
  OPT_OUT,
  RATED,
  RATING,
  REDEMPTION,
  TALK,
  type Response,
} from './response.ts'

const P = {
  reach: 40,
  convert: 41,
  margin: 42,
  complaint: 43,
  optOut: 44,
  rates: 45,
  rating: 46,
  unhappy: 47,
  talk: 48,
  redeem: 49,
  breach: 50,
} as const

/** Spread of the margin around its mean, and of talk time around its: log-normal with this σ and mean 1. */
const MARGIN_SIGMA = 0.4,
  TALK_SIGMA = 0.5

/**
 * Fills `out` with one draw of each of OUTCOME_COLUMNS; `d` stands at (customer, month). Returns whether the customer
 * was reached.
 * Amounts are rounded to cents and talk to seconds, as a bank logs them.
 */
export function draw(r: Response, d: Draws, out: Float64Array): boolean {
  const reached = d.uniform(P.reach) < r.reach
  const converted = d.uniform(P.convert) < (reached ? r.convertReached : r.convertUnreached)
  const talk = reached && r.talk > 0 ? r.talk * (converted ? CONVERT_TALK : 1) * logNormal(d, P.talk, TALK_SIGMA) : 0
  const rated = reached && d.uniform(P.rates) < r.rates
  out[CONVERSION] = converted ? 1 : 0
  out[MARGIN] = converted ? Math.round(100 * r.margin * logNormal(d, P.margin, MARGIN_SIGMA)) / 100 : 0
  out[TALK] = Math.round(talk)
  out[COST] = Math.round(100 * (r.costFixed + (r.costPerMinute * talk) / 60)) / 100
  out[COMPLAINT] = d.uniform(P.complaint) < r.complaint ? 1 : 0
  out[OPT_OUT] = d.uniform(P.optOut) < r.optOut ? 1 : 0
  out[RATED] = rated ? 1 : 0
  out[RATING] = rated ? rating(d.uniform(P.unhappy) < r.unhappy, d.uniform(P.rating)) : 0
  out[REDEMPTION] = d.uniform(P.redeem) < (converted ? r.redeemConverted : r.redeemUnconverted) ? 1 : 0
  out[BREACH] = reached && d.uniform(P.breach) < r.breach ? 1 : 0
  return reached
}

/** Shares as CONTENT_MEAN and UNHAPPY_MEAN in response.ts say. */
function rating(unhappy: boolean, u: number): number {
  if (unhappy) return u < 0.5 ? 1 : 2
  return u < 0.15 ? 3 : u < 0.5 ? 4 : 5
}

function logNormal(d: Draws, purpose: number, sigma: number): number {
  return Math.exp(sigma * d.normal(purpose) - (sigma * sigma) / 2)
}
