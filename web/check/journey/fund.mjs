// fund.mjs - the agency: who runs a step never approves it; a new colleague comes in with a token, a password and a second factor.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { enterAs, settled } from '../browser.mjs'

/** The six digits of a moment (RFC 6238). */
function digits(secret) {
  const bits = [...secret.replaceAll(' ', '').replace(/=+$/, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
  const count = Buffer.alloc(8)
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)))
  const hash = createHmac('sha1', key).update(count).digest()
  const at = hash[19] & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0')
}

/** First time in: token, password, second factor. */
export async function begin(page, login, token) {
  await page.goto('/ticket')
  await page.getByLabel('一次性凭证').fill(token)
  await page.getByLabel('密码').fill('Yu-Zhong-2027!')
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.getByText('密码已设置').waitFor()
  await page.goto('/login')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill('Yu-Zhong-2027!')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const secret = await page.locator('code.secret').innerText()
  await page.getByLabel('动态验证码').fill('000000')
  await page.getByRole('button', { name: '启用' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('动态验证码').fill(digits(secret))
  await page.getByRole('button', { name: '启用' }).click()
  await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor()
}

export const fund = {
  'what hospitals keep is computed by one, approved by another who came in today': async ({ window }) => {
    const { page } = await window()
    await enterAs(page, 'gansu-fund')
    await page.goto('/people')
    await settled(page)
    await page.getByRole('button', { name: '新增用户' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('登录名').fill('gansu-fund-second')
    await dialog.getByLabel('名称').fill('复核 人员')
    await dialog.getByRole('checkbox', { name: '医保经办' }).check()
    await dialog.getByLabel('理由').fill('付款要两人')
    await dialog.getByRole('button', { name: '新增用户' }).click()
    const token = await page.locator('code.secret').innerText()

    await page.goto('/p/620000/projects/GS-HC-2022/assessment?year=2022')
    await settled(page)
    await page.getByRole('button', { name: '核定留用' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '核定留用' }).click()
    await page.getByText('已完成：核定留用').waitFor()
    await settled(page)
    await page.getByRole('table', { name: '结余留用' }).locator('.why').first().click()
    await page.getByRole('dialog').getByText(/结余 .* × 留用比例/).first().waitFor()
    await page.goto('/fund/orders?waiting=true')
    await settled(page)
    const own = page.getByRole('row').filter({ hasText: '结余留用' })
    await own.getByRole('button', { name: '撤回', exact: true }).waitFor()
    if ((await own.getByRole('button', { name: '复核', exact: true }).count()) > 0) throw new Error('who made it may approve it')

    const second = (await window()).page
    await begin(second, 'gansu-fund-second', token)
    await second.getByText('付款待复核').first().waitFor()
    await second.goto('/fund/orders?waiting=true')
    await settled(second)
    const row = second.getByRole('row').filter({ hasText: '结余留用' })
    await row.getByRole('button', { name: /^详情/ }).click()
    await second.getByRole('dialog').getByRole('table').waitFor()
    await second.keyboard.press('Escape')
    await row.getByRole('button', { name: '复核', exact: true }).click()
    await second.getByRole('dialog', { name: '复核' }).getByRole('button', { name: '复核', exact: true }).click()
    await second.getByText('已完成：复核').waitFor()
    await settled(second)
    assert.equal(await row.count(), 0)
  },

  'the administrator comes in, makes an office, and sees no demand': async ({ window, jicai, database }) => {
    const token = execFileSync(jicai, ['user', 'token', 'admin', '--db', database]).toString().match(/[\w-]{30,}/)[0]
    const { page } = await window()
    await begin(page, 'admin', token)
    await page.getByRole('link', { name: '注册审核' }).first().click()
    await page.getByRole('heading', { level: 1, name: '注册审核' }).waitFor()
    await settled(page)
    await page.goto('/people')
    await settled(page)
    await page.getByRole('heading', { level: 2, name: '机构' }).waitFor()
    await page.goto('/p/500000/projects/CS-HCDL-2023-1/demand')
    await page.waitForURL('**/home') // not for him
  },
}
