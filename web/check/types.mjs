// types.mjs - vue-tsc over all pages: a sentence, a field or an operation that is not there is a mistake here.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export async function types() {
  const r = spawnSync(process.execPath, ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', '.'], { cwd: root, encoding: 'utf8' })
  if (r.status !== 0) console.log(r.stdout + r.stderr)
  return { passed: r.status === 0 ? 1 : 0, failed: r.status === 0 ? 0 : 1 }
}
