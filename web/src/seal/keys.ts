// keys.ts - key pairs, made and kept where they are used (src/seal/key.h says the files): officers' to open bids, Ed25519 to
// sign. The private part leaves this page only inside a file that a passphrase protects; the server knows public parts.
import { hex, line, records, unhex } from './bytes'
import { sodium } from './sodium'

export type KeyKind = 'officer' | 'ed25519'
export interface Key {
  kind: KeyKind
  /** 32 bytes of X25519, or the SubjectPublicKeyInfo, as hexadecimal text. */
  public: string
  secret: Uint8Array
}

const spki = '302a300506032b6570032100'
const pkcs8 = '302e020100300506032b657004220420'
const cost = { ops: 4, kib: 64 * 1024 }

export async function makeKey(kind: KeyKind): Promise<Key> {
  const lib = await sodium()
  if (kind === 'officer') {
    const pair = lib.crypto_box_keypair()
    return { kind, public: hex(pair.publicKey), secret: pair.privateKey }
  }
  const seed = lib.randombytes_buf(32)
  const pair = lib.crypto_sign_seed_keypair(seed)
  return { kind, public: spki + hex(pair.publicKey), secret: unhex(pkcs8 + hex(seed)) }
}

async function wrapping(passphrase: string, salt: Uint8Array, ops: number, kib: number) {
  const lib = await sodium()
  return lib.crypto_pwhash(lib.crypto_secretbox_KEYBYTES, passphrase, salt, ops, kib * 1024, lib.crypto_pwhash_ALG_ARGON2ID13)
}

export async function lockKey(key: Key, passphrase: string): Promise<string> {
  const lib = await sodium()
  const salt = lib.randombytes_buf(lib.crypto_pwhash_SALTBYTES)
  const nonce = lib.randombytes_buf(lib.crypto_secretbox_NONCEBYTES)
  const box = lib.crypto_secretbox_easy(key.secret, nonce, await wrapping(passphrase, salt, cost.ops, cost.kib))
  return (
    line('jicai-key-1') + line('kind', key.kind) + line('public', key.public) +
    line('argon2id', String(cost.ops), String(cost.kib), hex(salt)) + line('box', hex(nonce), hex(box))
  )
}

/** undefined: the passphrase is wrong. Throws when it is no such file. */
export async function unlockKey(text: string, passphrase: string): Promise<Key | undefined> {
  const [first, kind, pub, argon, box] = records(text)
  if (first?.[0] !== 'jicai-key-1' || (kind?.[1] !== 'officer' && kind?.[1] !== 'ed25519') || argon?.[0] !== 'argon2id') throw new Error('jicai-key-1')
  const lib = await sodium()
  const wrap = await wrapping(passphrase, unhex(argon[3]!), Number(argon[1]), Number(argon[2]))
  try {
    return { kind: kind[1], public: pub![1]!, secret: lib.crypto_secretbox_open_easy(unhex(box![2]!), unhex(box![1]!), wrap) }
  } catch {
    return undefined
  }
}

export async function sign(key: Key, bytes: Uint8Array): Promise<string> {
  const lib = await sodium()
  const pair = lib.crypto_sign_seed_keypair(key.secret.slice(-32))
  return hex(lib.crypto_sign_detached(bytes, pair.privateKey))
}
