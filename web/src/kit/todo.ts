// todo.ts - what waits for somebody, by what he may do: statutory dates first, then everything that stays until he decides.
// Each source is one list of the interface; many rows of a kind are one line that leads to their page.
import { get, type Op } from '@/api/client'
import { daysOn, lastMonth } from './days'
import { money } from './format'
import { has, may, me, pool, server } from '@/session'
import { codeLabel, t, type WordId } from '@/words'
import { keptCheckpoint, newest } from './checkpoint'
import type { Row } from './table'

export interface Todo {
  key: string
  tag: string
  text: string
  due: string
  left?: string
  amount?: string
  to?: object
  /** Of a reminder: it can be marked as read. */
  reminder?: Row
}
interface Source {
  op: Op
  when?: () => boolean
  path?: () => Record<string, string>
  query?: Record<string, string | number | boolean> | (() => Record<string, string | number | boolean>)
  /** Which of the rows wait, when the list cannot say it. */
  which?: (row: Row) => boolean
  due?: (row: Row) => string
  tag: WordId
  text: (row: Row) => string
  to: (row: Row) => object
  page: () => object
}

const notMine = (row: Row) => row.asked_by !== me.value?.login
const offices = () => has('province', 'city', 'county')
const suppliers = () => has('registrant', 'distributor')
const regulators = () => has('health', 'market', 'drug', 'industry', 'finance', 'development', 'tax', 'resources', 'auditor')
const own = (row: Row) => row.owner === me.value?.org || row.party === me.value?.org
const sources: Source[] = [
  { op: 'expert.own_invitations', which: (r) => !r.answer, due: (r) => r.held_on, tag: 'todo.invitation', text: (r) => `${r.project} · ${codeLabel('purpose', r.purpose)} · ${r.place}`, to: () => ({ name: 'expert-own' }), page: () => ({ name: 'expert-own' }) },
  { op: 'fund.orders', when: () => has('fund'), query: { waiting: true }, which: (r) => r.made_by !== me.value?.login, due: (r) => r.made_on, tag: 'todo.approve', text: (r) => `${codeLabel('step', r.step)} · ${r.project} ${r.period}`, to: () => ({ name: 'fund-orders' }), page: () => ({ name: 'fund-orders', query: { waiting: 'true' } }) },
  { op: 'fund.corrections', when: () => has('fund'), which: (r) => r.state === 'asked' && notMine(r), due: (r) => r.asked_on, tag: 'todo.correction', text: (r) => `${r.number} · ${r.reason}`, to: () => ({ name: 'fund-books' }), page: () => ({ name: 'fund-books' }) },
  { op: 'correction.trade.list', when: () => may('correction.trade.decide'), query: { state: 'asked' }, which: notMine, due: (r) => r.asked_on, tag: 'todo.correction', text: (r) => `${r.document} · ${r.reason}`, to: () => ({ name: 'periods', query: { 'asked.state': 'asked' } }), page: () => ({ name: 'periods', query: { 'asked.state': 'asked' } }) },
  { op: 'registration.list', query: { state: 'submitted' }, due: (r) => r.made_on, tag: 'todo.registration', text: (r) => `${r.name} · ${codeLabel('kind', r.kind)}`, to: (r) => ({ name: 'registration', params: { org: r.org, attempt: String(r.attempt) } }), page: () => ({ name: 'registrations', query: { state: 'submitted' } }) },
  { op: 'complaint.list', when: () => may('complaint.move'), which: (r) => !r.answered_on, due: (r) => (r.accepted_on ? r.answer_by : r.accept_by) ?? '', tag: 'todo.complaint', text: (r) => `${codeLabel('kind', r.kind)} · ${r.subject}`, to: () => ({ name: 'complaints' }), page: () => ({ name: 'complaints' }) },
  { op: 'finding.list', when: () => may('finding.decide'), query: { state: 'reported' }, due: (r) => r.found_on, tag: 'todo.finding', text: (r) => `${r.institution} · ${codeLabel('reason', r.reason)}`, to: () => ({ name: 'findings', query: { state: 'reported' } }), page: () => ({ name: 'findings', query: { state: 'reported' } }) },
  { op: 'shortage.list', when: () => offices() || has('registrant'), which: (r) => (has('registrant') ? r.state === 'open' : r.force_majeure === 'claimed' && r.state === 'stated'), due: (r) => r.supply_by || r.reported_on, tag: 'todo.shortage', text: (r) => `${r.product} · ${r.institution} · ${r.missing}`, to: () => ({ name: 'shortages' }), page: () => ({ name: 'shortages' }) },
  { op: 'shortage.levels', when: () => may('shortage.answer'), query: { state: 'open' }, which: (r) => has(String(r.level)), due: (r) => r.answer_by, tag: 'todo.shortage', text: (r) => `${r.case} · ${r.product} · ${r.missing}`, to: () => ({ name: 'shortages', query: { 'levels.state': 'open' } }), page: () => ({ name: 'shortages', query: { 'levels.state': 'open' } }) },
  { op: 'supply_call.list', when: () => has('registrant'), which: (r) => r.state === 'called', due: (r) => r.called_on, tag: 'todo.call', text: (r) => `${r.product} × ${r.missing}`, to: () => ({ name: 'shortages' }), page: () => ({ name: 'shortages' }) },
  { op: 'quality_report.list', when: () => may('quality_report.decide'), query: { state: 'reported' }, due: (r) => r.reported_on, tag: 'todo.quality', text: (r) => `${r.product} · ${codeLabel('severity', r.severity)}`, to: () => ({ name: 'quality', query: { 'reports.state': 'reported' } }), page: () => ({ name: 'quality', query: { 'reports.state': 'reported' } }) },
  { op: 'purchase_request.list', when: () => has('hospital'), query: { state: 'asked' }, due: (r) => r.wanted_by || r.asked_on, tag: 'todo.request', text: (r) => `${r.department} · ${r.product} × ${r.qty}`, to: () => ({ name: 'purchase-requests', query: { state: 'asked' } }), page: () => ({ name: 'purchase-requests', query: { state: 'asked' } }) },
  { op: 'admission.list', when: () => has('hospital'), which: (r) => r.state === 'open' || r.state === 'overdue', due: (r) => r.due, tag: 'todo.admission', text: (r) => r.product, to: () => ({ name: 'catalogue' }), page: () => ({ name: 'catalogue' }) },
  { op: 'order.list', when: suppliers, query: { state: 'new' }, due: (r) => r.respond_by ?? '', tag: 'todo.answer', text: (r) => `${r.order} · ${r.product} × ${r.qty}`, to: () => ({ name: 'orders', query: { state: 'new' } }), page: () => ({ name: 'orders', query: { state: 'new' } }) },
  { op: 'order.list', when: () => has('distributor'), query: { state: 'confirmed' }, due: (r) => r.deliver_by ?? '', tag: 'todo.ship', text: (r) => `${r.order} · ${r.product} × ${r.qty}`, to: () => ({ name: 'orders', query: { state: 'confirmed' } }), page: () => ({ name: 'orders', query: { state: 'confirmed' } }) },
  { op: 'delivery.list', when: () => has('hospital'), query: { state: 'open' }, due: (r) => r.date, tag: 'todo.accept', text: (r) => `${r.delivery} · ${r.product} × ${r.qty}`, to: () => ({ name: 'deliveries', query: { state: 'open' } }), page: () => ({ name: 'deliveries', query: { state: 'open' } }) },
  { op: 'service.list', when: () => has('hospital'), which: (r) => !r.answered_on, due: (r) => r.date, tag: 'todo.service', text: (r) => `${codeLabel('kind', r.kind)} · ${r.product}`, to: () => ({ name: 'services' }), page: () => ({ name: 'services' }) },
  { op: 'recorded.list', when: () => may('recorded.review'), query: { review: 'waiting' }, due: (r) => r.recorded_on, tag: 'todo.recorded', text: (r) => `${r.institution} · ${r.product}`, to: () => ({ name: 'recorded-purchases', query: { review: 'waiting' } }), page: () => ({ name: 'recorded-purchases', query: { review: 'waiting' } }) },
  { op: 'charge_report.list', when: () => may('charge_report.decide'), which: (r) => !r.decided_on, due: (r) => r.date, tag: 'todo.charge', text: (r) => `${codeLabel('kind', r.kind)} · ${r.hospital}`, to: () => ({ name: 'service-charges' }), page: () => ({ name: 'service-charges' }) },
  { op: 'expert_application.list', query: { state: 'submitted' }, tag: 'todo.expert', text: (r) => `${r.name} · ${r.employer}`, to: (r) => ({ name: 'expert-application', params: { application: String(r.application) } }), page: () => ({ name: 'experts', query: { 'asked.state': 'submitted' } }) },
  { op: 'platform_item.list', when: () => may('platform_item.decide'), query: { state: 'open' }, due: (r) => r.look_on ?? '', tag: 'todo.item', text: (r) => `${r.source} · ${r.name}`, to: () => ({ name: 'platform-items', query: { state: 'open' } }), page: () => ({ name: 'platform-items', query: { state: 'open' } }) },
  { op: 'day.list', which: (r) => r.refused > 0, due: (r) => r.on, tag: 'todo.day', text: (r) => t('todo.day.text', { on: r.on, n: r.refused }), to: (r) => ({ name: 'days', query: { day: r.on } }), page: () => ({ name: 'days' }) },
  { op: 'agreement.list', when: () => may('agreement.sign'), query: { to_sign: true }, tag: 'todo.sign', text: (r) => `${r.project} · ${r.institution} · ${r.from} – ${r.to}`, to: (r) => ({ name: 'agreement', params: { pool: pool.value, project: r.project, term: String(r.term), institution: r.institution, company: r.company, distributor: r.distributor || '-' } }), page: () => ({ name: 'agreements', query: { to_sign: 'true' } }) },
  { op: 'payables.list', when: suppliers, query: { overdue: true }, due: (r) => r.in_time_until ?? '', tag: 'todo.unpaid', text: (r) => `${r.institution} · ${r.receipt} · ${t('yuan', { n: money(r.left) })}`, to: () => ({ name: 'payables', query: { overdue: 'true' } }), page: () => ({ name: 'payables', query: { overdue: 'true' } }) },
  { op: 'return.list', when: suppliers, query: () => ({ from: daysOn(-30) }), which: (r) => r.replace, tag: 'todo.replace', text: (r) => `${r.return} · ${r.product} × ${r.qty}`, to: () => ({ name: 'returns' }), page: () => ({ name: 'returns' }) },
  { op: 'breach.list', when: () => may('breach.answer'), path: () => ({ period: 'last' }), which: (r) => own(r) && r.state === 'sent' && !r.answer, due: (r) => r.answer_until ?? '', tag: 'todo.breach', text: (r) => codeLabel('kind', r.kind, 'BreachNotice'), to: () => ({ name: 'breaches' }), page: () => ({ name: 'breaches' }) },
  { op: 'breach.list', when: () => may('breach.move'), path: () => ({ period: 'last' }), which: (r) => r.state === 'found', tag: 'todo.send', text: (r) => `${r.party} · ${codeLabel('kind', r.kind, 'BreachNotice')}`, to: () => ({ name: 'breaches' }), page: () => ({ name: 'breaches' }) },
  { op: 'supply_report.missing', when: () => has('registrant'), query: () => ({ month: lastMonth() }), tag: 'todo.capacity', text: (r) => `${r.project} · ${r.product}`, to: () => ({ name: 'supply-reports' }), page: () => ({ name: 'supply-reports' }) },
  { op: 'public.projects', when: () => has('registrant'), which: (r) => r.phase === 'bidding', due: (r) => r.to ?? '', tag: 'todo.bid', text: (r) => r.name, to: (r) => ({ name: 'project-bids', params: { pool: pool.value, project: r.project } }), page: () => ({ name: 'projects' }) },
  { op: 'issue.list', query: { state: 'open' }, when: () => may('issue.answer') || regulators(), which: (r) => r.level_state === 'open' && (regulators() || has(String(r.level))), due: (r) => r.answer_by, tag: 'todo.issue', text: (r) => `${r.number} · ${r.text}`, to: () => ({ name: 'issues', query: { 'issues.state': 'open' } }), page: () => ({ name: 'issues', query: { 'issues.state': 'open' } }) },
  { op: 'issue.list', query: { state: 'open' }, when: () => may('issue.close'), which: (r) => r.by === me.value?.org && r.level_state === 'solved', tag: 'todo.close', text: (r) => `${r.number} · ${r.answer}`, to: () => ({ name: 'issues', query: { 'issues.state': 'open' } }), page: () => ({ name: 'issues', query: { 'issues.state': 'open' } }) },
  { op: 'risk.list', query: () => ({ state: 'open', review_by: daysOn(7) }), when: () => may('risk.put'), which: own, due: (r) => r.review_by, tag: 'todo.risk', text: (r) => r.subject, to: () => ({ name: 'risks', query: { state: 'open' } }), page: () => ({ name: 'risks', query: { state: 'open' } }) },
  { op: 'question.list', query: { state: 'open' }, when: () => may('question.answer'), due: (r) => r.asked_on, tag: 'todo.question', text: (r) => r.topic, to: () => ({ name: 'questions', query: { state: 'open' } }), page: () => ({ name: 'questions', query: { state: 'open' } }) },
  { op: 'material.list', query: { kind: 'training' }, when: () => has('hospital', 'department', 'registrant', 'distributor', 'service', 'expert'), which: (r) => !r.read_on, tag: 'todo.read', text: (r) => r.title, to: (r) => ({ name: 'material', params: { material: r.material } }), page: () => ({ name: 'materials', query: { kind: 'training' } }) },
  { op: 'sampling.list', when: () => may('sampling.publish'), which: (r) => !r.published_on && r.entered_by !== me.value?.login, due: (r) => r.taken_on, tag: 'todo.sample', text: (r) => `${r.product} · ${codeLabel('result', r.result)}`, to: () => ({ name: 'quality' }), page: () => ({ name: 'quality' }) },
  { op: 'finding.list', when: () => regulators() && !may('finding.decide'), query: { state: 'reported' }, due: (r) => r.found_on, tag: 'todo.watch', text: (r) => `${r.institution} · ${codeLabel('reason', r.reason)}`, to: () => ({ name: 'findings', query: { state: 'reported' } }), page: () => ({ name: 'findings', query: { state: 'reported' } }) },
  { op: 'complaint.list', when: () => regulators() && !may('complaint.move'), query: { open: true }, due: (r) => (r.accepted_on ? r.answer_by : r.accept_by) ?? '', tag: 'todo.complaint', text: (r) => `${codeLabel('kind', r.kind)} · ${r.subject}`, to: () => ({ name: 'complaints', query: { open: 'true' } }), page: () => ({ name: 'complaints', query: { open: 'true' } }) },
  { op: 'alert.list', query: { state: 'open' }, when: () => may('alert.seen'), which: (r) => !r.seen_by, due: (r) => r.on, tag: 'todo.alert', text: (r) => `${codeLabel('figure', r.figure)} · ${r.subject_name || r.reason}`, to: () => ({ name: 'supervision' }), page: () => ({ name: 'supervision' }) },
  { op: 'data.list', query: { state: 'proposed' }, when: () => may('data.decide'), which: (r) => r.made_by !== me.value?.login, due: (r) => r.made_on, tag: 'todo.data', text: (r) => `${r.department_name} · ${r.purpose}`, to: () => ({ name: 'data-agreements' }), page: () => ({ name: 'data-agreements' }) },
  { op: 'order.late', when: () => suppliers() || has('hospital', 'county', 'monitor'), which: (r) => !(suppliers() && r.unanswered), due: (r) => (r.unanswered ? r.respond_by : r.deliver_by) ?? '', tag: 'todo.late', text: (r) => `${r.order} · ${r.product} × ${r.missing}`, to: () => ({ name: 'supply' }), page: () => ({ name: 'supply' }) },
  { op: 'message.list', query: { unread: true }, which: (r) => ['to_sign', 'breach', 'returned', 'award', 'credit'].includes(r.kind), due: (r) => r.due_on || r.on, tag: 'todo.message', text: (r) => r.text, to: () => ({ name: 'messages', query: { unread: 'true' } }), page: () => ({ name: 'messages', query: { unread: 'true' } }) },
]
const together = 3

async function reminders(): Promise<Todo[]> {
  if (!may('reminder.list')) return []
  const got = await get('reminder.list', { path: { pool: pool.value }, query: { limit: 200 } })
  return (got.items ?? [])
    .filter((r) => !r.read_on)
    .map((r) => ({ key: `${r.kind}-${r.subject}-${r.due_on}-${r.step}`, tag: codeLabel('kind', r.kind), text: r.text, due: r.due_on, left: r.left, amount: r.amount, reminder: r }))
}

async function of(s: Source): Promise<Todo[]> {
  const query = typeof s.query === 'function' ? s.query() : s.query
  const got = (await get(s.op, { path: { pool: pool.value, ...s.path?.() }, query: { ...query, ...(s.path ? {} : { limit: 50 }) } })) as { items?: Row[]; next?: string }
  const rows = (got.items ?? []).filter((r) => s.which?.(r) ?? true)
  const due = (r: Row) => s.due?.(r) ?? ''
  if (rows.length <= together) return rows.map((r, i) => ({ key: `${s.tag}-${i}-${s.text(r)}`, tag: t(s.tag), text: s.text(r), due: due(r), to: s.to(r) }))
  const first = rows.map(due).filter(Boolean).sort()[0] ?? ''
  return [{ key: s.tag, tag: t(s.tag), text: t(got.next ? 'todo.atleast' : 'todo.many', { n: rows.length }), due: first, to: s.page() }]
}

/** What the log grew by since this browser checked it: an auditor's own work, and nobody else's. */
async function unchecked(): Promise<Todo[]> {
  if (!has('auditor')) return []
  const now = await newest()
  const kept = keptCheckpoint()
  if (now === undefined || now.size === kept?.size) return []
  return [{ key: 'checkpoint', tag: t('todo.checkpoint'), text: t(kept ? 'todo.checkpoint.grown' : 'todo.checkpoint.first', { n: now.size - (kept?.size ?? 0) }), due: '', to: { name: 'log' } }]
}

/** All of it, the earliest day first; what one may not see is left out without a word. */
export async function todos(): Promise<Todo[]> {
  if (pool.value === '' && !may('registration.list')) return []
  const mine = sources.filter((s) => may(s.op) && (s.when?.() ?? true) && (pool.value !== '' || s.op === 'registration.list'))
  const parts = await Promise.all([reminders(), unchecked().catch(() => []), ...mine.map((s) => of(s).catch(() => []))])
  const far = server.today.replace(/^\d{4}/, (y) => String(Number(y) + 100))
  return parts.flat().sort((a, b) => (a.due || far).localeCompare(b.due || far))
}
