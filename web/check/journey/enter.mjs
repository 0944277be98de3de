// enter.mjs - coming in: with one click in the demonstration, with a password, and again when the session is over.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { enterAs, settled } from '../browser.mjs'

export const enter = {
  'one click as the hospital, and out again': async ({ window }) => {
    const { page } = await window()
    await page.goto('/home')
    await page.waitForURL('**/login?to=/home')
    await page.getByRole('button', { name: '采购部门' }).first().click()
    await page.getByRole('heading', { level: 1, name: '采购部门' }).waitFor()
    assert.match(await page.locator('.banner').innerText(), /模拟环境/)
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('link', { name: '登录', exact: true }).waitFor()
  },

  'a token, a password, a wrong one, the right one': async ({ window, jicai, database }) => {
    const token = execFileSync(jicai, ['user', 'token', 'chongqing-hospital', '--db', database]).toString().match(/[\w-]{30,}/)[0]
    const { page } = await window()
    await page.goto('/ticket')
    await page.getByLabel('一次性凭证').fill(token)
    await page.getByLabel('密码').fill('short')
    await page.getByRole('button', { name: '设置密码' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('密码').fill('Wan-Zhou-2027!')
    await page.getByRole('button', { name: '设置密码' }).click()
    await page.getByText('密码已设置').waitFor()
    await page.goto('/login')
    await page.getByLabel('登录名').fill('chongqing-hospital')
    await page.getByLabel('密码').fill('Wan-Zhou-2028!')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('密码').fill('Wan-Zhou-2027!')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '采购部门' }).waitFor()
  },

  'the session ends while somebody types: nothing is lost': async ({ window }) => {
    const { page, context } = await window()
    await enterAs(page, 'chongqing-hospital')
    await page.goto('/account')
    await settled(page)
    await page.getByLabel('电话').fill('023-58990000')
    await page.getByLabel('电子邮箱').fill('caigou@example.cn')
    await context.clearCookies()
    await page.getByRole('button', { name: '保存联系方式' }).click()
    await page.getByRole('dialog', { name: '请重新登录' }).waitFor()
    await page.getByRole('button', { name: '继续' }).click()
    await page.getByText('已更改').waitFor()
    assert.equal(await page.getByLabel('电话').inputValue(), '023-58990000')
  },

  'a session is kept open by whoever is at work, and let go by who is not': async ({ window }) => {
    const { page } = await window()
    const asked = []
    page.on('request', (r) => r.url().endsWith('/v1/session/renewal') && asked.push(r))
    await page.clock.install()
    await enterAs(page, 'chongqing-hospital')
    await page.goto('/account')
    await page.getByLabel('电话').pressSequentially('023')
    assert.equal(asked.length, 0)
    await page.clock.fastForward('06:00')
    const answered = page.waitForResponse((r) => r.url().endsWith('/v1/session/renewal'))
    await page.getByLabel('电话').pressSequentially('5899')
    assert.equal((await answered).status(), 204)
    assert.equal(asked.length, 1) // once, however much is typed
  },

  'the keyboard alone: skip link, fields, language': async ({ window }) => {
    const { page } = await window()
    await page.goto('/login')
    await settled(page)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'login')
    await page.getByRole('button', { name: 'EN' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
  },
}
