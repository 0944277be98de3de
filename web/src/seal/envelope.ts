// envelope.ts - sealed bids as the server keeps them (src/seal/envelope.h says the form): read, and their signature checked.
import { records, unhex, utf8 } from './bytes'
import { sodium } from './sodium'

export interface Envelope {
  text: string
  pool: string
  project: string
  group: string
  bidder: string
  key: string
  k: number
  officers: { place: number; code: string; public: string; sealed: string; hash: string }[]
  kind: string
  signer: string
  signed: string
  signature: string
}

function one(text: string): Envelope {
  const all = records(text)
  const value = (name: string) => all.find((r) => r[0] === name) ?? []
  const before = text.lastIndexOf('signature\t')
  const [, kind = '', signer = ''] = value('signed_by')
  return {
    text,
    pool: value('pool')[1] ?? '',
    project: value('project')[1] ?? '',
    group: value('group')[1] ?? '',
    bidder: value('bidder')[1] ?? '',
    key: value('key')[1] ?? '',
    k: Number(value('shares')[1] ?? 0),
    officers: all.filter((r) => r[0] === 'officer').map((r) => ({ place: Number(r[1]), code: r[2]!, public: r[3]!, sealed: r[4]!, hash: r[5]! })),
    kind,
    signer,
    signed: text.slice(0, before),
    signature: value('signature')[1] ?? '',
  }
}

/** Several may stand one behind the other. */
export function envelopesOf(text: string): Envelope[] {
  return text
    .split(/^(?=jicai-sealed-bid-1\n)/m)
    .filter((t) => t.startsWith('jicai-sealed-bid-1\n'))
    .map(one)
}

/** SM2 is not checked here: no browser knows it. */
export async function signatureHolds(e: Envelope): Promise<'holds' | 'wrong' | 'unknown'> {
  if (e.kind !== 'ed25519') return 'unknown'
  const lib = await sodium()
  const key = unhex(e.signer).slice(-32) // SubjectPublicKeyInfo ends with the key itself
  return lib.crypto_sign_verify_detached(unhex(e.signature, 64), utf8(e.signed), key) ? 'holds' : 'wrong'
}
