// sealed.mjs - a sealed bid from key to opening, all of it in browsers: the company seals, two officers hand in their shares.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { bid, fix, officer, opening, person, signer } from './hands.mjs'

const of = `/p/${demo.pool}/projects/${demo.project}`
const fresh = 'C1401010011300910001'

/** A product that nobody bid yet: the bureau records it, with the certificate of another of the company's. */
async function newProduct(window) {
  const { page, go } = await person(window, 'chongqing-bureau')
  await go('/products?company=9150010300010001X3')
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

export const sealed = {
  'a bid is sealed, nobody reads it, two officers open it together': async ({ window }) => {
    await newProduct(window)
    const officers = []
    for (const login of ['chongqing-bureau', 'chongqing-platform']) officers.push(await officer(await person(window, login), of))
    await fix(officers[0], officers, '2027-11-05T17:00')
    const company = await person(window, 'chongqing-registrant')
    await bid(company, of, { group: 'K1', product: fresh, price: '712.5', file: await signer(company) })
    assert.match(await opening(officers, of, '2027-11-06', 1), /K1\t9150010300010001X3\t[^\t]*\t已开标\t\t/)
  },
}
