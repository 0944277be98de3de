// verify.ts - what a file is, and whether it holds: looked at here, in the reader's own browser, as far as a browser can; the
// award is repeated by the engine on the server, and offline by `jicai verify`.
import { sha256Hex } from '@/seal/bytes'
import { t } from '@/words'

export interface Verdict {
  name: string
  good?: boolean
  says: string
  facts: { label: string; value: string }[]
  steps: string[]
}

const fact = (label: string, value: string) => ({ label, value })

async function envelope(text: string, v: Verdict) {
  const { envelopesOf, signatureHolds } = await import('@/seal/envelope')
  const all = envelopesOf(text)
  const held = await Promise.all(all.map(signatureHolds))
  v.good = held.every((h) => h !== 'wrong') && all.length > 0
  v.says = held.includes('wrong') ? t('verify.envelope.wrong') : held.includes('unknown') ? t('verify.envelope.sm2') : t('verify.envelope.good')
  for (const e of all) v.facts.push(fact(t('f.bidder'), e.bidder), fact(t('f.group'), e.group), fact(t('verify.key'), e.key), fact(t('verify.shares'), `${e.k} / ${e.officers.length}`))
}

async function award(bytes: Uint8Array, v: Verdict) {
  const r = await fetch('/v1/public/award-checks', { method: 'POST', headers: { 'Content-Type': 'text/plain', 'Accept-Language': document.documentElement.lang }, body: bytes as BlobPart as BodyInit })
  const body = await r.json()
  if (!r.ok) {
    v.good = false
    v.says = `${body.detail} ${body.todo ?? ''}`
    return
  }
  v.good = body.same
  v.says = body.same ? t('verify.award.same', { groups: body.groups, bids: body.bids }) : t('verify.award.differs', { line: body.line })
  v.facts.push(fact(t('f.project'), body.project))
}

export async function look(name: string, bytes: Uint8Array): Promise<Verdict> {
  const v: Verdict = { name, says: t('verify.unknown'), facts: [fact('SHA-256', await sha256Hex(bytes))], steps: [] }
  const text = new TextDecoder().decode(bytes)
  const kind = text.slice(0, text.search(/[\t\n]/))
  try {
    if (kind === 'jicai-sealed-bid-1') await envelope(text, v)
    else if (kind === 'jicai-award-bundle-1') await award(bytes, v)
    else if (text.startsWith('{') && text.includes('"jicai-agreement')) v.says = t('verify.agreement')
  } catch (e) {
    v.good = false
    v.says = t('verify.unreadable', { why: e instanceof Error ? e.message : String(e) })
  }
  return v
}
