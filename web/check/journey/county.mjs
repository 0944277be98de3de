// county.mjs - demand by form to its end: the hospital reports, the office returns it, the hospital corrects it, the office passes
// it; and a county's own work: a violation that it found.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enterAs, settled } from '../browser.mjs'

const [pool, project, hospital, product] = ['532300', 'CX-HC-2022', 'H53230100101', 'C0301010011300130004']
const of = `/p/${pool}/projects/${project}`

/** A line that is in the hospital's form, and not reported yet: it used the product last year. */
function used(jicai, database) {
  const file = join(mkdtempSync(join(tmpdir(), 'jicai-')), 'usage.csv')
  writeFileSync(file, `hospital,group,product,year,qty\n${hospital},X1,${product},2021,12\n`)
  execFileSync(jicai, ['import', 'usage', file, '--project', project, '--pool', pool, '--db', database])
}
async function at(window, login, path, options) {
  const { page } = await window(options)
  await enterAs(page, login)
  await page.goto(path)
  await settled(page)
  return page
}

export const county = {
  'demand by form, to its end: submitted, returned by the office, corrected, passed': async ({ window, jicai, database }) => {
    used(jicai, database)
    const clerk = await at(window, 'chuxiong-hospital', `${of}/report`)
    await clerk.getByRole('button', { name: '套用上年用量' }).or(clerk.getByRole('button', { name: /上年/ })).first().click()
    for (const input of await clerk.locator('.cell-in').all()) {
      const line = input.locator('xpath=ancestor::tr')
      const reviewed = (await line.locator('td').nth(6).innerText()).replaceAll(',', '')
      if (reviewed !== '') await input.fill(reviewed) // as it was reviewed: it stays
    }
    const mine = clerk.getByRole('row').filter({ hasText: product })
    await mine.locator('.cell-in').fill('9')
    await mine.getByText('低于上年用量的八成').waitFor()
    await mine.locator('td').nth(5).locator('input').fill('科室调整')
    await clerk.getByRole('button', { name: '保存并提交' }).click()
    await clerk.locator('.el-message').getByText('已提交').waitFor()
    await settled(clerk)
    assert.match(await mine.innerText(), /已上报/)

    const reviewer = await at(window, 'chuxiong-bureau', `${of}/demand?state=reported`)
    const row = reviewer.getByRole('row').filter({ hasText: '低于上年' })
    await row.getByRole('button', { name: /^审核/ }).click()
    const deciding = reviewer.getByRole('dialog', { name: '审核' })
    await deciding.getByLabel('结论').or(deciding.locator('#verdict')).first().selectOption('returned')
    await deciding.locator('#reason').fill('请附科室说明')
    await deciding.getByRole('button', { name: '审核' }).click()
    await reviewer.locator('.el-message').waitFor()

    await clerk.reload()
    await settled(clerk)
    await mine.getByText('已退回').waitFor()
    await mine.locator('.cell-in').fill('12')
    await mine.locator('td').nth(5).locator('input').fill('')
    await clerk.getByRole('button', { name: '保存并提交' }).click()
    await clerk.locator('.el-message').getByText('已提交').waitFor()

    await reviewer.goto(`${of}/demand?state=reported`)
    await settled(reviewer)
    await reviewer.getByRole('checkbox', { name: '第 1 行' }).check()
    await reviewer.getByRole('button', { name: '通过所选' }).click()
    await reviewer.locator('.el-message').waitFor()
    await settled(reviewer)
    await clerk.reload()
    await settled(clerk)
    await mine.getByText('已审核').waitFor()
    assert.match(await mine.innerText(), /12/)
  },

  'a county enters a violation, the mistake at its field, and decides it': async ({ window }) => {
    const page = await at(window, 'chongqing-county', '/home')
    await page.getByRole('link', { name: '违规线索' }).first().click()
    await settled(page)
    await page.getByRole('button', { name: '登记线索' }).click()
    const dialog = page.getByRole('dialog', { name: '登记线索' })
    const number = await dialog.getByLabel('编号').first().inputValue()
    await dialog.getByLabel('医疗机构').fill('H99999999999')
    await dialog.getByLabel('理由').selectOption('quality_deposit')
    await dialog.getByLabel(/^证据\*?$/).selectOption('receipt')
    await dialog.getByLabel('证据文件号').fill('收据 2027-031')
    await dialog.getByRole('button', { name: '登记线索' }).click()
    await dialog.locator('.field.wrong, [role=alert]').first().waitFor()
    await dialog.getByLabel('医疗机构').fill('H50010100101')
    await dialog.getByRole('button', { name: '登记线索' }).click()
    await page.getByText('已完成：登记线索').waitFor()

    await page.goto('/home') // it waits for a decision
    await settled(page)
    await page.getByRole('listitem').filter({ hasText: '收取质量保证金' }).getByRole('link', { name: /^去办理/ }).click()
    await settled(page)
    await page.getByRole('row').filter({ hasText: number }).getByRole('button', { name: '认定' }).click()
    await page.getByRole('dialog').getByLabel('结论').selectOption('confirmed')
    await page.getByRole('dialog').getByRole('button', { name: '认定' }).click()
    await page.getByText('已完成：认定').waitFor()
    await page.goto('/findings?state=confirmed')
    await settled(page)
    await page.getByRole('row').filter({ hasText: number }).getByText('属实').waitFor()
  },
}
