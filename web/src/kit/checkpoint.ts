// checkpoint.ts - the log's signed checkpoint, and the one that this browser has seen and checked last: a log that grew must still
// hold what was there (RFC 9162 2.1.4.2), or what was shown then was changed.
import { call, get } from '@/api/client'
import { pool } from '@/session'
import { grows } from '@/page/watch/proof'

export interface Checkpoint {
  size: number
  root: string
}
const place = () => `checkpoint:${pool.value}`

/** Of a signed note: name, size, root, then an empty line and signatures. */
export function parse(note: string): Checkpoint | undefined {
  const [, size = '', root = ''] = note.split('\n')
  return /^\d+$/.test(size) && root !== '' ? { size: Number(size), root } : undefined
}

export function keptCheckpoint(): Checkpoint | undefined {
  const text = localStorage.getItem(place())
  return text === null ? undefined : (JSON.parse(text) as Checkpoint)
}

export async function newest(): Promise<Checkpoint | undefined> {
  return parse(await (await (await call('log.checkpoint', { path: { pool: pool.value } })).blob()).text())
}

/** Is what was kept still in the log? Then the newest one is kept. The first time there is nothing to compare with. */
export async function check(now: Checkpoint): Promise<boolean> {
  const kept = keptCheckpoint()
  if (kept !== undefined) {
    if (kept.size > now.size) return false
    const { proof } = await get('log.consistency', { path: { pool: pool.value }, query: { from: kept.size, size: now.size } })
    if (!(await grows(kept, now, proof))) return false
  }
  localStorage.setItem(place(), JSON.stringify(now))
  return true
}
