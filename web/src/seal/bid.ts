// bid.ts - a bid, sealed on the bidder's own machine: nobody reads it before the officers open it together (src/seal/envelope.h).
import { hex, line, records, sha256Hex, unhex, utf8 } from './bytes'
import { split } from './gf256'
import { sign, type Key } from './keys'
import { sodium } from './sodium'

export interface Offer {
  product: string
  price: string
  with_service: string
  capacity: string
}
export interface Bid {
  pool: string
  project: string
  group: string
  bidder: string
  offers: Offer[]
}

const step = 4096

/** "12.5" is "12.50": at least two decimals, at most four. */
export function moneyText(text: string): string {
  const m = /^(\d{1,14})(?:\.(\d{1,4}))?$/.exec(text.trim() === '' ? '0' : text.trim())
  if (m === null) throw new Error(text)
  return `${m[1]!.replace(/^0+(?=\d)/, '')}.${(m[2] ?? '').replace(/0+$/, '').padEnd(2, '0')}`
}

function bidText(bid: Bid, nonce: string): string {
  const head = line('jicai-bid-1') + line('pool', bid.pool) + line('project', bid.project) + line('group', bid.group) + line('bidder', bid.bidder) + line('nonce', nonce)
  const offers = [...bid.offers].sort((a, b) => (a.product < b.product ? -1 : 1))
  return head + offers.map((o) => line('offer', o.product, moneyText(o.price), moneyText(o.with_service), '0.00', '', '0', o.capacity.trim() || '-1', '', '0.00', '', '0')).join('')
}

function padded(text: Uint8Array): Uint8Array {
  const out = new Uint8Array((Math.floor(text.length / step) + 1) * step)
  out.set(text)
  out[text.length] = 0x80
  return out
}

interface Officers {
  k: number
  list: { code: string; public: string }[]
}
function officersOf(text: string): Officers {
  const all = records(text)
  if (all[0]?.[0] !== 'jicai-officers-1') throw new Error('jicai-officers-1')
  return { k: Number(all.find((r) => r[0] === 'shares')?.[1]), list: all.filter((r) => r[0] === 'officer').map((r) => ({ code: r[2]!, public: r[3]! })) }
}

async function sealedShares(officers: Officers, key: Uint8Array): Promise<string> {
  const lib = await sodium()
  const parts = split(key, lib.randombytes_buf((officers.k - 1) * key.length), officers.k, officers.list.length)
  const lines = officers.list.map(async (o, i) => {
    const share = Uint8Array.of(i + 1, ...parts[i]!)
    return line('officer', String(i + 1), o.code, o.public, hex(lib.crypto_box_seal(share, unhex(o.public, 32))), await sha256Hex(share))
  })
  return (await Promise.all(lines)).join('')
}

export async function sealBid(bid: Bid, officersText: string, signer: Key): Promise<string> {
  const lib = await sodium()
  const officers = officersOf(officersText)
  const nonce = hex(lib.randombytes_buf(16))
  const key = lib.randombytes_buf(32)
  const cipherNonce = lib.randombytes_buf(24)
  const cipher = lib.crypto_aead_xchacha20poly1305_ietf_encrypt(padded(utf8(bidText(bid, nonce))), utf8('jicai-bid-1'), null, cipherNonce, key)
  const text =
    line('jicai-sealed-bid-1') + line('pool', bid.pool) + line('project', bid.project) + line('group', bid.group) + line('bidder', bid.bidder) +
    line('nonce', nonce) + line('key', await sha256Hex(key)) + line('shares', String(officers.k), String(officers.list.length)) +
    (await sealedShares(officers, key)) + line('cipher', hex(cipherNonce), hex(cipher)) + line('signed_by', signer.kind, signer.public)
  lib.memzero(key)
  return text + line('signature', await sign(signer, utf8(text)))
}
