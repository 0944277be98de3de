// portal.mjs - anybody, without a login.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { settled } from '../browser.mjs'

/** What another program reads in it: the first row, and of the others what is in a cell and what it is: n a number, d a date, s a text. */
function workbook(path) {
  const program = `
import json, openpyxl, sys
sheet = openpyxl.load_workbook(open(sys.argv[1], 'rb')).active
rows = [[{'text': str(c.value), 'kind': c.data_type} for c in row] for row in sheet.iter_rows()]
print(json.dumps({'head': [c['text'] for c in rows[0]], 'rows': rows[1:]}))`
  return JSON.parse(execFileSync('/usr/bin/python3', ['-c', program, path], { maxBuffer: 1 << 26 }).toString())
}

export const portal = {
  'two characters find a product and its price': async ({ window }) => {
    const { page } = await window()
    await page.goto('/')
    await page.getByLabel('查价格').fill('刀头')
    await page.getByRole('button', { name: '查价格' }).click()
    await page.getByRole('link', { name: /手术刀头/ }).first().click()
    await page.getByRole('heading', { level: 1, name: /手术刀头/ }).waitFor()
    assert.match(await page.locator('.stats').innerText(), /\d+\.\d\d/)
  },

  'a list: filter, columns and pages stand in the address; out to Excel': async ({ window }) => {
    const { page } = await window()
    await page.goto('/')
    await page.goto('/listings')
    await page.getByRole('combobox', { name: '专区' }).selectOption('results')
    await page.waitForURL('**/listings?zone=results')
    await page.getByText('列', { exact: true }).click()
    await page.getByRole('checkbox', { name: '规格' }).uncheck()
    await page.waitForURL(/cols=/)
    await page.reload()
    await settled(page)
    assert.equal(await page.getByRole('columnheader', { name: '规格' }).count(), 0)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).click()
    const { head, rows } = workbook(await (await saved).path())
    const cell = (row, title) => row[head.indexOf(title)]
    assert.ok(rows.length > 10)
    for (const row of rows) {
      assert.match(cell(row, '产品').text, /^[CXZ][0-9A-Z]{19,}$/)
      assert.match(cell(row, '企业名称').text, /公司/) // beside the code
      assert.equal(cell(row, '专区').text, '中选专区')
      assert.equal(cell(row, '价格（元）').kind, 'n')
      assert.equal(cell(row, '起始日').kind, 'd')
    }
  },

  'a file is dropped and looked at': async ({ window }) => {
    const { page } = await window()
    await page.goto('/verify')
    await page.setInputFiles('input[type=file]', { name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') })
    await page.getByText('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad').waitFor()
    await page.setInputFiles('input[type=file]', { name: 'award.bundle', mimeType: 'text/plain', buffer: Buffer.from('jicai-award-bundle-1\nedition\tawarded\n') })
    await page.locator('.badbox').waitFor()
  },

  'an address that is none': async ({ window }) => {
    const { page } = await window()
    await page.goto('/no/such/page')
    await page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor()
  },
}
