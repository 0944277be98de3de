// sign.ts - a signature of a document, as JSON that anybody can check (src/seal/signature.h), with an Ed25519 key of one's own.
import { line, sha256Hex, unhex, utf8 } from './bytes'
import { sign, type Key } from './keys'

/** Now, in Shanghai: "2026-11-22T13:00:00+08:00". */
export function signedAt(now = Date.now()): string {
  return `${new Date(now + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`
}

export async function signDocument(document: string, key: Key, at = signedAt()): Promise<string> {
  const digest = `sha256:${await sha256Hex(utf8(document))}`
  const by = await sha256Hex(unhex(key.public))
  const bytes = line('jicai-signature-1') + line('alg', 'ed25519') + line('signed_at', at) + line('digest', digest) + line('key', by)
  return JSON.stringify({ alg: 'ed25519', signed_at: at, digest, key: key.public, signature: await sign(key, utf8(bytes)) })
}
