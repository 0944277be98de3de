// trade.mjs - an order from the hospital to its payment: three parties, each at their own page, acceptance on a phone.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { person, purchase } from './hands.mjs'

const today = '2026-08-20' // within the last term of the demonstration's agreements
const product = 'C1401010051300110009'

export const trade = {
  'an order: placed, confirmed, shipped, accepted on a phone, invoiced, paid': async ({ window }) => {
    const order = `WEB${Date.now()}`
    const buyer = await person(window, demo.hospital, { today })
    const unknown = async (form, send) => {
      await form.getByLabel('产品 1').fill('C0000000000000000000')
      await send()
      await form.locator('td.wrong .mistake, [role=alert]').first().waitFor() // no such product: said where it stands
    }
    await purchase.place(buyer, { order, project: demo.project, product, qty: '2', wrong: unknown })

    const seller = await person(window, 'chongqing-distributor', { today })
    await seller.go('/home')
    await seller.page.getByText('订单待应答').first().waitFor()
    await purchase.confirm(seller, { order })
    const mistyped = async (form, send) => {
      await form.getByLabel('UDI 1').fill('not-a-udi')
      await send()
      await form.locator('td.wrong').getByText(/UDI/).waitFor() // the mistake stands at its cell
    }
    const delivery = await purchase.ship(seller, { order, wrong: mistyped })

    const door = await person(window, demo.hospital, { today, size: 'phone' })
    await door.go('/home')
    await door.page.getByText('配送待验收').first().waitFor()
    const strange = async (scanner) => {
      await scanner.fill('D-unknown')
      await door.page.keyboard.press('Enter')
      await door.page.getByText('没有这张配送单：D-unknown').waitFor()
      assert.equal(await door.page.evaluate(() => document.activeElement.tagName), 'INPUT')
    }
    await purchase.accept(door, { delivery, wrong: strange })
    assert.ok((await door.page.evaluate(() => document.documentElement.scrollWidth)) <= 391)

    await purchase.invoice(seller, { product, from: today })
    await purchase.pay(buyer, { product, from: today })
  },
}
