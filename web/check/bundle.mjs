// bundle.mjs - what the first page costs: everything that the portal and the first page after the login ask for, compressed.
import { open, settled, enterAs } from './browser.mjs'

const most = 250_000

async function weigh(base, path, as) {
  const browser = await open(base)
  const { page, context } = await browser.window()
  if (as) {
    await enterAs(page, as)
  }
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  const types = new Map()
  cdp.on('Network.responseReceived', (e) => types.set(e.requestId, e.response.url))
  cdp.on('Network.loadingFinished', (e) => {
    if (new URL(types.get(e.requestId) ?? base).pathname.startsWith('/v1/')) return
    bytes += e.encodedDataLength
  })
  await page.goto(path)
  await settled(page)
  await browser.close()
  return bytes
}

export async function bundle(base) {
  let [passed, failed] = [0, 0]
  for (const [path, as] of [['/', ''], ['/listings', ''], ['/home', 'chongqing-hospital']]) {
    const bytes = await weigh(base, path, as)
    console.log(`${path}: ${Math.round(bytes / 1000)} kB compressed`)
    if (bytes > 20_000 && bytes <= most) passed++
    else failed++
  }
  return { passed, failed }
}
