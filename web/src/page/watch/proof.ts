// proof.ts - is a leaf in the tree? RFC 9162 2.1.3.2, computed here and not believed.

const bytes = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

async function node(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.of(1, ...left, ...right)))
}

export async function includes(p: { index: number; size: number; leaf: string; root: string; proof: string[] }): Promise<boolean> {
  let [fn, sn] = [p.index, p.size - 1]
  let r: Uint8Array = bytes(p.leaf)
  if (p.index >= p.size) return false
  for (const step of p.proof.map(bytes)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      r = await node(step, r)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else r = await node(r, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && btoa(String.fromCharCode(...r)) === p.root
}
