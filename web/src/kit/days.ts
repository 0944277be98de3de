// days.ts - months and years of the business date.
import { server } from '@/session'

/** The month before this one: the last that is whole. */
export function lastMonth(): string {
  const [year, month] = server.today.split('-').map(Number) as [number, number]
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}
export const thisMonth = () => server.today.slice(0, 7)
/** The last that is whole. */
export const lastYear = () => String(Number(server.today.slice(0, 4)) - 1)
export const thisYear = () => server.today.slice(0, 4)

/** A number for a new paper: its letter, the day, and what nobody else will have had. */
export function newNumber(letter: string) {
  const [n = 0] = crypto.getRandomValues(new Uint32Array(1))
  return `${letter}${server.today.replaceAll('-', '')}-${n.toString(36).toUpperCase().padStart(7, '0')}`
}

/** A day so many days from today. */
export const daysOn = (n: number) => new Date(Date.parse(server.today) + n * 86400000).toISOString().slice(0, 10)
