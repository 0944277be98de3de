// cycle.mjs - one project from its publication to the first payment, as tests/journey/70_cycle.json plays it over HTTP: ten people, each
// act at the page of whom it is for. What the registers hold before (products, groups, who takes part, usage) comes by the interface.
import assert from 'node:assert/strict'
import { demo } from '../places.mjs'
import { begin } from './fund.mjs'
import { bid, fix, officer, opening, person, purchase, signer, unlock } from './hands.mjs'

const [hospital, first, second, distributor] = ['H50010100101', '9150010300010001X3', '915323010003000114', '91500103000105013N']
const run = String(Date.now() % 1e4).padStart(4, '0') // a second run finds nothing of the first
const [chosen, other] = [`C140101001130092${run}`, `C030101001130093${run}`]
const days = { design: '2027-11-01', report: '2027-11-03', review: '2027-11-11', bids: '2027-12-01', opening: '2027-12-11', notice: '2027-12-12', result: '2027-12-30', prepay: '2028-01-05', order: '2028-01-10' }
const rules = `# 两家竞价，名额一家。
id: web-cycle
name: {zh: 全周期演示, en: whole cycle}
ranking:
  ties: [reported, filed_at]
  basis: {choice: {zh: 测试用, en: for the tests}}
quota:
  - fixed: 1
    basis: {choice: {zh: 测试用, en: for the tests}}
steps:
  - name: within
    outcome: select
    when: {rank_within_quota: true}
    basis: {choice: {zh: 测试用, en: for the tests}}
split:
  ratio: before_split
  agreed: 80%
  by: reported
  rest: rank1
  basis: {choice: {zh: 测试用, en: for the tests}}
`
const row = (who, text) => who.page.getByRole('row').filter({ hasText: text })

const people = { office: 'chongqing-bureau', platform: 'chongqing-platform', fund: 'chongqing-fund', county: 'chongqing-county', hospital: demo.hospital, company: 'chongqing-registrant', rival: 'chuxiong-registrant', carrier: 'chongqing-distributor', anybody: '' }
/** Everybody of the story, each with a window that stays open. */
async function cast(window) {
  const come = async ([role, login]) => [role, await person(window, login, { today: days.design })]
  const all = Object.fromEntries(await Promise.all(Object.entries(people).map(come)))
  all.day = (day) => Promise.all(Object.values(all).map((who) => who.on?.(day)))
  return all
}

/** The office designs, the platform drafts, the agency reviews, the office approves; what was approved is published. */
async function publish({ office, platform, fund }, of, code) {
  await office.go('/projects')
  await office.act('立项', { 项目: code, 名称: '超声刀头全周期（网页）', 规则包: 'chongqing', 品种类别: 'high_value', 形式: 'provincial', 执行日期: '2028-01-01', 采购周期: '24', '规则（YAML）': rules })
  await registers(office, `/v1/pools/${demo.pool}/projects/${code}`)
  for (const [document, kind, title] of [['CG', 'procurement', '采购文件'], ['HT', 'contract_template', '购销协议范本']]) {
    await platform.go(`${of}/documents`)
    await platform.act('拟订文件', { 文件: document, 种类: kind, 标题: title, 正文: '第一条 采购\n第二条 回款三十日\n' })
    for (const [who, step] of [[platform, '报送审核'], [fund, '审核通过'], [office, '审定']]) {
      await who.go(`${of}/documents/${document}`)
      await who.act(step)
    }
  }
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'published' })
  await platform.go(`${of}/announcements`)
  await platform.act('发布公告', { 公告: '1', 种类: 'procurement', 标题: '采购公告', 文件: 'CG', 版本: '1' })
  await office.act('转入下一阶段', { 至: 'reporting' })
}
async function registers(office, v1) {
  for (const [product, company, certificate] of [[chosen, first, 'DEMO-chongqing-10001-1'], [other, second, 'DEMO-chuxiong-30001-1']])
    await office.send('PUT', `/v1/products/${product}`, { name: '超声刀头（网页）', company, goods: 'high_value', class: product.slice(0, 15), unit: '把', certificate, insured: true })
  await office.send('PUT', `${v1}/groups/A`, { name: '离断刀头', unit: '把', ceiling: '2000.00' })
  await office.send('PUT', `${v1}/participants/${hospital}`, { takes_part: true })
  await office.send('POST', `${v1}/imports/usage`, `hospital,group,product,year,qty\n${hospital},A,${chosen},2026,150\n`, 'text/csv')
  for (const [phase, from, to] of [['reporting', '2027-11-02', '2027-11-10'], ['review', '2027-11-11', '2027-11-20'], ['bidding', '2027-12-01', '2027-12-10']]) await office.send('PUT', `${v1}/phases/${phase}`, { from, to })
}


/** The hospital reports by the form; the county is told that it is the office's, the office passes it; what was agreed is published. */
async function report({ hospital: clerk, day }, of) {
  await day(days.report)
  await clerk.go(`${of}/report`)
  await row(clerk, chosen).locator('.cell-in').fill('100')
  await row(clerk, chosen).getByText('低于上年用量的八成').waitFor()
  await row(clerk, chosen).locator('td').nth(5).locator('input').fill('新院区启用推迟')
  await clerk.page.getByRole('button', { name: '保存并提交' }).click()
  await clerk.page.locator('.el-message').getByText('已提交').waitFor()
}
async function review({ county, office, company, day }, of) {
  await day(days.review)
  await office.go(of)
    await office.act('转入下一阶段', { 至: 'review' })
  for (const who of [county, office]) { // a municipal hospital enters at the level of the municipality
    await who.go(`${of}/demand`)
    await row(who, '新院区').getByRole('checkbox').check()
    await who.page.getByRole('button', { name: '通过所选' }).click()
    await (who === county ? who.page.getByRole('alert').getByText('现在不应由') : who.page.getByText('已审核 1 行')).waitFor()
  }
  await office.go(`${of}/volumes`)
  await office.act('计算', { 约定比例: '80%' })
  await office.act('公布', { 公告: '2', 标题: '约定采购量' })
  await company.go(`${of}/volumes`)
  assert.match(await row(company, 'A').innerText(), /100\s+80%\s+80\b/)
}

/** Two companies seal their bids in their browsers, two officers open them together; the first by price wins, for everybody to see. */
async function tender({ office, platform, company, rival, anybody, day }, of, code) {
  await day(days.bids)
  for (const bidder of [first, second]) {
    await office.go(`${of}/qualifications?company=${bidder}`)
    await office.act('登记资格')
  }
  const officers = await Promise.all([officer(office, of), officer(platform, of)])
  await fix(officers[0], officers, '2027-12-10T17:00')
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'bidding' })
  const offers = [[company, chosen, '650'], [rival, other, '700']]
  await Promise.all(offers.map(async ([who, product, price]) => {
    who.key = await signer(who)
    await bid(who, of, { group: 'A', product, price, file: who.key })
  }))

  await day(days.opening)
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'opening' })
  const record = await opening(officers, of, days.opening, 2)
  for (const bidder of [first, second]) assert.match(record, new RegExp(`A\t${bidder}\t[^\t]*\t已开标`))
  await office.go(`${of}/award`)
  await office.act('评选')
  await row(office, chosen).getByText('中选', { exact: true }).waitFor()
  await day(days.notice)
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'notice' })
  await platform.go(`${of}/announcements`)
  await platform.act('发布公告', { 公告: '3', 种类: 'notice', 标题: '拟中选结果公示' })
  await anybody.go(`/public/${demo.pool}/${code}`)
  await row(anybody, chosen).filter({ hasText: '650.00' }).first().waitFor()
}

/** The result stands: divided, listed, delivered by whom; the agreement is issued and signed by its three parties. */
async function agree({ office, platform, company, carrier, hospital: clerk, day }, of, code) {
  await day(days.result)
  await platform.go(`${of}/announcements`)
  await platform.act('发布公告', { 公告: '4', 种类: 'result', 标题: '中选结果' })
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'allocation' })
  await office.go(`${of}/award`)
  await office.act('分配采购量')
  await platform.go(`${of}/award`)
  await platform.act('结果挂网')
  await company.go(`${of}/coverage?product=${chosen}&party=${distributor}`)
  await company.act('配送关系', { 状态: 'submitted' })
  await office.go(`${of}/coverage`)
  await office.act('同意')
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'agreement' })
  await clerk.go(`${of}/choices`)
  await clerk.page.getByLabel('产品').last().fill(chosen)
  await clerk.act('选择', { 配送企业: distributor })
  await office.go(`${of}/coverage`)
  await office.act('生成协议')
  await office.page.getByRole('heading', { name: '购销协议' }).or(office.page.getByRole('status')).first().waitFor()
  await Promise.all([clerk, carrier].map(async (who) => (who.key = await signer(who))))
  for (const [i, who] of [clerk, company, carrier].entries()) {
    await who.go(`/agreements/${demo.pool}/${code}/1/${hospital}/${first}/${distributor}`)
    if (i === 0) await who.act('出具文本')
    await who.page.getByRole('button', { name: '签名', exact: true }).click()
    await unlock(who.page, who.key, '已签名')
    await who.page.getByRole('heading', { name: `${i + 1} / 3` }).waitFor()
  }
  await office.go(of)
  await office.act('转入下一阶段', { 至: 'running' })
}

/** The office decides, the agency orders, a colleague who came in today approves: each fund's payment can go to the bank. */
async function prepay({ office, fund, window, day }, of, code) {
  await day(days.prepay)
  await office.go(`${of}/prepayments`)
  await office.act('登记预付决定', { 约定比例: '30%', 部门: '重庆市医疗保障局', 文件: '预付决定（网页）' })
  await fund.go('/fund/runs')
  await fund.act('运行', { 步骤: 'prepay', 项目: code, 月份: '2028-01' })
  await fund.page.getByRole('status').getByText('15,600.00').waitFor()
  await fund.go('/people')
  await fund.act('新增用户', { 登录名: `second-${run}`, 名称: '复核', 医保经办: true, 理由: '付款要两人' })
  const second = await person(window, '', { today: days.prepay })
  await begin(second.page, `second-${run}`, await fund.page.locator('code.secret').innerText())
  await second.go('/fund/orders?waiting=true')
  await second.act('复核', {}, row(second, code))
  await second.go('/fund/orders')
  await row(second, code).getByRole('button', { name: /^详情/ }).click()
  await second.page.getByRole('table', { name: '付款明细' }).getByText('7,800.00').first().waitFor()
}

/** The first order, to its payment; then what the project's figures say of it. */
async function buy({ hospital: clerk, carrier, office, day }, of, code) {
  await day(days.order)
  const order = `${code}-1`
  await purchase.place(clerk, { order, project: code, product: chosen, qty: '8' })
  await purchase.confirm(carrier, { order })
  const delivery = await purchase.ship(carrier, { order })
  await purchase.accept(clerk, { delivery })
  await purchase.invoice(carrier, { product: chosen, from: days.order })
  await purchase.pay(clerk, { product: chosen, from: days.order })
  await office.go(`${of}/pictures`)
  await office.page.getByText('8 / 80', { exact: true }).waitFor()
  await office.page.getByText('10.0%', { exact: true }).waitFor()
  assert.doesNotMatch(await office.page.locator('main').innerText(), /5,200\.00/) // nothing is owed any more
}

export const cycle = {
  'the whole cycle: published, reported, reviewed, bid, opened, awarded, allocated, signed, ordered, paid': async ({ window }) => {
    const code = `WEB-C${run}`
    const of = `/p/${demo.pool}/projects/${code}`
    const all = await cast(window)
    all.window = window
    for (const step of [publish, report, review, tender, agree, prepay, buy]) await step(all, of, code)
  },
}
