// names.ts - what is called what: codes of products, institutions and companies, asked for all together, once.
import { reactive } from 'vue'
import { get } from '@/api/client'

interface Known {
  name: string
  spec?: string
}
const known = reactive(new Map<string, Known>())
const asked = new Set<string>()
let wanted: string[] = []
const most = 120 // in one request

/** H53230100001 of an institution, a unified social credit code, a code of the consumables' or the drugs' catalogue. */
const code = /^([HP]\d{11}|[0-9A-HJ-NPQRTUWXY]{18}|C\d{19,26}|[XZ][A-Z0-9]{22})$/

async function ask() {
  const batch = wanted.splice(0, most)
  if (wanted.length > 0) setTimeout(ask)
  const got = await get('name.list', { query: { codes: batch.join(',') } }).catch(() => ({ items: [] })) // the code alone is shown
  for (const it of got.items ?? []) known.set(it.code, { name: it.name, spec: it.spec })
}

/** What is behind this code, as soon as it is known; nothing of other texts. */
export function nameOf(text: unknown): Known | undefined {
  if (typeof text !== 'string' || !code.test(text) ) return undefined
  if (!asked.has(text)) {
    asked.add(text)
    if (wanted.push(text) === 1) setTimeout(ask)
  }
  return known.get(text)
}
