// expert.mjs - an expert of the bank: applies, is taken in, comes in, is drawn for a meeting, says with whom one is connected, accepts.
import { demo } from '../places.mjs'
import { person } from './hands.mjs'

const of = `/p/${demo.pool}/projects/${demo.project}`
const run = String(Date.now() % 1e5)
const row = (who, text) => who.page.getByRole('row').filter({ hasText: text })

/** Anybody applies with a paper, the office takes the expert into the bank. */
async function apply(window, office, name, code) {
  const anybody = await person(window, '')
  const { page, go } = anybody
  await go('/experts/apply')
  const form = page.locator('form.form').first()
  for (const [label, value] of [['名称', name], ['单位', '渝中区骨科研究所'], ['职称职务', '主任医师']]) await form.getByLabel(new RegExp(`^${label}`)).first().fill(value)
  await form.getByLabel(/^专业/).selectOption('clinical')
  await form.getByRole('button', { name: '保存，进入下一步' }).click()
  await page.getByLabel('材料名称').fill('执业证书')
  await page.setInputFiles('input[type=file]', { name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 licence') })
  await page.getByRole('button', { name: '上传' }).click()
  await page.getByRole('listitem').filter({ hasText: '执业证书' }).waitFor()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('已提交，请等待审核').waitFor()

  await office.go('/experts?state=submitted')
  await row(office, name).getByRole('link').first().click()
  await office.page.getByRole('heading', { level: 1, name }).waitFor()
  await office.act('审核', { 结论: 'approve', 理由: '材料齐全', 专家编号: code })
}

/** Who keeps the bank comes in with one click and has no record there; the expert gets a login, sets a password and comes in. */
async function comeIn(window, bank, name, code) {
  const login = `expert-${run}`
  await bank.go('/expert')
  await bank.page.getByText('您的账户还没有对应的专家记录').waitFor()
  await bank.go('/people')
  await bank.act('新增用户', { 登录名: login, 名称: name, 专家: true, 专家编号: code, 理由: '入库' })
  const token = await bank.page.locator('code.secret').innerText()
  const { page, go, ...rest } = await person(window, '')
  await go('/ticket')
  await page.getByLabel('一次性凭证').fill(token)
  await page.getByLabel('密码').fill('Zhuan-Jia-2027!')
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.getByText('密码已设置').waitFor()
  await go('/login')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill('Zhuan-Jia-2027!')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
  return { page, go, ...rest }
}

export const expert = {
  'an expert: applies, is taken in, drawn for a meeting, declares an interest, accepts; the office sees it': async ({ window }) => {
    const [name, code, meeting] = [`专家${run}`, `W${run}`, `WEB-M${run}`]
    const office = await person(window, 'chongqing-bureau')
    const bank = await person(window, 'chongqing-experts')
    await apply(window, office, name, code)
    const me = await comeIn(window, bank, name, code)

    await office.go(`${of}/meetings?meeting=${meeting}`)
    await office.act('安排会议', { 用途: 'review', 会议日期: '2027-12-20', 地点: '渝中区', 所需专业和人数: 'clinical=1+0' })
    await office.go(`${of}/meetings/${meeting}`)
    await office.page.getByRole('button', { name: '生成密数' }).click()
    await office.act('承诺', { 公开随机数来源: '双色球 2027125 期' })
    await office.on('2027-11-01') // what is drawn with is younger than the promise
    await office.act('抽取', { 公开随机数: '03 08 14 19 22 31 07' })

    await me.on('2027-11-01')
    await me.go('/expert')
    await me.page.getByRole('listitem').filter({ hasText: meeting }).waitFor()
    await me.page.getByLabel('当事方').fill('9150010300010001X3')
    await me.act('登记关联', { 备注: '曾任顾问' })
    await row(me, '曾任顾问').waitFor()
    await me.act('接受')
    await office.go(`${of}/meetings/${meeting}`)
    await row(office, code).getByText(/^(接受|受理)$/).waitFor()
    await office.on('2027-10-31') // taken out again before anybody else is drawn
    await office.go(`/experts/${code}`)
    await row(office, '曾任顾问').waitFor()
    await office.act('变更状态', { 状态: 'removed', 理由: '演示结束' })
  },
}
