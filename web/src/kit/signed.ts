// signed.ts - is a checkpoint signed by one of the log's keys? A C2SP signed note: the text, an empty line, lines of signatures.
import { utf8 } from '@/seal/bytes'

const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

/** "name+id+base64": the part behind the second plus is 1 (Ed25519) and the key. */
function parse(vkey: string) {
  const [name = '', id = ''] = vkey.split('+')
  const code = bytes(vkey.slice(name.length + id.length + 2))
  return code[0] === 1 && code.length === 33 ? { name, id, key: code.slice(1) } : undefined
}

/** The key whose signature holds; undefined: none of them. */
export async function signerOf(note: string, vkeys: string[]): Promise<string | undefined> {
  const end = note.indexOf('\n\n')
  if (end < 0) return undefined
  const { sodium } = await import('@/seal/sodium')
  const lib = await sodium()
  const text = utf8(note.slice(0, end + 1))
  for (const line of note.slice(end + 2).split('\n').filter(Boolean)) {
    const [, name, code = ''] = line.split(' ')
    const all = bytes(code)
    const id = Array.from(all.slice(0, 4), (b) => b.toString(16).padStart(2, '0')).join('')
    for (const vkey of vkeys) {
      const k = parse(vkey)
      if (k?.name === name && k?.id === id && all.length === 68 && lib.crypto_sign_verify_detached(all.slice(4), text, k.key)) return vkey
    }
  }
  return undefined
}
