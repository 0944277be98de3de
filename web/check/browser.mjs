// browser.mjs - Debian's Chromium, through playwright-core; a page that says anything on its console fails.
import { chromium } from 'playwright-core'

export const sizes = { wide: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } }
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
if (process.getuid?.() === 0) flags.push('--no-sandbox')

export async function open(base) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags })
  /** Somebody's own window; `said` fills with what its console says and what fails. */
  const window = async ({ size = 'wide', lang = 'zh', dark = false } = {}) => {
    const context = await browser.newContext({ baseURL: base, viewport: sizes[size], locale: lang === 'en' ? 'en-GB' : 'zh-CN', colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', hasTouch: size === 'phone', acceptDownloads: true })
    await context.addInitScript((l) => {
      localStorage.setItem('lang', l)
      if (localStorage.getItem('pool') === null) localStorage.setItem('pool', '500000')
    }, lang)
    const page = await context.newPage()
    const said = []
    page.on('console', (m) => ['error', 'warning'].includes(m.type()) && !expected(m.text()) && said.push(`${m.type()}: ${m.text()}`))
    page.on('pageerror', (e) => said.push(`exception: ${e.message}`))
    page.setDefaultTimeout(15000)
    count(page)
    return { page, said, context }
  }
  return { window, close: () => browser.close() }
}

// A request that the server refuses stands on the console of any page that asks: 401 of nobody, 404 of what is not there yet.
const expected = (text) => /^Failed to load resource: the server responded with a status of 4\d\d/.test(text)

export async function enterAs(page, login) {
  await page.goto('/login')
  await settled(page) // what it asks for would be left open by who goes on at once
  const r = await page.evaluate(async (who) => (await fetch('/v1/demo/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: who }) })).status, login)
  if (r !== 201) throw new Error(`demo login ${login}: ${r}`)
}

// What is under way of each page, and since when nothing is. A stream of events never ends and is not waited for.
const traffic = new WeakMap()
function count(page) {
  const t = { open: new Set(), since: Date.now() }
  traffic.set(page, t)
  const done = (r) => t.open.delete(r) && (t.since = Date.now())
  let next // the document that comes: what the one before asked for until then is never answered
  page.on('request', (r) => {
    if (r.isNavigationRequest() && r.frame() === page.mainFrame()) next = r
    if (r.resourceType() !== 'eventsource' && t.open.add(r)) t.since = Date.now()
  })
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || next === undefined) return
    for (const r of t.open) if (r !== next) t.open.delete(r)
    next = undefined
  })
  page.on('requestfinished', done)
  page.on('requestfailed', done)
}
const quiet = 120 // milliseconds without a request

/** Everything that was asked for has come, and nothing moves any more. */
export async function settled(page) {
  const t = traffic.get(page)
  const end = Date.now() + 30000
  const still = () => page.evaluate(() => document.querySelector('h1') !== null && document.querySelector('.el-skeleton, .scroll.busy') === null)
  while (t.open.size > 0 || Date.now() - t.since < quiet || !(await still())) {
    if (Date.now() > end) throw new Error(`not settled: ${[...t.open].map((r) => r.url()).join(' ')}`)
    await new Promise((go) => setTimeout(go, 20))
  }
}

/** To another page as a click would: the application is there already. */
export async function turnTo(page, path) {
  traffic.get(page).since = Date.now()
  await page.evaluate((to) => {
    history.pushState({ current: to, position: (history.state?.position ?? 0) + 1 }, '', to) // as the router keeps it: it goes on from there
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, path)
}
