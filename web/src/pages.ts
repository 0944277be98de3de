// pages.ts - every page: its name (what x-page of the interface says), where it is, who it is for. The menu, the guard of the
// router and the tests are made from this list. `roles`: absent: anybody; empty: whoever has come in; else any of them.
import { Bell, Checked, Document, House, Key, OfficeBuilding, Reading, Search, Tickets, User } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import type { WordId } from './words'

type Group = 'work' | 'open' | 'mine'
export interface Page {
  name: string
  path: string
  title: WordId
  component: () => Promise<{ default: Component }>
  roles?: string[]
  group?: Group
  icon?: Component
  top?: boolean
}

export const groups: { name: Group; title: WordId }[] = [
  { name: 'work', title: 'menu.work' },
  { name: 'mine', title: 'menu.mine' },
  { name: 'open', title: 'menu.open' },
]

export const pages: Page[] = [
  { name: 'portal', path: '/', title: 'page.portal', component: () => import('./page/portal/Portal.vue'), group: 'open', icon: House, top: true },
  { name: 'announcements', path: '/announcements', title: 'page.announcements', component: () => import('./page/portal/Announcements.vue'), group: 'open', icon: Bell, top: true },
  { name: 'announcement', path: '/announcements/:pool/:project/:announcement', title: 'page.announcement', component: () => import('./page/portal/Announcement.vue') },
  { name: 'portal-project', path: '/public/:pool/:project', title: 'page.portal-project', component: () => import('./page/portal/Project.vue') },
  { name: 'listings', path: '/listings', title: 'page.listings', component: () => import('./page/portal/Listings.vue'), group: 'open', icon: Search, top: true },
  { name: 'listing', path: '/listings/:pool/:product', title: 'page.listing', component: () => import('./page/portal/Listing.vue') },
  { name: 'open-data', path: '/open-data', title: 'page.open-data', component: () => import('./page/portal/OpenData.vue'), group: 'open', icon: Document, top: true },
  { name: 'verify', path: '/verify', title: 'page.verify', component: () => import('./page/portal/Verify.vue'), group: 'open', icon: Key, top: true },
  { name: 'login', path: '/login', title: 'page.login', component: () => import('./page/enter/Login.vue') },
  { name: 'ticket', path: '/ticket', title: 'page.ticket', component: () => import('./page/enter/Ticket.vue') },
  { name: 'register', path: '/register', title: 'page.register', component: () => import('./page/enter/Register.vue') },
  { name: 'terms', path: '/terms', title: 'page.terms', component: () => import('./page/enter/Terms.vue'), group: 'mine', icon: Reading },
  { name: 'home', path: '/home', title: 'page.home', roles: [], component: () => import('./page/Home.vue'), group: 'work', icon: Tickets },
  { name: 'account', path: '/account', title: 'page.account', roles: [], component: () => import('./page/Account.vue'), group: 'mine', icon: User },
  { name: 'registrations', path: '/registrations', title: 'page.registrations', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registrations.vue'), group: 'work', icon: Checked },
  { name: 'registration', path: '/registrations/:org/:attempt', title: 'page.registration', roles: ['admin', 'province', 'city', 'county', 'platform', 'fund'], component: () => import('./page/Registration.vue') },
  { name: 'people', path: '/people', title: 'page.people', roles: ['admin', 'manager', 'auditor'], component: () => import('./page/People.vue'), group: 'mine', icon: OfficeBuilding },
]
