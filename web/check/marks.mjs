// marks.mjs - the interface and the pages name each other rightly: every x-page is a page, every page has a place to be looked at,
// every column of a list a word.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allWords } from '../words.mjs'
import { places } from './places.mjs'

/** Fields of a list's rows: they head the columns of its workbook. */
function* columns(document) {
  const shape = (s) => (s.$ref === undefined ? s : document.components.schemas[s.$ref.split('/').at(-1)])
  for (const { get } of Object.values(document.paths)) {
    const schema = get?.responses['200']?.content?.['application/json']?.schema
    const rows = schema && shape(schema).properties?.items?.items
    for (const field of Object.keys((rows && shape(rows).properties) ?? {})) yield { id: get.operationId, shape: rows.$ref?.split('/').at(-1), field }
  }
}

export async function marks(base) {
  const source = readFileSync(new URL('../src/pages.ts', import.meta.url), 'utf8')
  const pages = [...source.matchAll(/\{ name: '([\w-]+)', path: /g)].map((m) => m[1])
  const document = await (await fetch(`${base}/v1/openapi.json`)).json()
  const wrong = []
  let good = 0
  for (const methods of Object.values(document.paths))
    for (const o of Object.values(methods)) {
      if (o['x-page'] === undefined) continue
      if (pages.includes(o['x-page'])) good++
      else wrong.push(`${o.operationId}: x-page ${o['x-page']} is no page`)
    }
  for (const p of pages)
    if (places.some((x) => x.name === p)) good++
    else wrong.push(`page ${p} has no place in check/places.mjs`)
  for (const x of places) if (!pages.includes(x.name)) wrong.push(`place ${x.name} is no page`)
  const words = allWords(dirname(dirname(fileURLToPath(import.meta.url))))
  for (const { id, shape, field } of columns(document))
    if (words.has(`f.${shape}.${field}`) || words.has(`f.${field}`)) good++
    else wrong.push(`${id}: its column ${field} has no word f.${field}`)
  for (const w of wrong) console.log(w)
  return { passed: good, failed: wrong.length }
}
