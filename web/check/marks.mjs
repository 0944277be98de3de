// marks.mjs - the interface and the pages name each other rightly: every x-page is a page, every page has a place to be looked at.
import { readFileSync } from 'node:fs'
import { places } from './places.mjs'

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
  for (const w of wrong) console.log(w)
  return { passed: good, failed: wrong.length }
}
