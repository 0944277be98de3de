// hands.mjs - what people do in many journeys: one person with a window, a day and a login; keys, sealed bids, a purchase.
import assert from 'node:assert/strict'
import { settled, turnTo } from '../browser.mjs'

export const passphrase = 'correct horse 2027'

/** Somebody at work: `on` sets the day, `go` opens a page, `act` does what a button asks for. */
export async function person(window, login, { today, ...options } = {}) {
  const { page, context } = await window(options)
  let fresh = true // the application is not there yet, or it is of another day
  const on = (day) => {
    fresh = true
    return context.setExtraHTTPHeaders({ 'X-Jicai-Today': day })
  }
  if (today) await on(today)
  if (login) assert.equal((await context.request.post('/v1/demo/session', { data: { login } })).status(), 201)
  const go = async (path) => {
    if (fresh || page.url().endsWith(path)) await page.goto(path)
    else await turnTo(page, path)
    fresh = false
    await settled(page)
  }
  /** Presses the button, fills what its dialog asks for, sends it, and reads that it was done. */
  const act = async (button, fields = {}, within = page) => {
    await within.getByRole('button', { name: button, exact: true }).first().click()
    const dialog = page.getByRole('dialog', { name: button })
    for (const [label, value] of Object.entries(fields)) await fill(dialog.getByLabel(new RegExp(`^\\s*${label}`)).first(), value)
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await Promise.race([dialog.waitFor({ state: 'detached' }), refusal(dialog)])
    await settled(page)
  }
  return { page, context, login, on, go, act, send: (method, path, body, type) => page.evaluate(send, { method, path, body, type }) }
}

async function fill(input, value) {
  const kind = await input.evaluate((e) => (e.type === 'checkbox' ? 'check' : e.tagName))
  if (kind === 'check') await input.setChecked(value)
  else if (kind === 'SELECT') await input.selectOption(value)
  else await input.fill(value)
}
/** What the server says against it ends the journey with its own words. */
async function refusal(dialog) {
  const box = dialog.locator('[role=alert]:visible, .mistake:visible').first()
  if (await box.waitFor().then(() => true, () => false)) throw new Error(`refused: ${await dialog.innerText()}`)
}
/** In the page: what has no page of its own, by the session of the page. */
async function send({ method, path, body, type = 'application/json' }) {
  const { csrf } = await (await fetch('/v1/session')).json()
  const r = await fetch(path, { method, headers: { 'Content-Type': type, 'X-CSRF-Token': csrf, 'Idempotency-Key': crypto.randomUUID() }, body: typeof body === 'string' ? body : JSON.stringify(body) })
  const text = await r.text()
  if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${text}`)
  return text
}

async function key(page, button) {
  const saved = page.waitForEvent('download')
  await button.click()
  return (await saved).path()
}
/** A key of one's own, made on the page and registered: the file. */
export async function signer({ page, go }) {
  await go('/signing-keys')
  await page.getByLabel('口令').fill(passphrase)
  const file = await key(page, page.getByRole('button', { name: '生成密钥' }))
  await page.getByText('已登记', { exact: true }).waitFor()
  return file
}
export async function unlock(page, file, said, which = page.getByLabel('口令').first()) {
  await page.setInputFiles('input[type=file]', file)
  await which.fill(passphrase)
  await page.getByRole('button', { name: '打开密钥并继续' }).click()
  await page.getByText(said).waitFor()
}

/** An officer's key for the opening: its file and what is public of it. */
export async function officer(who, of) {
  await who.go(`${of}/opening`)
  await who.page.getByLabel('口令').last().fill(passphrase)
  const file = await key(who.page, who.page.getByRole('button', { name: '生成密钥' }))
  return { ...who, file, public: await who.page.locator('code.secret').innerText() }
}
export async function fix(chair, officers, deadline) {
  const { page } = chair
  await page.getByLabel('投标截止时间').fill(deadline)
  for (const [i, o] of officers.entries()) {
    await page.getByLabel(`开标人 ${i + 1} 的登录名`).fill(o.login)
    await page.getByLabel(`开标人 ${i + 1} 的公钥`).fill(o.public)
  }
  await page.getByRole('button', { name: '确定开标人和截止时间' }).click()
  await page.getByText('已确定', { exact: true }).waitFor()
}
/** A bid sealed in the company's browser, until its receipt. */
export async function bid({ page, go }, of, { group, product, price, file }) {
  await go(`${of}/bids`)
  await page.getByRole('combobox', { name: '竞价组' }).selectOption(group)
  await page.getByLabel('第 1 行产品').selectOption(product)
  await page.getByLabel('第 1 行价格').fill(price)
  await unlock(page, file, 'jicai-receipt-1')
}
/** Each officer hands in shares, the first opens. */
export async function opening(officers, of, day, shares) {
  for (const o of officers) {
    await o.on(day)
    await o.go(`${of}/opening`)
    await unlock(o.page, o.file, `已递交 ${shares} 份份额`)
  }
  const [{ page }] = officers
  await page.getByRole('button', { name: '开标', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开标', exact: true }).click()
  await page.getByText('已完成：开标').waitFor()
  await settled(page)
  return page.getByRole('region', { name: '开标记录' }).innerText()
}

const line = (page, text) => page.getByRole('row').filter({ hasText: text })
const nothing = () => Promise.resolve()
const done = (page) => page.locator('.el-message').getByText('已登记 1 行').last().waitFor()
/** A form of one line behind a button: filled by `fill`, sent, done. */
async function sheet(page, button, fill) {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog', { name: button })
  await fill(dialog, () => dialog.getByRole('button', { name: button }).click())
  await dialog.getByRole('button', { name: button }).click()
  await dialog.waitFor({ state: 'hidden' })
  await done(page)
}
/** A purchase, act by act; `wrong` is tried at the open form before, and refused. */
export const purchase = {
  place: async ({ page, go }, { order, project, product, qty, wrong = nothing }) => {
    await go('/orders')
    await sheet(page, '下订单', async (form, send) => {
      await form.getByLabel(/^订单 1$|^订单编号 1$/).fill(order)
      await form.getByLabel(/^(采购)?项目 1$/).fill(project)
      await form.getByLabel('数量 1').fill(qty)
      await wrong(form, send)
      await form.getByLabel('产品 1').fill(product)
    })
  },
  confirm: async ({ page, go }, { order }) => {
    await go('/orders?state=new')
    await line(page, order).getByRole('checkbox').check()
    await sheet(page, '确认或拒绝', nothing)
  },
  ship: async ({ page, go }, { order, wrong = nothing }) => {
    await go('/orders?state=confirmed')
    await line(page, order).getByRole('checkbox').check()
    let delivery
    await sheet(page, '发货', async (form, send) => {
      delivery = await form.getByLabel('配送单 1').inputValue()
      await form.getByLabel('批号 1').fill('B20260801')
      await wrong(form, send)
      await form.getByLabel('UDI 1').fill('')
    })
    return delivery
  },
  accept: async ({ page, go }, { delivery, wrong = nothing }) => {
    await go('/deliveries')
    await wrong(page.getByLabel('扫描配送单号或 UDI'))
    await page.getByLabel('扫描配送单号或 UDI').fill(delivery)
    await page.keyboard.press('Enter') // as a scanner ends
    await page.getByText('找到 1 行').waitFor()
    await page.getByRole('button', { name: '验收', exact: true }).first().click()
    await done(page)
  },
  invoice: async ({ page, go }, { product, from }) => {
    await go(`/receipts?state=uninvoiced&product=${product}&from=${from}`)
    await page.getByRole('checkbox', { name: '第 1 行' }).check()
    await sheet(page, '登记发票', nothing)
  },
  pay: async ({ page, go }, { product, from }) => {
    await go(`/invoices?product=${product}&from=${from}`)
    await page.getByRole('checkbox', { name: '第 1 行' }).check()
    await sheet(page, '登记付款', async (form) => assert.match(await form.getByLabel('金额（元） 1').inputValue(), /^\d+\.\d\d$/))
    await go(`/receipts?state=paid&product=${product}&from=${from}`)
    await page.getByRole('cell', { name: '0.00' }).first().waitFor()
  },
}
