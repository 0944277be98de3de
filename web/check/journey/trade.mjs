// trade.mjs - an order from the hospital to its payment: three parties, each at their own page, acceptance on a phone.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { enterAs, settled } from '../browser.mjs'

const today = '2026-08-20' // within the last term of the demonstration's agreements
const product = 'C1401010051300110009'

async function clerk(window, login, options = {}) {
  const w = await window(options)
  await w.context.setExtraHTTPHeaders({ 'X-Jicai-Today': today })
  await enterAs(w.page, login)
  return w.page
}
async function open(page, path) {
  await page.goto(path)
  await settled(page)
}
const row = (page, text) => page.getByRole('row').filter({ hasText: text })
const choose = (page, text) => row(page, text).getByRole('checkbox').check()

export const trade = {
  'an order: placed, confirmed, shipped, accepted on a phone, invoiced, paid': async ({ window }) => {
    const order = `WEB${Date.now()}`
    const buyer = await clerk(window, demo.hospital)
    await open(buyer, '/orders')
    await buyer.getByRole('button', { name: '下订单' }).click()
    const placing = buyer.getByRole('dialog', { name: '下订单' })
    await placing.getByLabel(/^订单 1$|^订单编号 1$/).fill(order)
    await placing.getByLabel('项目 1').or(placing.getByLabel('采购项目 1')).fill(demo.project)
    await placing.getByLabel('产品 1').fill('C0000000000000000000')
    await placing.getByLabel('数量 1').fill('2')
    await placing.getByRole('button', { name: '下订单' }).click()
    await placing.locator('td.wrong .mistake, [role=alert]').first().waitFor() // no such product: said where it stands
    await placing.getByLabel('产品 1').fill(product)
    await placing.getByRole('button', { name: '下订单' }).click()
    await buyer.getByText('已登记 1 行').waitFor()

    const seller = await clerk(window, 'chongqing-distributor')
    await open(seller, '/home')
    await seller.getByText('订单待应答').first().waitFor()
    await open(seller, '/orders?state=new')
    await choose(seller, order)
    await seller.getByRole('button', { name: '确认或拒绝' }).click()
    await seller.getByRole('dialog').getByRole('button', { name: '确认或拒绝' }).click()
    await seller.getByText('已登记 1 行').waitFor()
    await open(seller, '/orders?state=confirmed')
    await choose(seller, order)
    await seller.getByRole('button', { name: '发货' }).click()
    const shipping = seller.getByRole('dialog', { name: '发货' })
    const delivery = await shipping.getByLabel('配送单 1').inputValue()
    await shipping.getByLabel('批号 1').fill('B20260801')
    await shipping.getByLabel('UDI 1').fill('not-a-udi')
    await shipping.getByRole('button', { name: '发货' }).click()
    await shipping.locator('td.wrong').getByText(/UDI/).waitFor() // the mistake stands at its cell
    await shipping.getByLabel('UDI 1').fill('')
    await shipping.getByRole('button', { name: '发货' }).click()
    await seller.locator('.el-message').getByText('已登记 1 行').last().waitFor()

    const door = await clerk(window, demo.hospital, { size: 'phone' })
    await open(door, '/home')
    await door.getByText('配送待验收').first().waitFor()
    await open(door, '/deliveries')
    await door.getByLabel('扫描配送单号或 UDI').fill('D-unknown')
    await door.keyboard.press('Enter') // as a scanner ends
    await door.getByText('没有这张配送单：D-unknown').waitFor()
    assert.equal(await door.evaluate(() => document.activeElement.tagName), 'INPUT')
    await door.keyboard.type(delivery)
    await door.keyboard.press('Enter')
    await door.getByText('找到 1 行').waitFor()
    assert.ok((await door.evaluate(() => document.documentElement.scrollWidth)) <= 391)
    await door.getByRole('button', { name: '验收', exact: true }).first().click()
    await door.getByText('已登记 1 行').waitFor()

    await open(seller, '/receipts?state=uninvoiced')
    await seller.goto(`/receipts?state=uninvoiced&product=${product}&from=${today}`)
    await settled(seller)
    await seller.getByRole('checkbox', { name: '第 1 行' }).check()
    await seller.getByRole('button', { name: '登记发票' }).click()
    await seller.getByRole('dialog').getByRole('button', { name: '登记发票' }).click()
    await seller.getByText('已登记 1 行').waitFor()

    await open(buyer, `/invoices?product=${product}&from=${today}`)
    await buyer.getByRole('checkbox', { name: '第 1 行' }).check()
    await buyer.getByRole('button', { name: '登记付款' }).click()
    const paying = buyer.getByRole('dialog', { name: '登记付款' })
    assert.match(await paying.getByLabel('金额（元） 1').inputValue(), /^\d+\.\d\d$/)
    await paying.getByRole('button', { name: '登记付款' }).click()
    await buyer.getByText('已登记 1 行').waitFor()
    await open(buyer, `/receipts?state=paid&product=${product}&from=${today}`)
    await buyer.getByRole('cell', { name: '0.00' }).first().waitFor()
  },
}
