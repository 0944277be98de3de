// acts.ts - what was done here and is in the log since somebody came in: each act's place, to have its receipt. Kept by this window only.
import { shallowRef } from 'vue'

export interface Act {
  op: string
  pool: string
  index: number
  at: string
}
const place = 'acts'
const most = 200
export const acts = shallowRef<Act[]>(JSON.parse(sessionStorage.getItem(place) ?? '[]') as Act[])

function keep(now: Act[]) {
  acts.value = now
  sessionStorage.setItem(place, JSON.stringify(now))
}
/** An act of no pooling region stands in the log of the platform. */
export function done(op: string, pool: string | number | undefined, index: number) {
  keep([{ op, pool: String(pool ?? '000000'), index, at: new Date().toISOString() }, ...acts.value].slice(0, most))
}
export const forget = () => keep([])
