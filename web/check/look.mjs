// look.mjs BASE [NAME...] - every page, in both languages and both sizes, one of the four dark: axe-core (WCAG 2.1 AA), the
// console, a picture in shots/.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enterAs, open, settled, sizes, turnTo } from './browser.mjs'
import { places } from './places.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = join(here, '../shots')

async function wrong(page) {
  const found = await page.evaluate(() => {
    globalThis.axe.configure({ noHtml: true })
    return globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'], preload: false })
  })
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join(' | ')}`)
}

/** Rows of a table are alike; six of them are enough. */
function few() {
  for (const row of document.querySelectorAll('tbody tr:nth-child(n + 7)')) row.style.display = 'none'
}

async function one(window, place, label) {
  const { page, said } = window
  said.length = 0
  // Afresh, as by a link from outside, in one kind of window; in the others by the application's own router, which is quicker.
  if (label === 'zh-wide' || !window.began) await page.goto(place.path)
  else await turnTo(page, place.path)
  window.began = true
  await settled(page)
  const mistakes = [...said]
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 1) mistakes.push(`${wide} pixels wider than the window`)
  if (label !== 'zh-wide') await page.evaluate(few) // the whole of a long table is looked at in one kind of window
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe) // by the protocol, not by the page: its policy forbids foreign scripts
  mistakes.push(...(await wrong(page)))
  if (label.startsWith('zh')) await page.screenshot({ path: join(shots, `${place.name}-${label}.jpeg`), fullPage: true, type: 'jpeg', quality: 80, timeout: 60000 })
  return mistakes
}

/** `only`: one kind of window, zh-phone. Each kind of window (language, size) has a window of its own per person, kept for all of that person's pages. */
function works(wanted, only) {
  const list = []
  for (const lang of ['zh', 'en'])
    for (const size of Object.keys(sizes)) {
      if (only && only !== `${lang}-${size}`) continue
      const by = new Map()
      for (const place of wanted) by.set(place.as ?? '', [...(by.get(place.as ?? '') ?? []), place])
      for (const [who, places] of by) list.push({ lang, size, who, places })
    }
  return list.sort((a, b) => b.places.length - a.places.length) // the long ones first
}

/** At once: as many as there are processors, and one more, since a page also waits for the server. */
const lanes = Math.max(2, availableParallelism() + 1)

export async function look(base, { names = [], only = '' } = {}) {
  mkdirSync(shots, { recursive: true })
  const browser = await open(base)
  let [passed, failed] = [0, 0]
  const list = works(places.filter((p) => names.length === 0 || names.includes(p.name)), only)
  async function lane() {
    for (let work = list.shift(); work !== undefined; work = list.shift()) {
      const { lang, size, who } = work
      const window = await browser.window({ lang, size, dark: lang === 'en' && size === 'wide' })
      if (who) await enterAs(window.page, who)
      for (const place of work.places) {
        const mistakes = await one(window, place, `${lang}-${size}`).catch((e) => [e.message])
        if (mistakes.length === 0) passed++
        else failed++
        for (const m of mistakes) console.log(`${place.name} ${lang} ${size}: ${m}`)
      }
      await window.context.close()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  await browser.close()
  return { passed, failed }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await look(process.argv[2], { names: process.argv.slice(3), only: process.env.ONLY })
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
