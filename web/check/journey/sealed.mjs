// sealed.mjs - a sealed bid from key to opening, all of it in browsers: the company seals, two officers hand in their shares.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { enterAs, settled } from '../browser.mjs'

const of = `/p/${demo.pool}/projects/${demo.project}`
const fresh = 'C1401010011300910001'
const passphrase = 'correct horse 2027'

async function key(page, button) {
  const saved = page.waitForEvent('download')
  await button.click()
  return (await saved).path()
}

/** A product that nobody bid yet: the bureau records it, with the certificate of another of the company's. */
async function newProduct(window) {
  const { page } = await window()
  await enterAs(page, 'chongqing-bureau')
  await page.goto('/products?company=9150010300010001X3')
  await settled(page)
  await page.getByLabel('新编码').fill(fresh)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '登记' })
  await dialog.getByLabel('名称').first().fill('开放手术刀头（新）')
  await dialog.getByLabel('企业').fill('9150010300010001X3')
  await dialog.getByLabel('品种类别').selectOption('high_value')
  await dialog.getByLabel('类别', { exact: true }).fill('C14010100113009')
  await dialog.getByLabel('单位', { exact: true }).fill('把')
  await dialog.getByLabel('注册证').fill('DEMO-chongqing-10001-1')
  await dialog.getByRole('button', { name: '登记' }).click()
  await page.getByText('已完成：登记').waitFor()
}

async function officer(window, login) {
  const w = await window()
  await enterAs(w.page, login)
  await w.page.goto(`${of}/opening`)
  await settled(w.page)
  await w.page.getByLabel('口令').last().fill(passphrase)
  const file = await key(w.page, w.page.getByRole('button', { name: '生成密钥' }))
  const public_ = await w.page.locator('code.secret').innerText()
  return { ...w, login, file, public: public_ }
}

export const sealed = {
  'a bid is sealed, nobody reads it, two officers open it together': async ({ window }) => {
    await newProduct(window)
    const officers = [await officer(window, 'chongqing-bureau'), await officer(window, 'chongqing-platform')]
    const [chair] = officers
    await chair.page.getByLabel('投标截止时间').fill('2027-11-05T17:00')
    for (const [i, o] of officers.entries()) {
      await chair.page.getByLabel(`开标人 ${i + 1} 的登录名`).fill(o.login)
      await chair.page.getByLabel(`开标人 ${i + 1} 的公钥`).fill(o.public)
    }
    await chair.page.getByRole('button', { name: '确定开标人和截止时间' }).click()
    await chair.page.getByText('已确定', { exact: true }).waitFor()

    const { page } = await window()
    await enterAs(page, 'chongqing-registrant')
    await page.goto('/signing-keys')
    await settled(page)
    await page.getByLabel('口令').fill(passphrase)
    const signer = await key(page, page.getByRole('button', { name: '生成密钥' }))
    await page.getByText('已登记', { exact: true }).waitFor()
    await page.goto(`${of}/bids`)
    await settled(page)
    await page.getByRole('combobox', { name: '竞价组' }).selectOption('K1')
    await page.getByLabel('第 1 行产品').selectOption(fresh)
    await page.getByLabel('第 1 行价格').fill('712.5')
    await page.setInputFiles('input[type=file]', signer)
    await page.getByLabel('口令').fill(passphrase)
    await page.getByRole('button', { name: '打开密钥并继续' }).click()
    await page.getByText('jicai-receipt-1').waitFor()

    for (const o of officers) {
      await o.context.setExtraHTTPHeaders({ 'X-Jicai-Today': '2027-11-06' })
      await o.page.goto(`${of}/opening`)
      await settled(o.page)
      await o.page.setInputFiles('input[type=file]', o.file)
      await o.page.getByLabel('口令').first().fill(passphrase)
      await o.page.getByRole('button', { name: '打开密钥并继续' }).click()
      await o.page.getByText('已递交 1 份份额').waitFor()
    }
    await chair.page.getByRole('button', { name: '开标', exact: true }).click()
    await chair.page.getByRole('dialog').getByRole('button', { name: '开标', exact: true }).click()
    await chair.page.getByText('已完成：开标').waitFor()
    await settled(chair.page)
    assert.match(await chair.page.getByRole('region', { name: '开标记录' }).innerText(), /K1\t9150010300010001X3\t[^\t]*\t已开标\t\t/)
  },
}
