// all.mjs BASE DATABASE JICAI - what `make web-check` runs; the last line counts.
import { look } from './look.mjs'
import { marks } from './marks.mjs'
import { bundle } from './bundle.mjs'
import { journeys } from './journeys.mjs'
import { types } from './types.mjs'

const [base, database, jicai] = process.argv.slice(2)
const steps = { types, marks, bundle, journeys, look }
let [passed, failed] = [0, 0]
for (const [name, run] of Object.entries(steps)) {
  const began = Date.now()
  const r = await run(base, { database, jicai }).catch((e) => ({ passed: 0, failed: (console.log(`${name}: ${e.stack}`), 1) }))
  passed += r.passed
  failed += r.failed
  console.log(`${name}: ${r.passed} passed, ${r.failed} not, ${Math.round((Date.now() - began) / 1000)} s`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
