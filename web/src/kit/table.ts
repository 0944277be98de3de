// table.ts - what a DataTable is told of a column, and its state in the address.
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Kind } from './format'

export interface Column {
  key: string
  label?: string
  kind?: Kind
  /** Not shown until chosen. */
  extra?: boolean
  /** An address when the cell leads somewhere. */
  to?: (row: Row) => object | undefined
  /** A computed figure: its explanation opens beside it. */
  explain?: (row: Row) => Explained | undefined
}
// A row of any list: its fields are known by the interface's shape, not by TypeScript.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = Record<string, any>

export interface Explained {
  title: string
  inputs?: { label: string; value: string }[]
  steps?: string[]
  clause?: string
  pack?: string
  /** What the interface is asked: explanation.get of `what` and `id`; `open`: of what is published, by anybody. */
  what?: string
  id?: string
  pool?: string
  open?: boolean
}

/** A text in the address, under its name: so a filtered table can be sent to somebody. */
export function inAddress(name: string): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({ get: () => String(route.query[name] ?? ''), set: (v: string) => setAll(router, route, { [name]: v }) })
}

/** Several of them at once. */
export function toAddress(): (change: Record<string, string>) => void {
  const route = useRoute()
  const router = useRouter()
  return (change) => setAll(router, route, change)
}

export function setAll(router: ReturnType<typeof useRouter>, route: ReturnType<typeof useRoute>, change: Record<string, string>) {
  const query: Record<string, string> = {}
  for (const [k, v] of Object.entries({ ...route.query, ...change })) if (v) query[k] = String(v)
  void router.replace({ query })
}

const byNumber = (kind: Kind) => kind === 'int' || kind === 'money' || kind === 'ratio'

/** Order of two cells: figures as figures (whole parts first, then as text), the rest as text. */
export function compare(kind: Kind, a: unknown, b: unknown): number {
  if (!byNumber(kind)) return String(a ?? '').localeCompare(String(b ?? ''), 'zh-CN', { numeric: true })
  return Number(String(a ?? '-1').replace('%', '')) - Number(String(b ?? '-1').replace('%', ''))
}
