// bytes.ts - hexadecimal, hashes and canonical text (fields parted by a tab, lines ended by LF).
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

export function unhex(text: string, n?: number): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text) || (n !== undefined && text.length !== 2 * n)) throw new Error('hex')
  return Uint8Array.from(text.match(/../g) ?? [], (b) => parseInt(b, 16))
}

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)))
}

export const utf8 = (text: string) => new TextEncoder().encode(text)
export const line = (...fields: string[]) => `${fields.join('\t')}\n`
export const records = (text: string) => text.split('\n').slice(0, -1).map((l) => l.split('\t'))
