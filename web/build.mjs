// build.mjs OPENAPI.json OUT.c - types and shapes from the interface, the words, the bundle, and the table of http/asset.h.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import openapi, { astToString } from 'openapi-typescript'
import { build } from 'vite'
import { shapes } from './shapes.mjs'
import { words } from './words.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const [api, out] = process.argv.slice(2)
const dist = (out ?? '').replace(/\.c$/, '.d')

function made(name, text) {
  const path = join(here, 'made', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

async function make() {
  const document = JSON.parse(readFileSync(api, 'utf8'))
  made('api.d.ts', astToString(await openapi(document)))
  const { op, shape, body } = shapes(document)
  made('ops.json', JSON.stringify(op))
  made('shapes.json', JSON.stringify({ shape, body }))
  for (const [name, text] of Object.entries(words(here))) made(name, text)
}

const types = {
  html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8',
  json: 'application/json', svg: 'image/svg+xml', png: 'image/png', wasm: 'application/wasm', webmanifest: 'application/manifest+json',
}

function files(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((e) => (e.isDirectory() ? files(join(dir, e.name)) : [join(dir, e.name)]))
    .sort()
}

const n = 11 // Brotli's best
const brotli = (b) => brotliCompressSync(b, { params: { [constants.BROTLI_PARAM_QUALITY]: n, [constants.BROTLI_PARAM_SIZE_HINT]: b.length } })

function table() {
  const blobs = []
  const rows = []
  const put = (path) => {
    const i = blobs.length
    blobs.push(`__asm__(".section .rodata\\n.balign 16\\nweb_${i}:\\n.incbin \\"${path}\\"\\n.byte 0\\n.previous\\n");\nextern const char web_${i}[];`)
    return `web_${i}`
  }
  const packed = (path, bytes, plain) => {
    if (bytes.length >= plain.length) return '{0, 0}'
    writeFileSync(path, bytes)
    return `{${put(path)}, ${bytes.length}}`
  }
  for (const path of files(dist).filter((p) => !/\.(br|gz)$/.test(p))) {
    const plain = readFileSync(path)
    const name = '/' + relative(dist, path)
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 32)
    const type = types[name.split('.').pop()]
    if (type === undefined) throw new Error(`no media type for ${name}`)
    rows.push(`    {"${name}", "${type}", "\\"${hash}\\"", ${name.startsWith('/assets/')}, {${put(path)}, ${plain.length}}, ` +
      `${packed(path + '.gz', gzipSync(plain, { level: 9 }), plain)}, ${packed(path + '.br', brotli(plain), plain)}},`)
  }
  return `#include "http/asset.h"\n${blobs.join('\n')}\nextern const struct asset web_assets[];\n` +
    `const struct asset web_assets[] = {\n${rows.join('\n')}\n    {0}};\n`
}

await make()
if (out !== undefined) {
  await build({ root: here, configFile: join(here, 'vite.config.js'), build: { outDir: dist, emptyOutDir: true }, logLevel: 'warn' })
  writeFileSync(out, table())
}
