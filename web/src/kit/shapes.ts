// shapes.ts - what the interface says of its objects, for forms and tables that make themselves.
import type { Op } from '@/api/client'
import type { Kind } from './format'

export type Field = [kind: Kind, required: 0 | 1, detail?: string | string[] | number | [number?, number?]]
export type Fields = Record<string, Field>
interface Made {
  shape: Record<string, Fields>
  body: Record<string, [query: Fields, body: string, answer: string]>
}

let made: Made | undefined
export async function shapesReady(): Promise<Made> {
  made ??= (await import('@made/shapes.json')).default as unknown as Made
  return made
}

export const fieldsOf = (m: Made, shape: string): Fields => m.shape[shape] ?? {}
export const bodyOf = (m: Made, op: Op): string => m.body[op]?.[1] ?? ''
/** Not `format`: that is the button's. */
export const queryOf = (m: Made, op: Op): Fields => m.body[op]?.[0] ?? {}

/** The shape of an element of a list's answer, and its fields. */
export function itemOf(m: Made, op: Op): string {
  const items = fieldsOf(m, m.body[op]?.[2] ?? '').items
  return typeof items?.[2] === 'string' ? items[2] : ''
}
