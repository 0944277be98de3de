import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { nextTick } from 'vue'
import { has, inside, me } from './session'
import { pages, type Page } from './pages'

function record(p: Page): RouteRecordRaw {
  return { path: p.path, name: p.name, component: p.component, props: true, meta: { page: p } }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [...pages.map(record), { path: '/:rest(.*)*', name: 'missing', component: () => import('./page/Missing.vue') }],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

export function allowed(p: Page) {
  return p.roles === undefined || (inside.value && (p.roles.length === 0 || has(...p.roles)))
}

router.beforeEach((to) => {
  const page = to.meta.page as Page | undefined
  if (page === undefined || allowed(page)) return true
  if (me.value !== null && inside.value) return { name: 'home' }
  return { name: 'login', query: { to: to.fullPath } }
})

/** Begins to load the page of this address; who may not see it is led elsewhere later. */
export function fetchPage(path: string) {
  const page = router.resolve(path).meta.page as Page | undefined
  void page?.component().catch(() => undefined) // it is asked for again when it is shown
}

// A page that begins is announced: the focus goes to its heading.
router.afterEach((to, from) => {
  if (from.matched.length > 0 && to.path !== from.path) void nextTick(() => document.getElementById('main')?.focus())
})
