// look.mjs BASE [NAME...] - every page, in both languages and both sizes: axe-core (WCAG 2.1 AA), the console, a picture in shots/.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enterAs, open, settled, sizes } from './browser.mjs'
import { places } from './places.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = join(here, '../shots')

async function wrong(page) {
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }))
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`)
}

async function one(window, place, label) {
  const { page, said } = window
  said.length = 0
  await page.goto(place.path)
  await settled(page)
  const mistakes = [...said]
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) mistakes.push(`${wide} pixels wider than the window`)
  await page.evaluate(axe) // by the protocol, not by the page: its policy forbids foreign scripts
  mistakes.push(...(await wrong(page)))
  if (label.startsWith('zh')) await page.screenshot({ path: join(shots, `${place.name}-${label}.png`), fullPage: true, timeout: 60000 })
  return mistakes
}

export async function look(base, { names = [], only = '' } = {}) {
  mkdirSync(shots, { recursive: true })
  const browser = await open(base)
  let [passed, failed] = [0, 0]
  const wanted = places.filter((p) => names.length === 0 || names.includes(p.name))
  for (const lang of ['zh', 'en'])
    for (const size of Object.keys(sizes)) {
      if (only && only !== `${lang}-${size}`) continue
      const windows = new Map()
      for (const place of wanted) {
        const who = place.as ?? ''
        if (!windows.has(who)) {
          windows.set(who, await browser.window({ lang, size }))
          if (who) await enterAs(windows.get(who).page, who)
        }
        const mistakes = await one(windows.get(who), place, `${lang}-${size}`).catch((e) => [e.message])
        if (mistakes.length === 0) passed++
        else failed++
        for (const m of mistakes) console.log(`${place.name} ${lang} ${size}: ${m}`)
      }
      for (const w of windows.values()) await w.context.close()
    }
  await browser.close()
  return { passed, failed }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await look(process.argv[2], { names: process.argv.slice(3), only: process.env.ONLY })
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
