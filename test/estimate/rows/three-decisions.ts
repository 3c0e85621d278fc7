import type { LoggedArrays } from '../../../src/estimate/rows/logged-arrays.ts'

// Three decisions to work on by hand: w = 1/0.5, 1/0.25, 0/0.5 = 2, 4, 0;  e = r − q̂ = 6, −4, 50
export const three: LoggedArrays = {
  reward: [10, 1, 99],
  propensity: [0.5, 0.25, 0.5],
  target: [1, 1, 0],
  qLogged: [4, 5, 49],
  qTarget: [4, 5, 9],
}
