// shares.ts - an officer's shares of all sealed bids, opened with the officer's own key in the officer's own browser.
import { hex, line, sha256Hex, unhex, utf8 } from './bytes'
import { envelopesOf } from './envelope'
import type { Key } from './keys'
import { sodium } from './sodium'

export interface Opened {
  text: string
  good: number
  bad: number
}

export async function openShares(envelopes: string, key: Key): Promise<Opened> {
  const lib = await sodium()
  const all = envelopesOf(envelopes)
  const mine = all[0]?.officers.find((o) => o.public === key.public)
  if (all[0] === undefined || mine === undefined) throw new Error('not-yours')
  const out = { text: line('jicai-shares-1') + line('pool', all[0].pool) + line('project', all[0].project) + line('officer', mine.code), good: 0, bad: 0 }
  for (const e of all) {
    const o = e.officers.find((x) => x.public === key.public)
    let share = '-'
    try {
      const opened = lib.crypto_box_seal_open(unhex(o!.sealed), unhex(key.public, 32), key.secret)
      if (opened[0] === o!.place && (await sha256Hex(opened)) === o!.hash) share = hex(opened)
    } catch {
      // not sealed to this key, or damaged: handed in as "-", and the record names it
    }
    if (share === '-') out.bad++
    else out.good++
    out.text += line('share', e.group, e.bidder, await sha256Hex(utf8(e.text)), share)
  }
  return out
}
