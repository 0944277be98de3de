// journeys.mjs - what people do, through the pages alone: each journey is somebody's, with a window of their own.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { open } from './browser.mjs'
import { county } from './journey/county.mjs'
import { cycle } from './journey/cycle.mjs'
import { enter } from './journey/enter.mjs'
import { expert } from './journey/expert.mjs'
import { fund } from './journey/fund.mjs'
import { hospital } from './journey/hospital.mjs'
import { office } from './journey/office.mjs'
import { portal } from './journey/portal.mjs'
import { roles } from './journey/roles.mjs'
import { sealed } from './journey/sealed.mjs'
import { trade } from './journey/trade.mjs'
import { why } from './journey/why.mjs'

const all = { ...enter, ...portal, ...hospital, ...office, ...sealed, ...trade, ...county, ...fund, ...why, ...roles, ...expert, ...cycle }
const shots = join(dirname(fileURLToPath(import.meta.url)), '../shots')

export async function journeys(base, tools, only = '') {
  mkdirSync(shots, { recursive: true })
  const browser = await open(base)
  let [passed, failed] = [0, 0]
  for (const [name, run] of Object.entries(all)) {
    if (only && !name.includes(only)) continue
    const windows = []
    const window = async (options) => {
      const w = await browser.window(options)
      windows.push(w)
      return w
    }
    try {
      await run({ window, base, ...tools })
      const said = windows.flatMap((w) => w.said)
      if (said.length > 0) throw new Error(`the console says: ${said.join('; ')}`)
      passed++
    } catch (e) {
      failed++
      console.log(`journey "${name}": ${e.stack}`)
      await windows.at(-1)?.page.screenshot({ path: join(shots, `failed-${name.replace(/\W+/g, '-')}.png`) }).catch(() => undefined)
    }
    for (const w of windows) await w.context.close()
  }
  await browser.close()
  return { passed, failed }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [base, database, jicai, only] = process.argv.slice(2)
  const { passed, failed } = await journeys(base, { database, jicai }, only)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
