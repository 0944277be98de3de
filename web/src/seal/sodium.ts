// sodium.ts - libsodium, as WebAssembly, loaded when something is sealed, opened or verified.
export async function sodium() {
  const { default: lib } = await import('libsodium-wrappers-sumo')
  await lib.ready
  return lib
}
