// roles.mjs - what the other roles do all day: a company, a hospital with its county, regulators, an auditor, the administrator, and
// anybody without a login.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { enterAs, settled } from '../browser.mjs'

async function at(window, login, path, options) {
  const w = await window(options)
  if (login) await enterAs(w.page, login)
  await w.page.goto(path)
  await settled(w.page)
  return w.page
}
const todo = (page, text) => page.locator('.todo li').filter({ hasText: text })

export const roles = {
  'a question of anybody: asked without a login, answered by the office, published': async ({ window }) => {
    const topic = `换用产品后能否选择（${Date.now() % 100000}）`
    const anybody = await at(window, '', '/ask')
    const form = anybody.locator('form.form')
    await form.getByLabel('主题').fill(topic)
    await anybody.getByRole('button', { name: '提交' }).click()
    await form.locator('.field.wrong').getByLabel('内容').waitFor() // the mistake stands at its field
    await form.getByLabel('内容').fill('患者可以要求使用非中选产品吗？')
    await anybody.getByRole('button', { name: '提交' }).click()
    await anybody.getByText(/已收到，编号 \d+/).waitFor()

    const office = await at(window, 'chongqing-bureau', '/questions?state=open')
    await office.getByRole('row').filter({ hasText: topic }).getByRole('button', { name: '答复' }).click()
    const dialog = office.getByRole('dialog', { name: '答复' })
    await dialog.getByText('患者可以要求').waitFor()
    await dialog.getByLabel('答复').fill('可以在知情后选择，差价按规定负担。')
    await dialog.getByLabel('公开问答').check()
    await dialog.getByRole('button', { name: '答复' }).click()
    await office.getByText('已完成：答复').waitFor()

    await anybody.reload()
    await settled(anybody)
    await anybody.getByRole('row').filter({ hasText: topic }).getByText('差价按规定负担').waitFor()
  },

  'a company: what waits for it, its own credit with why, training read': async ({ window }) => {
    const page = await at(window, 'chongqing-registrant', '/home')
    assert.ok((await page.locator('.todo li').count()) > 0)
    await todo(page, '培训待阅读').getByRole('link').click()
    await settled(page)
    await page.getByRole('button', { name: '确认已读' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '确认已读' }).click()
    await page.getByText(/已于 .* 阅读/).waitFor()
    await page.goto('/home')
    await settled(page)
    assert.equal(await todo(page, '培训待阅读').count(), 0)
    await page.goto('/credit')
    await settled(page)
    await page.getByRole('heading', { name: '本单位信用' }).waitFor()
    assert.equal(await page.getByRole('button', { name: '登记失信事项' }).count(), 0)
    await page.getByRole('table', { name: '失信事项' }).getByText('DEMO-X1', { exact: true }).waitFor()
    await page.locator('.why').first().click()
    await page.getByRole('dialog').locator('.steps li').first().waitFor()
  },

  'a major issue: the hospital reports, the county is told and answers, the hospital closes': async ({ window }) => {
    const text = `骨科耗材库存告急 ${Date.now() % 100000}`
    const hospital = await at(window, demo.hospital, '/issues')
    await hospital.getByRole('button', { name: '上报', exact: true }).click()
    const dialog = hospital.getByRole('dialog', { name: '上报' })
    const number = await dialog.getByLabel('编号').inputValue()
    await dialog.getByLabel('种类').selectOption('supply')
    await dialog.getByLabel('紧急').check()
    await dialog.getByLabel('情况').fill(text)
    await dialog.getByRole('button', { name: '上报', exact: true }).click()
    await hospital.getByText('已完成：上报').waitFor()

    const county = await at(window, 'chongqing-county', '/home')
    await todo(county, '重大事项').first().getByRole('link').click()
    await settled(county)
    const row = county.getByRole('table', { name: '重大事项上报' }).getByRole('row').filter({ hasText: number })
    await row.getByRole('button', { name: '答复' }).click()
    await county.getByRole('dialog').getByLabel('处理', { exact: true }).or(county.getByRole('dialog').locator('select')).first().selectOption('answered')
    await county.getByRole('dialog').getByLabel('处理意见').fill('已协调替补企业供货')
    await county.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await county.getByText('已完成：答复').waitFor()

    await hospital.goto('/home')
    await settled(hospital)
    await todo(hospital, '待结案').first().getByRole('link').click()
    await settled(hospital)
    await hospital.getByRole('row').filter({ hasText: number }).getByRole('button', { name: '结案' }).click()
    await hospital.getByRole('dialog').getByLabel('说明').fill('到货')
    await hospital.getByRole('dialog').getByRole('button', { name: '结案' }).click()
    await hospital.getByText('已完成：结案').waitFor()
  },

  'a regulator enters a sample, another person publishes it, anybody reads it': async ({ window }) => {
    const item = `外观 ${Date.now() % 100000}`
    const drug = await at(window, 'chongqing-drug', '/quality')
    await drug.getByRole('button', { name: '登记抽检' }).first().click()
    const dialog = drug.getByRole('dialog')
    const fields = { 产品: demo.product, 批号: 'B270901', 抽样地点: 'H50010100101', 检验机构: '药检院', 检验项目: item, 文件: '渝药检 9 号' }
    for (const [name, value] of Object.entries(fields)) await dialog.getByLabel(`${name} 1`).fill(value)
    await dialog.getByRole('button', { name: '登记抽检' }).click()
    await drug.getByText('已登记 1 行').waitFor()

    const office = await at(window, 'chongqing-bureau', '/quality')
    await office.getByRole('row').filter({ hasText: item }).getByRole('button', { name: /公布/ }).click()
    await office.getByRole('dialog').getByRole('button', { name: /公布/ }).click()
    await office.locator('.el-message').waitFor()
    const anybody = await at(window, '', '/supervision')
    await anybody.getByRole('row').filter({ hasText: item }).waitFor()
  },

  'an auditor keeps a checkpoint; the log grows and still holds it; what was changed is seen': async ({ window }) => {
    const page = await at(window, 'chongqing-auditor', '/home')
    await todo(page, '检查点待核对').getByRole('link').click()
    await settled(page)
    const check = page.getByRole('button', { name: '核对一致性' })
    await check.click()
    await page.getByText(/已核对到第 \d+ 条/).waitFor()
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('checkpoint:500000')))

    const hospital = await at(window, demo.hospital, '/questions') // somebody writes: the log grows
    await hospital.getByRole('button', { name: '提出咨询' }).click()
    await hospital.getByRole('dialog').getByLabel('主题').fill('日志')
    await hospital.getByRole('dialog').getByLabel('内容').fill('增长')
    await hospital.getByRole('dialog').getByRole('button', { name: '提出咨询' }).click()
    await hospital.getByText('已完成：提出咨询').waitFor()

    for (let i = 0; i < 12; i++) { // a checkpoint is signed at most every ten seconds
      await page.goto('/log')
      await settled(page)
      if (await check.isEnabled()) break
      await page.waitForTimeout(1000)
    }
    await check.click()
    await page.locator('.tag.good').getByText(/已核对到第 \d+ 条/).waitFor()
    const grown = await page.evaluate(() => JSON.parse(localStorage.getItem('checkpoint:500000')))
    assert.ok(grown.size > kept.size)
    await page.evaluate((size) => localStorage.setItem('checkpoint:500000', JSON.stringify({ size, root: btoa('x'.repeat(32)) })), kept.size)
    await page.reload()
    await settled(page)
    await check.click()
    await page.getByRole('alert').getByText('日志被改动过').waitFor()
  },

  'delivery: what nobody delivers is seen county by county, and agreed again': async ({ window }) => {
    const path = `/p/${demo.pool}/projects/${demo.project}/coverage`
    const page = await at(window, 'chongqing-bureau', `${path}?product=${demo.product}`)
    const rows = page.getByRole('table', { name: '配送关系与服务方' }).getByRole('row').filter({ hasText: demo.product })
    const partners = await rows.count()
    assert.equal(partners, 2)
    const decide = async (state) => {
      for (let i = 0; i < partners; i++) {
        await rows.nth(i).getByRole('button', { name: /^查看/ }).click()
        await settled(page)
        await page.locator('.tools').getByRole('button', { name: /配送/ }).first().click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('状态').selectOption(state)
        await dialog.locator('.submit button').first().click()
        await page.locator('.el-message').last().waitFor()
        await settled(page)
      }
    }
    await decide('void')
    await page.getByRole('heading', { name: '无人配送' }).waitFor()
    await decide('agreed')
    await page.getByRole('heading', { name: '无人配送' }).waitFor({ state: 'detached' })
  },

  'the administrator of the demonstration: one click, people and organisations, nothing of what is procured': async ({ window }) => {
    const { page } = await window()
    await page.goto('/login')
    await settled(page)
    await page.getByText('系统运营', { exact: true }).click()
    await page.getByRole('button', { name: /系统管理员/ }).click()
    await page.getByRole('heading', { level: 1, name: /系统管理员/ }).waitFor()
    await page.goto('/people')
    await settled(page)
    await page.getByRole('heading', { level: 2, name: '机构' }).waitFor()
    await page.goto('/orders')
    await page.waitForURL('**/home')
  },
}
