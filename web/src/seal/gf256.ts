// gf256.ts - a key in n shares, any k of which give it back: base/core/gf256.c, in the browser (x^8 + x^4 + x^3 + x + 1).
export function mul(a: number, b: number): number {
  let out = 0
  for (let i = 0; i < 8; i++) {
    out ^= -(b & 1) & a
    a = ((a << 1) ^ (-((a >> 7) & 1) & 0x1b)) & 255
    b >>= 1
  }
  return out & 255
}

/** `random`: (k - 1) x size bytes. Share x stands at place x - 1. */
export function split(secret: Uint8Array, random: Uint8Array, k: number, n: number): Uint8Array[] {
  const size = secret.length
  return Array.from({ length: n }, (_, at) => {
    const x = at + 1
    return secret.map((s, i) => {
      let value = 0
      for (let c = k - 1; c > 0; c--) value = mul(value, x) ^ random[(c - 1) * size + i]!
      return mul(value, x) ^ s
    })
  })
}
