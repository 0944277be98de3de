// client.ts - one call of the interface: typed by its operationId, with everything a changing request needs.
import type { operations } from '@made/api'
import ops from '@made/ops.json'
import { done } from '@/kit/acts'
import { lang } from '@/words'
import { Problem } from './problem'

export type Op = keyof operations
type Part<O, K extends string> = O extends { parameters: infer P } ? (K extends keyof P ? NonNullable<P[K]> : never) : never
type Json<R> = R extends { content: { 'application/json': infer T } } ? T : never
type Good<R> = R extends { 200: infer A } ? Json<A> : R extends { 201: infer B } ? Json<B> : never
export type Out<O extends Op> = operations[O] extends { responses: infer R } ? Good<R> : never
export type In<O extends Op> = operations[O] extends { requestBody: { content: { 'application/json': infer B } } } ? B : never
export type PathOf<O extends Op> = Part<operations[O], 'path'>
export type QueryOf<O extends Op> = Part<operations[O], 'query'>
/** An element of a list's answer. */
export type Item<O extends Op> = Out<O> extends { items?: (infer I)[] } ? I : never

export interface Args {
  path?: Record<string, string | number>
  query?: object
  body?: unknown
  file?: File
  match?: string
  key?: string
  headers?: Record<string, string>
}
export interface Answer<T> {
  data: T
  etag: string
  blob: () => Promise<Blob>
}

interface Keeper {
  csrf: () => string
  /** The session is over: true once somebody has come in again. */
  renewed: () => Promise<boolean>
}
let keeper: Keeper = { csrf: () => '', renewed: () => Promise.resolve(false) }
export function keepSession(k: Keeper) {
  keeper = k
}

type Entry = [method: string, path: string, roles: string[], keyed: boolean]
const table = ops as unknown as Record<string, Entry>

export function rolesOf(op: Op): string[] {
  return table[op]?.[2] ?? []
}

/** What changes something: the names of events in the feed. */
export const acts = () => Object.keys(table).filter((op) => table[op]![0] !== 'GET')

export function urlOf(op: Op, args: Args): string {
  const path = table[op]![1].replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(args.path?.[name] ?? '')))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(args.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

function request(op: Op, args: Args, key: string): RequestInit {
  const [method, , , keyed] = table[op]!
  const headers: Record<string, string> = { 'Accept-Language': lang.value === 'en' ? 'en' : 'zh-CN', ...args.headers }
  if (method !== 'GET') headers['X-CSRF-Token'] = keeper.csrf()
  if (keyed) headers['Idempotency-Key'] = key
  if (args.match) headers['If-Match'] = args.match
  if (args.file) {
    headers['Content-Type'] = mediaOf(args.file.name)
    headers['Content-Disposition'] = `attachment; filename*=UTF-8''${encodeURIComponent(args.file.name)}`
    return { method, headers, body: args.file }
  }
  if (args.body === undefined) return { method, headers }
  headers['Content-Type'] = 'application/json'
  return { method, headers, body: JSON.stringify(args.body) }
}

const media: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  ofd: 'application/ofd',
}
/** By the name: what a browser says of a file depends on what is installed beside it. */
function mediaOf(name: string) {
  return media[name.split('.').pop()!.toLowerCase()] ?? 'application/octet-stream'
}

async function problemOf(r: Response): Promise<Problem> {
  const type = r.headers.get('Content-Type') ?? ''
  return new Problem(r.status, type.startsWith('application/problem+json') ? await r.json() : {})
}

/** One call; a session that ended meanwhile is renewed in a dialog, and nothing typed is lost. */
export async function call<O extends Op>(op: O, args: Args = {}): Promise<Answer<Out<O>>> {
  const key = args.key ?? crypto.randomUUID()
  for (let again = false; ; again = true) {
    let r: Response
    try {
      r = await fetch(urlOf(op, args), request(op, args, key))
    } catch {
      throw Problem.offline()
    }
    if (r.status === 401 && !again && op !== 'session.open' && (await keeper.renewed())) continue
    if (!r.ok) throw await problemOf(r)
    const place = r.headers.get('X-Jicai-Log-Index')
    if (place) done(op, args.path?.pool, Number(place))
    const json = (r.headers.get('Content-Type') ?? '').startsWith('application/json')
    return {
      data: (json ? await r.json() : undefined) as Out<O>,
      etag: r.headers.get('ETag') ?? '',
      blob: () => r.blob(),
    }
  }
}

/** The data alone. */
export async function get<O extends Op>(op: O, args: Args = {}): Promise<Out<O>> {
  return (await call(op, args)).data
}

/** Every page of a list, one after the other. */
export async function all<O extends Op>(op: O, args: Args = {}, most = 20000, tell?: (n: number) => void): Promise<Item<O>[]> {
  const items: Item<O>[] = []
  let after: string | undefined
  do {
    const paged = after === undefined ? args.query : { ...args.query, after }
    const page = (await get(op, { ...args, query: paged })) as { items?: Item<O>[]; next?: string }
    items.push(...(page.items ?? []))
    tell?.(items.length)
    after = page.next || undefined
  } while (after !== undefined && items.length < most)
  return items
}

export async function download(op: Op, args: Args, name: string) {
  save(await (await call(op, args)).blob(), name)
}

export function save(blob: Blob, name: string) {
  const a = document.createElement('a')
  a.href = URL.createObjectURL(blob)
  a.download = name
  a.click()
  URL.revokeObjectURL(a.href)
}
