// why.mjs - beside a figure, how it came about; pictures that lead to what they show; the tour of the demonstration.
import assert from 'node:assert/strict'
import { enterAs, settled } from '../browser.mjs'

export const why = {
  'why a product was selected, without a login': async ({ window }) => {
    const { page } = await window()
    await page.goto('/public/500000/CQ-ZX-2027-2')
    await settled(page)
    assert.match(await page.locator('main').innerText(), /可吸收止血纱布/)
    await page.getByRole('button', { name: '这个数怎么来的' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.getByText('within_quota').first().waitFor()
    assert.match(await panel.innerText(), /名次[^]*1[^]*名额内即中选/)
  },

  'why a receipt is due on that day: the clause is quoted': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, 'chongqing-hospital')
    await page.goto('/receipts?project=CQ-WHQ-2027-1')
    await settled(page)
    await page.getByRole('button', { name: '这个数怎么来的' }).first().click()
    const panel = page.getByRole('dialog')
    await panel.locator('blockquote').first().waitFor()
    assert.match(await panel.innerText(), /验收合格/)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
  },

  'a county opens its institutions, an institution its orders': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, 'chongqing-bureau')
    await page.goto('/p/500000/projects/CS-HCDL-2023-1/pictures')
    await settled(page)
    await page.getByRole('button', { name: /万州区/ }).click()
    await page.waitForURL(/county=500101/)
    await page.getByRole('link', { name: /万州区第1中心医院/ }).click()
    await page.waitForURL(/\/orders\?/)
    await settled(page)
    assert.ok((await page.locator('main tbody tr').count()) > 0)
  },

  'one click of the tour enters as that person': async ({ window }) => {
    const { page } = await window()
    await page.goto('/tour')
    await page.getByRole('button', { name: /医疗机构：今天要办的事/ }).click()
    await page.waitForURL('**/home')
    await page.getByText('报量').first().waitFor()
  },
}
