// office.mjs - the bureau: a new project, two clerks on one form, review, what-if, people.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { enterAs, settled } from '../browser.mjs'

const of = `/p/${demo.pool}/projects/${demo.project}`
const bureau = 'chongqing-bureau'

async function newProject(page, code) {
  await page.goto('/projects')
  await settled(page)
  await page.getByRole('button', { name: '立项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('项目').fill(code)
  await dialog.getByLabel('名称').fill('吻合器带量采购（演示）')
  await dialog.getByLabel('规则包').fill('nowhere')
  await dialog.getByLabel('品种类别').selectOption('high_value')
  await dialog.getByLabel('形式').selectOption('provincial')
  await dialog.getByLabel('执行日期').fill('2028-06-01')
  await dialog.getByLabel('采购周期').fill('24')
  return dialog
}

export const office = {
  'a project: the mistake stands at its field, then it is there': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, bureau)
    const dialog = await newProject(page, 'WEB-1')
    await dialog.getByRole('button', { name: '立项' }).click()
    await dialog.locator('.field.wrong').getByLabel('规则包').waitFor()
    await dialog.getByLabel('规则包').fill('chongqing')
    await dialog.getByRole('button', { name: '立项' }).click()
    await page.getByText('已完成：立项').waitFor()
    await page.getByRole('link', { name: '吻合器带量采购（演示）' }).first().waitFor()
  },

  'two clerks on one form: the second is told, and loses nothing': async ({ window }) => {
    const [a, b] = [await window(), await window()]
    await enterAs(a.page, bureau)
    const dialog = await newProject(a.page, 'WEB-2')
    await dialog.getByLabel('规则包').fill('chongqing')
    await dialog.getByRole('button', { name: '立项' }).click()
    await a.page.getByText('已完成：立项').waitFor()
    await enterAs(b.page, bureau)
    for (const w of [a, b]) {
      await w.page.goto(`/p/${demo.pool}/projects/WEB-2`)
      await settled(w.page)
      await w.page.getByRole('button', { name: '修改', exact: true }).click()
      await w.page.getByRole('dialog').getByLabel('名称').fill(w === a ? '甲改的名称' : '乙改的名称')
    }
    await a.page.getByRole('dialog').getByRole('button', { name: '修改' }).click()
    await a.page.getByText('已完成：修改').waitFor()
    await b.page.getByRole('dialog').getByRole('button', { name: '修改' }).click()
    await b.page.getByRole('alert').getByText('您看到的内容之后已被修改').waitFor()
    assert.equal(await b.page.getByRole('dialog').getByLabel('名称').inputValue(), '乙改的名称')
  },

  'what if: wrong rules are named, the award stays': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, bureau)
    await page.goto(`${of}/award`)
    await settled(page)
    await page.getByLabel('规则（YAML）').fill('nonsense: [')
    await page.getByRole('button', { name: '测算' }).click()
    await page.getByRole('alert').waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '评选结果包' }).click()
    const file = await (await saved).path()
    await page.goto('/verify')
    await page.setInputFiles('input[type=file]', file)
    await page.locator('.goodbox').getByText('重算一致').waitFor()
  },

  'a user: made, the token shown once, suspended': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, bureau)
    await page.goto('/people')
    await settled(page)
    await page.getByRole('button', { name: '新增用户' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('登录名').fill('cq-web-clerk')
    await dialog.getByLabel('名称').fill('网页 科员')
    await dialog.getByRole('checkbox', { name: '省级医保局' }).check()
    await dialog.getByLabel('理由').fill('新到岗')
    await dialog.getByRole('button', { name: '新增用户' }).click()
    await page.getByText('cq-web-clerk 的一次性凭证').waitFor()
  },

  'an auditor proves a row of the log in the browser': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, 'chongqing-auditor')
    await page.goto('/log')
    await settled(page)
    await page.getByRole('button', { name: /^核对/ }).nth(3).click()
    await page.getByText('成立', { exact: true }).waitFor()
  },
}
