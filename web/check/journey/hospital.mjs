// hospital.mjs - the purchasing department: demand by form and by Excel, choices, agreements.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { enterAs, settled } from '../browser.mjs'

const of = `/p/${demo.pool}/projects/${demo.project}`

export const hospital = {
  'demand by form: a draft survives, a mistake stands at its cell; what was reviewed is not reported again': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, demo.hospital)
    await page.goto(`${of}/report`)
    await settled(page)
    const first = page.locator('.cell-in').first()
    await first.fill('四十')
    await page.getByText('应为整数').waitFor()
    await first.fill('48')
    await page.reload()
    await settled(page)
    assert.equal(await first.inputValue(), '48')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.locator('.el-message').getByText('已保存').waitFor()
    await settled(page)
    assert.equal(await first.inputValue(), '48')
    await page.getByRole('button', { name: '保存并提交' }).click()
    await page.getByRole('alert').getByText('已经审核').waitFor()
  },

  'demand by Excel: nothing is written while a row is wrong': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, demo.hospital)
    await page.goto(`${of}/report`)
    await settled(page)
    const head = 'hospital,group,product,qty,reason\n'
    const file = (rows) => ({ name: 'report.csv', mimeType: 'text/csv', buffer: Buffer.from(head + rows) })
    await page.setInputFiles('input[type=file]', file('H50010100101,K1,C1401010011300210001,many,\n'))
    await page.getByText('没有写入任何内容').waitFor()
    assert.match(await page.getByRole('region', { name: '错误所在' }).innerText(), /2/)
    await page.setInputFiles('input[type=file]', file('H50010100101,K1,C1401010011300210001,51,增开手术室\n'))
    await page.getByText('核对通过').waitFor()
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('已导入 1 行').waitFor()
  },

  'on a phone: the list of agreements as cards, an agreement to read': async ({ window }) => {
    const { page } = await window({ size: 'phone' })
    await enterAs(page, demo.hospital)
    await page.goto('/home')
    await settled(page)
    await page.getByRole('button', { name: '菜单' }).click()
    await page.getByRole('dialog').getByRole('link', { name: '购销协议' }).click()
    await page.waitForURL('**/agreements')
    await settled(page)
    assert.equal(await page.locator('.scroll td').first().evaluate((e) => getComputedStyle(e).display), 'flex')
    await page.locator('.scroll a').first().click()
    await page.getByRole('heading', { level: 1, name: '购销协议' }).waitFor()
  },

  'an agreement is issued and signed in the browser with a key made there': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, demo.hospital)
    await page.goto('/signing-keys')
    await settled(page)
    await page.getByLabel('口令').fill('correct horse 2027')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '生成密钥' }).click()
    const file = await (await saved).path()
    await page.getByText('已登记', { exact: true }).waitFor()
    await page.goto(demo.agreement)
    await settled(page)
    if (await page.getByRole('button', { name: '出具文本' }).isVisible()) {
      await page.getByRole('button', { name: '出具文本' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '出具文本' }).click()
    }
    await page.getByRole('button', { name: '签名', exact: true }).click()
    await page.setInputFiles('input[type=file]', file)
    await page.getByLabel('口令').fill('correct horse 2028')
    await page.getByRole('button', { name: '打开密钥并继续' }).click()
    await page.getByText('口令不对').waitFor()
    await page.getByLabel('口令').fill('correct horse 2027')
    await page.getByRole('button', { name: '打开密钥并继续' }).click()
    await page.getByText('已签名', { exact: true }).waitFor()
  },
}
