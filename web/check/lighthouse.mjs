// lighthouse.mjs BASE - what `make lighthouse` prints: performance, accessibility, best practices of three pages, as a desktop.
import { execFileSync } from 'node:child_process'

const [base] = process.argv.slice(2)
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
const least = { performance: 95, accessibility: 100, 'best-practices': 100 }

async function cookieOf(login) {
  const r = await fetch(`${base}/v1/demo/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login }) })
  return r.headers.get('set-cookie').split(';')[0]
}

function scores(path, cookie) {
  const headers = cookie ? ['--extra-headers', JSON.stringify({ Cookie: cookie })] : []
  const out = execFileSync('npx', ['--yes', 'lighthouse@12.8.2', base + path, '--preset=desktop', '--output=json', '--quiet', `--only-categories=${Object.keys(least).join(',')}`, '--chrome-flags=--headless=new --no-sandbox --disable-gpu', ...headers], { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] })
  const { categories } = JSON.parse(out.toString())
  return Object.fromEntries(Object.keys(least).map((k) => [k, Math.round(categories[k].score * 100)]))
}

let low = false
for (const [path, login] of [['/', ''], ['/home', 'chongqing-hospital'], ['/orders', 'chongqing-hospital']]) {
  const got = scores(path, login ? await cookieOf(login) : '')
  console.log(path.padEnd(12), Object.entries(got).map(([k, v]) => `${k} ${v}`).join('  '))
  low ||= Object.keys(least).some((k) => got[k] < least[k])
}
process.exitCode = low ? 1 : 0
