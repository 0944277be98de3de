// pages.ts - every page: its name (what x-page of the interface says), where it is, who it is for. The menu, the guard of the
// router, the tabs of a project and the tests are made from this list. `roles`: absent: anybody; empty: whoever has come in;
// else any of them.
import {
  Bell, Box, Calendar, ChatLineSquare, Checked, Coin, Collection, CreditCard, Document, Edit, Files, FirstAidKit, Goods, Histogram, House, Key,
  List, Medal, Notebook, OfficeBuilding, PriceTag, Reading, School, Search, ShoppingCart, Tickets, Upload, User, Van, Wallet,
} from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { WordId } from './words'

type Group = 'work' | 'price' | 'base' | 'watch' | 'open' | 'mine'
export interface Page {
  name: string
  path: string
  title: WordId
  component: () => Promise<{ default: Component }>
  roles?: string[]
  group?: Group
  icon?: Component
  top?: boolean
  /** Stands among the tabs of a project. */
  tab?: boolean
}

export const groups: { name: Group; title: WordId }[] = [
  { name: 'work', title: 'menu.work' },
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
const of = '/p/:pool/projects/:project'

export const pages: Page[] = [
  { name: 'home', path: '/home', title: 'page.home', roles: [], component: () => import('./page/Home.vue'), group: 'work', icon: Tickets },
  { name: 'reminders', path: '/reminders', title: 'page.reminders', roles: [...offices, ...companies, 'hospital'], component: () => import('./page/Reminders.vue'), group: 'work', icon: Bell },
  { name: 'projects', path: '/projects', title: 'page.projects', roles: [], component: () => import('./page/project/Projects.vue'), group: 'work', icon: Files },
  { name: 'project', path: of, title: 'page.project', roles: [], component: () => import('./page/project/Overview.vue'), tab: true },
  { name: 'project-participants', path: `${of}/participants`, title: 'page.project-participants', roles: readers, component: () => import('./page/project/Participants.vue'), tab: true },
  { name: 'project-documents', path: `${of}/documents`, title: 'page.project-documents', roles: readers, component: () => import('./page/project/Documents.vue'), tab: true },
  { name: 'document', path: `${of}/documents/:document`, title: 'page.document', roles: readers, component: () => import('./page/project/DocumentPage.vue') },
  { name: 'project-announcements', path: `${of}/announcements`, title: 'page.project-announcements', roles: [], component: () => import('./page/project/ProjectNews.vue'), tab: true },
  { name: 'project-announcement', path: `${of}/announcements/:announcement`, title: 'page.announcement', roles: [], component: () => import('./page/project/ProjectNotice.vue') },
  { name: 'project-report', path: `${of}/report`, title: 'page.project-report', roles: ['hospital', 'department'], component: () => import('./page/project/Report.vue'), tab: true },
  { name: 'project-demand', path: `${of}/demand`, title: 'page.project-demand', roles: ['province', 'city', 'county', 'alliance', 'monitor', 'hospital', 'auditor'], component: () => import('./page/project/Demand.vue'), tab: true },
  { name: 'project-volumes', path: `${of}/volumes`, title: 'page.project-volumes', roles: [...readers, ...companies, 'hospital'], component: () => import('./page/project/Volumes.vue'), tab: true },
  { name: 'project-bids', path: `${of}/bids`, title: 'page.project-bids', roles: ['registrant'], component: () => import('./page/project/Bids.vue'), tab: true },
  { name: 'project-opening', path: `${of}/opening`, title: 'page.project-opening', roles: readers, component: () => import('./page/project/Opening.vue'), tab: true },
  { name: 'project-award', path: `${of}/award`, title: 'page.project-award', roles: [...readers, 'registrant'], component: () => import('./page/project/Award.vue'), tab: true },
  { name: 'project-choices', path: `${of}/choices`, title: 'page.project-choices', roles: ['hospital'], component: () => import('./page/project/Choices.vue'), tab: true },
  { name: 'agreements', path: '/agreements', title: 'page.agreements', roles: dealers, component: () => import('./page/deal/Agreements.vue'), group: 'work', icon: Edit },
  { name: 'agreement', path: '/agreements/:pool/:project/:term/:institution/:company/:distributor', title: 'page.agreement', roles: dealers, component: () => import('./page/deal/Agreement.vue') },
  { name: 'project-prepayments', path: `${of}/prepayments`, title: 'page.project-prepayments', roles: ['province', 'city', 'monitor', 'fund', 'hospital', 'finance', 'auditor'], component: () => import('./page/fund/Prepayments.vue'), tab: true },
  { name: 'orders', path: '/orders', title: 'page.orders', roles: dealers, component: () => import('./page/trade/Orders.vue'), group: 'work', icon: ShoppingCart },
  { name: 'deliveries', path: '/deliveries', title: 'page.deliveries', roles: dealers, component: () => import('./page/trade/Deliveries.vue'), group: 'work', icon: Van },
  { name: 'receipts', path: '/receipts', title: 'page.receipts', roles: dealers, component: () => import('./page/trade/Receipts.vue'), group: 'work', icon: Goods },
  { name: 'payables', path: '/payables', title: 'page.payables', roles: ['province', 'city', 'county', 'monitor', 'fund', 'hospital', ...companies, 'auditor'], component: () => import('./page/trade/Money.vue'), group: 'work', icon: Wallet },
  { name: 'fund-orders', path: '/fund/orders', title: 'page.fund-orders', roles: ['fund', 'finance', 'auditor'], component: () => import('./page/fund/FundOrders.vue'), group: 'work', icon: CreditCard },
  { name: 'fund-books', path: '/fund/books', title: 'page.fund-books', roles: ['fund', 'hospital', ...companies, 'finance', 'auditor'], component: () => import('./page/fund/FundBooks.vue'), group: 'work', icon: Notebook },
  { name: 'registrations', path: '/registrations', title: 'page.registrations', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registrations.vue'), group: 'work', icon: Checked },
  { name: 'registration', path: '/registrations/:org/:attempt', title: 'page.registration', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registration.vue') },
  { name: 'imports', path: '/imports', title: 'page.imports', roles: ['province', 'city', 'platform', 'monitor', 'fund', 'hospital'], component: () => import('./page/registry/Imports.vue'), group: 'work', icon: Upload },

  { name: 'offers', path: '/offers', title: 'page.offers', roles: ['registrant'], component: () => import('./page/price/Offers.vue'), group: 'price', icon: PriceTag },
  { name: 'price-reports', path: '/price-reports', title: 'page.price-reports', roles: [...offices, 'registrant', 'auditor'], component: () => import('./page/price/PriceReports.vue'), group: 'price', icon: Calendar },
  { name: 'bargains', path: '/bargains', title: 'page.bargains', roles: [...offices, 'hospital', 'auditor'], component: () => import('./page/price/Bargains.vue'), group: 'price', icon: Coin },
  { name: 'recorded-purchases', path: '/recorded-purchases', title: 'page.recorded-purchases', roles: [...offices, 'hospital', 'auditor'], component: () => import('./page/price/RecordedPurchases.vue'), group: 'price', icon: Collection },

  { name: 'institutions', path: '/institutions', title: 'page.institutions', roles: [], component: () => import('./page/registry/Institutions.vue'), group: 'base', icon: FirstAidKit },
  { name: 'companies', path: '/companies', title: 'page.companies', roles: [], component: () => import('./page/registry/Companies.vue'), group: 'base', icon: School },
  { name: 'products', path: '/products', title: 'page.products', roles: [], component: () => import('./page/registry/Products.vue'), group: 'base', icon: Box },

  { name: 'log', path: '/log', title: 'page.log', roles: [...readers, 'admin'], component: () => import('./page/watch/Log.vue'), group: 'watch', icon: List },
  { name: 'feed', path: '/feed', title: 'page.feed', roles: readers, component: () => import('./page/watch/Feed.vue'), group: 'watch', icon: Histogram },

  { name: 'account', path: '/account', title: 'page.account', roles: [], component: () => import('./page/Account.vue'), group: 'mine', icon: User },
  { name: 'signing-keys', path: '/signing-keys', title: 'page.signing-keys', roles: ['hospital', ...companies], component: () => import('./page/registry/SigningKeys.vue'), group: 'mine', icon: Medal },
  { name: 'people', path: '/people', title: 'page.people', roles: ['admin', 'manager', 'auditor'], component: () => import('./page/People.vue'), group: 'mine', icon: OfficeBuilding },
  { name: 'terms', path: '/terms', title: 'page.terms', component: () => import('./page/enter/Terms.vue'), group: 'mine', icon: Reading },

  { name: 'portal', path: '/', title: 'page.portal', component: () => import('./page/portal/Portal.vue'), group: 'open', icon: House, top: true },
  { name: 'announcements', path: '/announcements', title: 'page.announcements', component: () => import('./page/portal/Announcements.vue'), group: 'open', icon: ChatLineSquare, top: true },
  { name: 'announcement', path: '/announcements/:pool/:project/:announcement', title: 'page.announcement', component: () => import('./page/portal/Announcement.vue') },
  { name: 'portal-project', path: '/public/:pool/:project', title: 'page.portal-project', component: () => import('./page/portal/Project.vue') },
  { name: 'listings', path: '/listings', title: 'page.listings', component: () => import('./page/portal/Listings.vue'), group: 'open', icon: Search, top: true },
  { name: 'listing', path: '/listings/:pool/:product', title: 'page.listing', component: () => import('./page/portal/Listing.vue') },
  { name: 'open-data', path: '/open-data', title: 'page.open-data', component: () => import('./page/portal/OpenData.vue'), group: 'open', icon: Document, top: true },
  { name: 'verify', path: '/verify', title: 'page.verify', component: () => import('./page/portal/Verify.vue'), group: 'open', icon: Key, top: true },
  { name: 'login', path: '/login', title: 'page.login', component: () => import('./page/enter/Login.vue') },
  { name: 'ticket', path: '/ticket', title: 'page.ticket', component: () => import('./page/enter/Ticket.vue') },
  { name: 'register', path: '/register', title: 'page.register', component: () => import('./page/enter/Register.vue') },
]
