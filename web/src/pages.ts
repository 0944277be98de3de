// pages.ts - every page: its name (what x-page of the interface says), where it is, who it is for. The menu, the guard of the
// router, the tabs of a project and the tests are made from this list. `roles`: absent: anybody; empty: whoever has come in;
// else any of them.
import {
  Aim, Bell, Box, Calendar, ChatDotRound, ChatLineSquare, Checked, CircleClose, Coin, Collection, Connection, CreditCard, DataLine,
  DataBoard, Discount, Document, DocumentChecked, Edit, EditPen, Files, FirstAidKit, Flag, Goods, Guide, HelpFilled, Histogram, House, Key, Link, List, Lock, MapLocation, Medal, Memo,
  Monitor, Money, Notebook, Odometer, OfficeBuilding, PieChart, PriceTag, QuestionFilled, Reading, RefreshLeft, School, Search, Service, Share, ShoppingCart, Sunrise, TakeawayBox,
  Stamp, Tickets, Timer, TopRight, Upload, User, UserFilled, Van, VideoPlay, View, WarnTriangleFilled, Wallet, Warning,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { WordId } from './words'

type Group = 'work' | 'ward' | 'trade' | 'money' | 'price' | 'base' | 'watch' | 'open' | 'mine'
export interface Page {
  name: string
  path: string
  title: WordId
  component: () => Promise<{ default: Component }>
  roles?: string[]
  group?: Group
  icon?: Component
  top?: boolean
  /** Stands among the tabs of a project, by what it belongs to. */
  tab?: 'plan' | 'buy' | 'run'
}

export const groups: { name: Group; title: WordId }[] = [
  { name: 'work', title: 'menu.work' },
  { name: 'ward', title: 'menu.ward' },
  { name: 'trade', title: 'menu.trade' },
  { name: 'money', title: 'menu.money' },
  { name: 'price', title: 'menu.price' },
  { name: 'base', title: 'menu.base' },
  { name: 'watch', title: 'menu.watch' },
  { name: 'mine', title: 'menu.mine' },
  { name: 'open', title: 'menu.open' },
]

const offices = ['province', 'city', 'county', 'alliance', 'platform', 'monitor', 'fund']
const regulators = ['health', 'market', 'drug', 'industry', 'finance', 'development', 'tax', 'resources']
const companies = ['registrant', 'distributor', 'service']
const readers = [...offices, ...regulators, 'auditor']
const dealers = [...offices, ...companies, 'hospital', 'auditor']
const parties = [...companies, 'hospital']
const of = '/p/:pool/projects/:project'

export const pages: Page[] = [
  { name: 'home', path: '/home', title: 'page.home', roles: [], component: () => import('./page/Home.vue'), group: 'work', icon: Tickets },
  { name: 'reminders', path: '/reminders', title: 'page.reminders', roles: [...offices, ...companies, 'hospital'], component: () => import('./page/Reminders.vue'), group: 'work', icon: Bell },
  { name: 'messages', path: '/messages', title: 'page.messages', roles: [...offices, ...companies, 'hospital'], component: () => import('./page/Messages.vue'), group: 'work', icon: ChatDotRound },
  { name: 'projects', path: '/projects', title: 'page.projects', roles: [], component: () => import('./page/project/Projects.vue'), group: 'work', icon: Files },
  { name: 'project', path: of, title: 'page.project', roles: [], component: () => import('./page/project/Overview.vue'), tab: 'plan' },
  { name: 'project-pictures', path: `${of}/pictures`, title: 'page.project-pictures', roles: [...readers, 'hospital'], component: () => import('./page/project/Pictures.vue'), tab: 'plan' },
  { name: 'project-participants', path: `${of}/participants`, title: 'page.project-participants', roles: readers, component: () => import('./page/project/Participants.vue'), tab: 'plan' },
  { name: 'project-documents', path: `${of}/documents`, title: 'page.project-documents', roles: readers, component: () => import('./page/project/Documents.vue'), tab: 'plan' },
  { name: 'document', path: `${of}/documents/:document`, title: 'page.document', roles: readers, component: () => import('./page/project/DocumentPage.vue') },
  { name: 'project-announcements', path: `${of}/announcements`, title: 'page.project-announcements', roles: [], component: () => import('./page/project/ProjectNews.vue'), tab: 'plan' },
  { name: 'project-announcement', path: `${of}/announcements/:announcement`, title: 'page.announcement', roles: [], component: () => import('./page/project/ProjectNotice.vue') },
  { name: 'project-report', path: `${of}/report`, title: 'page.project-report', roles: ['hospital', 'department'], component: () => import('./page/project/Report.vue'), tab: 'plan' },
  { name: 'project-demand', path: `${of}/demand`, title: 'page.project-demand', roles: ['province', 'city', 'county', 'alliance', 'monitor', 'hospital', 'auditor'], component: () => import('./page/project/Demand.vue'), tab: 'plan' },
  { name: 'project-volumes', path: `${of}/volumes`, title: 'page.project-volumes', roles: [...readers, ...companies, 'hospital'], component: () => import('./page/project/Volumes.vue'), tab: 'plan' },
  { name: 'project-qualifications', path: `${of}/qualifications`, title: 'page.project-qualifications', roles: [...offices, 'registrant', 'auditor'], component: () => import('./page/project/Qualifications.vue'), tab: 'buy' },
  { name: 'project-bids', path: `${of}/bids`, title: 'page.project-bids', roles: ['registrant'], component: () => import('./page/project/Bids.vue'), tab: 'buy' },
  { name: 'project-opening', path: `${of}/opening`, title: 'page.project-opening', roles: readers, component: () => import('./page/project/Opening.vue'), tab: 'buy' },
  { name: 'project-meetings', path: `${of}/meetings`, title: 'page.project-meetings', roles: readers, component: () => import('./page/project/Meetings.vue'), tab: 'buy' },
  { name: 'meeting', path: `${of}/meetings/:meeting`, title: 'page.meeting', roles: ['province', 'city', 'alliance', 'monitor', 'auditor'], component: () => import('./page/project/Meeting.vue') },
  { name: 'project-talks', path: `${of}/talks`, title: 'page.project-talks', roles: [...readers, 'registrant', 'expert'], component: () => import('./page/project/Talks.vue'), tab: 'buy' },
  { name: 'talks', path: `${of}/talks/:group/:talks`, title: 'page.talks', roles: ['province', 'city', 'alliance', 'platform', 'registrant', 'expert', 'auditor'], component: () => import('./page/project/TalksPage.vue') },
  { name: 'project-award', path: `${of}/award`, title: 'page.project-award', roles: [...readers, 'registrant'], component: () => import('./page/project/Award.vue'), tab: 'buy' },
  { name: 'project-choices', path: `${of}/choices`, title: 'page.project-choices', roles: ['hospital'], component: () => import('./page/project/Choices.vue'), tab: 'run' },
  { name: 'project-coverage', path: `${of}/coverage`, title: 'page.project-coverage', roles: ['province', 'city', 'alliance', 'platform', 'monitor', 'registrant', 'hospital', 'auditor'], component: () => import('./page/project/Coverage.vue'), tab: 'run' },
  { name: 'project-cutover', path: `${of}/cutover`, title: 'page.project-cutover', roles: readers, component: () => import('./page/project/Cutover.vue'), tab: 'run' },
  { name: 'agreements', path: '/agreements', title: 'page.agreements', roles: dealers, component: () => import('./page/deal/Agreements.vue'), group: 'trade', icon: Edit },
  { name: 'agreement', path: '/agreements/:pool/:project/:term/:institution/:company/:distributor', title: 'page.agreement', roles: dealers, component: () => import('./page/deal/Agreement.vue') },
  { name: 'project-prepayments', path: `${of}/prepayments`, title: 'page.project-prepayments', roles: ['province', 'city', 'monitor', 'fund', 'hospital', 'finance', 'auditor'], component: () => import('./page/fund/Prepayments.vue'), tab: 'run' },
  { name: 'project-amendments', path: `${of}/amendments`, title: 'page.project-amendments', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/project/Amendments.vue'), tab: 'run' },
  { name: 'amendment', path: `${of}/amendments/:amendment`, title: 'page.amendment', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/project/Amendment.vue') },
  { name: 'project-monitoring', path: `${of}/monitoring`, title: 'page.project-monitoring', roles: [...readers, 'hospital'], component: () => import('./page/watch/Monitoring.vue'), tab: 'run' },
  { name: 'project-assessment', path: `${of}/assessment`, title: 'page.project-assessment', roles: [...readers, 'hospital'], component: () => import('./page/watch/Assessment.vue'), tab: 'run' },
  { name: 'project-cycle', path: `${of}/cycle`, title: 'page.project-cycle', roles: [], component: () => import('./page/project/Cycle.vue'), tab: 'run' },
  { name: 'orders', path: '/orders', title: 'page.orders', roles: dealers, component: () => import('./page/trade/Orders.vue'), group: 'trade', icon: ShoppingCart },
  { name: 'deliveries', path: '/deliveries', title: 'page.deliveries', roles: dealers, component: () => import('./page/trade/Deliveries.vue'), group: 'trade', icon: Van },
  { name: 'receipts', path: '/receipts', title: 'page.receipts', roles: dealers, component: () => import('./page/trade/Receipts.vue'), group: 'trade', icon: Goods },
  { name: 'returns', path: '/returns', title: 'page.returns', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Returns.vue'), group: 'trade', icon: RefreshLeft },
  { name: 'consignments', path: '/consignments', title: 'page.consignments', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Consignments.vue'), group: 'trade', icon: TakeawayBox },
  { name: 'supply', path: '/supply', title: 'page.supply', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Supply.vue'), group: 'trade', icon: Timer },
  { name: 'shortages', path: '/shortages', title: 'page.shortages', roles: [...readers, ...parties], component: () => import('./page/supply/Shortages.vue'), group: 'trade', icon: Warning },
  { name: 'supply-reports', path: '/supply-reports', title: 'page.supply-reports', roles: [...readers, 'registrant'], component: () => import('./page/supply/Capacity.vue'), group: 'trade', icon: Odometer },
  { name: 'services', path: '/services', title: 'page.services', roles: [...readers, ...parties], component: () => import('./page/supply/Services.vue'), group: 'trade', icon: Service },
  { name: 'service-charges', path: '/service-charges', title: 'page.service-charges', roles: [...readers, ...parties], component: () => import('./page/supply/ServiceCharges.vue'), group: 'trade', icon: PriceTag },
  { name: 'catalogue', path: '/catalogue', title: 'page.catalogue', roles: [...readers, 'hospital', 'department', 'registrant'], component: () => import('./page/ward/Catalogue.vue'), group: 'ward', icon: Memo },
  { name: 'purchase-requests', path: '/purchase-requests', title: 'page.purchase-requests', roles: ['hospital', 'department'], component: () => import('./page/ward/Requests.vue'), group: 'ward', icon: EditPen },
  { name: 'clinical-paths', path: '/clinical-paths', title: 'page.clinical-paths', roles: [...readers, 'hospital', 'department'], component: () => import('./page/ward/Paths.vue'), group: 'ward', icon: Guide },
  { name: 'payables', path: '/payables', title: 'page.payables', roles: ['province', 'city', 'county', 'monitor', 'fund', 'hospital', ...companies, 'auditor'], component: () => import('./page/trade/Money.vue'), group: 'money', icon: Wallet },
  { name: 'invoices', path: '/invoices', title: 'page.invoices', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Invoices.vue'), group: 'money', icon: Tickets },
  { name: 'fund-orders', path: '/fund/orders', title: 'page.fund-orders', roles: ['fund', 'finance', 'auditor'], component: () => import('./page/fund/FundOrders.vue'), group: 'money', icon: CreditCard },
  { name: 'fund-books', path: '/fund/books', title: 'page.fund-books', roles: ['fund', 'hospital', ...companies, 'finance', 'auditor'], component: () => import('./page/fund/FundBooks.vue'), group: 'money', icon: Notebook },
  { name: 'fund-runs', path: '/fund/runs', title: 'page.fund-runs', roles: ['province', 'city', 'fund', 'finance', 'auditor'], component: () => import('./page/fund/FundRuns.vue'), group: 'money', icon: VideoPlay },
  { name: 'charges', path: '/fund/charges', title: 'page.charges', roles: ['province', 'city', 'fund', 'hospital', 'finance', 'auditor'], component: () => import('./page/fund/Charges.vue'), group: 'money', icon: DocumentChecked },
  { name: 'quotas', path: '/fund/quotas', title: 'page.quotas', roles: [...readers, 'hospital'], component: () => import('./page/fund/Quotas.vue'), group: 'money', icon: PieChart },
  { name: 'registrations', path: '/registrations', title: 'page.registrations', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registrations.vue'), group: 'work', icon: Checked },
  { name: 'registration', path: '/registrations/:org/:attempt', title: 'page.registration', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registration.vue') },
  { name: 'imports', path: '/imports', title: 'page.imports', roles: ['province', 'city', 'platform', 'monitor', 'fund', 'hospital'], component: () => import('./page/registry/Imports.vue'), group: 'work', icon: Upload },

  { name: 'offers', path: '/offers', title: 'page.offers', roles: ['registrant'], component: () => import('./page/price/Offers.vue'), group: 'price', icon: PriceTag },
  { name: 'price-reports', path: '/price-reports', title: 'page.price-reports', roles: [...offices, 'registrant', 'auditor'], component: () => import('./page/price/PriceReports.vue'), group: 'price', icon: Calendar },
  { name: 'bargains', path: '/bargains', title: 'page.bargains', roles: [...offices, 'hospital', 'auditor'], component: () => import('./page/price/Bargains.vue'), group: 'price', icon: Coin },
  { name: 'recorded-purchases', path: '/recorded-purchases', title: 'page.recorded-purchases', roles: [...offices, 'hospital', 'auditor'], component: () => import('./page/price/RecordedPurchases.vue'), group: 'price', icon: Collection },
  { name: 'platform-items', path: '/platform-items', title: 'page.platform-items', roles: ['province', 'city', 'platform', 'monitor', 'auditor'], component: () => import('./page/registry/PlatformItems.vue'), group: 'price', icon: Connection },

  { name: 'institutions', path: '/institutions', title: 'page.institutions', roles: [], component: () => import('./page/registry/Institutions.vue'), group: 'base', icon: FirstAidKit },
  { name: 'institution', path: '/institutions/:institution', title: 'page.institution', roles: [], component: () => import('./page/registry/Institution.vue') },
  { name: 'companies', path: '/companies', title: 'page.companies', roles: [], component: () => import('./page/registry/Companies.vue'), group: 'base', icon: School },
  { name: 'company', path: '/companies/:company', title: 'page.company', roles: [], component: () => import('./page/registry/Company.vue') },
  { name: 'products', path: '/products', title: 'page.products', roles: [], component: () => import('./page/registry/Products.vue'), group: 'base', icon: Box },
  { name: 'product', path: '/products/:product', title: 'page.product', roles: [], component: () => import('./page/registry/Product.vue') },
  { name: 'experts', path: '/experts', title: 'page.experts', roles: ['province', 'city', 'alliance', 'monitor'], component: () => import('./page/expert/Experts.vue'), group: 'base', icon: UserFilled },
  { name: 'expert', path: '/experts/:expert', title: 'page.expert', roles: ['province', 'city', 'alliance', 'monitor'], component: () => import('./page/expert/Expert.vue') },
  { name: 'expert-application', path: '/expert-applications/:application', title: 'page.expert-application', roles: ['province', 'city', 'alliance', 'monitor'], component: () => import('./page/expert/Application.vue') },
  { name: 'regions', path: '/regions', title: 'page.regions', roles: [], component: () => import('./page/registry/Regions.vue'), group: 'base', icon: MapLocation },
  { name: 'links', path: '/links', title: 'page.links', roles: ['admin', 'auditor', ...offices], component: () => import('./page/registry/Links.vue'), group: 'base', icon: Link },

  { name: 'log', path: '/log', title: 'page.log', roles: [...readers, 'admin'], component: () => import('./page/watch/Log.vue'), group: 'watch', icon: List },
  { name: 'feed', path: '/feed', title: 'page.feed', roles: readers, component: () => import('./page/watch/Feed.vue'), group: 'watch', icon: Histogram },
  { name: 'supervision', path: '/watch', title: 'page.supervision', roles: readers, component: () => import('./page/watch/Supervision.vue'), group: 'watch', icon: Monitor },
  { name: 'monitored-items', path: '/watch/items', title: 'page.monitored-items', roles: readers, component: () => import('./page/watch/Monitored.vue'), group: 'watch', icon: View },
  { name: 'data-agreements', path: '/data-agreements', title: 'page.data-agreements', roles: ['province', 'city', 'monitor', ...regulators, 'auditor'], component: () => import('./page/watch/DataAgreements.vue'), group: 'watch', icon: Share },
  { name: 'data-agreement', path: '/data-agreements/:agreement', title: 'page.data-agreement', roles: ['province', 'city', 'monitor', ...regulators, 'auditor'], component: () => import('./page/watch/DataAgreement.vue') },
  { name: 'findings', path: '/findings', title: 'page.findings', roles: [...readers, 'hospital'], component: () => import('./page/watch/Findings.vue'), group: 'watch', icon: Flag },
  { name: 'breaches', path: '/breaches', title: 'page.breaches', roles: [...readers, ...parties], component: () => import('./page/watch/Breaches.vue'), group: 'watch', icon: CircleClose },
  { name: 'complaints', path: '/complaints', title: 'page.complaints', roles: ['province', 'city', ...parties, 'auditor'], component: () => import('./page/watch/Complaints.vue'), group: 'watch', icon: ChatLineSquare },
  { name: 'credit', path: '/credit', title: 'page.credit', roles: [...readers, ...parties], component: () => import('./page/watch/Credit.vue'), group: 'watch', icon: Stamp },
  { name: 'risks', path: '/risks', title: 'page.risks', roles: [...readers, 'hospital'], component: () => import('./page/watch/Risks.vue'), group: 'watch', icon: DataBoard },
  { name: 'issues', path: '/issues', title: 'page.issues', roles: [...readers, 'hospital'], component: () => import('./page/watch/Issues.vue'), group: 'watch', icon: TopRight },
  { name: 'patient-charges', path: '/patient-charges', title: 'page.patient-charges', roles: [...readers, 'hospital'], component: () => import('./page/watch/PatientCharges.vue'), group: 'watch', icon: Money },
  { name: 'use', path: '/use', title: 'page.use', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Use.vue'), group: 'watch', icon: DataLine },
  { name: 'recall', path: '/recall', title: 'page.recall', roles: [...readers, 'hospital', 'registrant', 'distributor'], component: () => import('./page/supply/Recall.vue'), group: 'watch', icon: Aim },
  { name: 'quality', path: '/quality', title: 'page.quality', roles: [...readers, ...parties], component: () => import('./page/watch/Quality.vue'), group: 'watch', icon: WarnTriangleFilled },
  { name: 'periods', path: '/periods', title: 'page.periods', roles: [...readers, 'hospital'], component: () => import('./page/watch/Periods.vue'), group: 'watch', icon: Lock },
  { name: 'days', path: '/days', title: 'page.days', roles: ['province', 'city', 'platform', 'monitor', 'fund', 'auditor'], component: () => import('./page/watch/Days.vue'), group: 'watch', icon: Sunrise },

  { name: 'materials', path: '/materials', title: 'page.materials', roles: [], component: () => import('./page/open/Materials.vue'), group: 'work', icon: HelpFilled },
  { name: 'material', path: '/materials/:material', title: 'page.material', roles: [], component: () => import('./page/open/Material.vue') },
  { name: 'questions', path: '/questions', title: 'page.questions', roles: [], component: () => import('./page/open/Questions.vue'), group: 'work', icon: QuestionFilled },
  { name: 'account', path: '/account', title: 'page.account', roles: [], component: () => import('./page/Account.vue'), group: 'mine', icon: User },
  { name: 'expert-own', path: '/expert', title: 'page.expert-own', roles: ['expert'], component: () => import('./page/expert/Own.vue'), group: 'work', icon: Medal },
  { name: 'signing-keys', path: '/signing-keys', title: 'page.signing-keys', roles: ['hospital', ...companies], component: () => import('./page/registry/SigningKeys.vue'), group: 'mine', icon: Medal },
  { name: 'people', path: '/people', title: 'page.people', roles: ['admin', 'manager', 'auditor'], component: () => import('./page/People.vue'), group: 'mine', icon: OfficeBuilding },
  { name: 'terms', path: '/terms', title: 'page.terms', component: () => import('./page/enter/Terms.vue'), group: 'mine', icon: Reading },

  { name: 'portal', path: '/', title: 'page.portal', component: () => import('./page/portal/Portal.vue'), group: 'open', icon: House, top: true },
  { name: 'announcements', path: '/announcements', title: 'page.announcements', component: () => import('./page/portal/Announcements.vue'), group: 'open', icon: ChatLineSquare, top: true },
  { name: 'announcement', path: '/announcements/:pool/:project/:announcement', title: 'page.announcement', component: () => import('./page/portal/Announcement.vue') },
  { name: 'portal-project', path: '/public/:pool/:project', title: 'page.portal-project', component: () => import('./page/portal/Project.vue') },
  { name: 'listings', path: '/listings', title: 'page.listings', component: () => import('./page/portal/Listings.vue'), group: 'open', icon: Search, top: true },
  { name: 'listing', path: '/listings/:pool/:product', title: 'page.listing', component: () => import('./page/portal/Listing.vue') },
  { name: 'payment-standards', path: '/payment-standards', title: 'page.payment-standards', component: () => import('./page/price/Standards.vue'), group: 'open', icon: Discount },
  { name: 'guides', path: '/guides', title: 'page.guides', component: () => import('./page/portal/Guides.vue'), group: 'open', icon: HelpFilled, top: true },
  { name: 'guide', path: '/guides/:pool/:material', title: 'page.guide', component: () => import('./page/portal/Guide.vue') },
  { name: 'ask', path: '/ask', title: 'page.ask', component: () => import('./page/portal/Ask.vue'), group: 'open', icon: QuestionFilled },
  { name: 'open-supervision', path: '/supervision', title: 'page.open-supervision', component: () => import('./page/portal/OpenSupervision.vue'), group: 'open', icon: Stamp, top: true },
  { name: 'open-data', path: '/open-data', title: 'page.open-data', component: () => import('./page/portal/OpenData.vue'), group: 'open', icon: Document, top: true },
  { name: 'verify', path: '/verify', title: 'page.verify', component: () => import('./page/portal/Verify.vue'), group: 'open', icon: Key, top: true },
  { name: 'tour', path: '/tour', title: 'page.tour', component: () => import('./page/enter/Tour.vue') },
  { name: 'login', path: '/login', title: 'page.login', component: () => import('./page/enter/Login.vue') },
  { name: 'ticket', path: '/ticket', title: 'page.ticket', component: () => import('./page/enter/Ticket.vue') },
  { name: 'register', path: '/register', title: 'page.register', component: () => import('./page/enter/Register.vue') },
  { name: 'expert-apply', path: '/experts/apply', title: 'page.expert-apply', component: () => import('./page/expert/Apply.vue') },
]
