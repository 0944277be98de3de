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

/** Does the tree of `now` hold all of `before`, in its order? RFC 9162 2.1.4.2. */
export async function grows(before: { size: number; root: string }, now: { size: number; root: string }, proof: string[]): Promise<boolean> {
  if (before.size === now.size) return before.root === now.root && proof.length === 0
  if (before.size > now.size) return false
  if (before.size === 0) return proof.length === 0
  const steps = proof.map(bytes)
  // A tree of 2^k leaves is itself a node of the greater one: it is not sent.
  if (Number.isInteger(Math.log2(before.size))) steps.unshift(bytes(before.root))
  let [fn, sn] = [before.size - 1, now.size - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  if (steps.length === 0) return false
  let [fr, sr]: [Uint8Array, Uint8Array] = [steps[0]!, steps[0]!]
  for (const step of steps.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [await node(step, fr), await node(step, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else sr = await node(sr, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  const text = (b: Uint8Array) => btoa(String.fromCharCode(...b))
  return sn === 0 && text(fr) === before.root && text(sr) === now.root
}
