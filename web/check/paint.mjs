// paint.mjs BASE [LOGIN] - from the click on “orders” to fifty rows painted, in milliseconds: five times, and the middle one.
// For docs/web.md, on a database with a million order lines; gates nothing.
import { enterAs, open, settled } from './browser.mjs'

const [base, login = 'chongqing-bureau'] = process.argv.slice(2)
const browser = await open(base)
const { page } = await browser.window()
await enterAs(page, login)
const times = []
for (let i = 0; i < 6; i++) {
  await page.goto('/home')
  await settled(page)
  times.push(
    await page.evaluate(async () => {
      const link = document.querySelector('nav a[href="/orders"], a[href="/orders"]')
      const frame = () => new Promise(requestAnimationFrame)
      const began = performance.now()
      link.click()
      while (document.querySelectorAll('main tbody tr').length < 50) await frame()
      await frame()
      return performance.now() - began
    }),
  )
}
await browser.close()
const warm = times.slice(1).sort((a, b) => a - b)
console.log(`first ${Math.round(times[0])} ms, then ${warm.map(Math.round).join(' ')}: ${Math.round(warm[2])} ms`)
