// session.ts - who is here, for which pooling region, on which business date.
import type { operations } from '@made/api'
import { forget } from '@/kit/acts'
import { computed, reactive, ref } from 'vue'
import { call, get, keepSession, rolesOf, type Item, type Op, type Out } from '@/api/client'

type Me = Out<'session.show'>
export const me = ref<Me | null>(null)
export const server = reactive({ version: '', today: '', simulation: false })
export const pools = ref<Item<'pool.list'>[]>([])
export const pool = ref(localStorage.getItem('pool') ?? '')
export const inside = computed(() => me.value !== null && me.value.stage === 'full')

/** Set while somebody has to come in again; App shows the dialog. */
export const renewal = ref<((ok: boolean) => void) | null>(null)

export function has(...roles: string[]) {
  return inside.value && roles.some((r) => me.value!.roles.includes(r))
}

/** May this person call it, as far as roles can say? */
export function may(op: Op) {
  const roles = rolesOf(op)
  return roles.includes('public') || (inside.value && (roles.includes('any') || has(...roles)))
}

export function choosePool(code: string) {
  pool.value = code
  localStorage.setItem('pool', code)
}

export function poolName(code: string) {
  return pools.value.find((p) => p.pool === code)?.name ?? code
}

async function loadPools() {
  pools.value = (await get(inside.value ? 'pool.list' : 'public.pools')).items ?? []
  if (!pools.value.some((p) => p.pool === pool.value)) pool.value = pools.value[0]?.pool ?? ''
}

async function greet() {
  me.value = (await get('visitor.show')).me ?? null
}

/** Once, before the first page. */
export async function start() {
  keepSession({ csrf: () => me.value?.csrf ?? '', renewed: () => Promise.resolve(false) })
  const health = get('server.health')
  await greet()
  const [told] = await Promise.all([health, loadPools()])
  Object.assign(server, told)
  keepSession({ csrf: () => me.value?.csrf ?? '', renewed: askAgain })
}

// A session ends when nobody renews it for half an hour: whoever types or reads renews it, not only who sends something.
const renewEvery = 5 * 60_000
let renewedAt = Date.now()
function busy() {
  if (!inside.value || Date.now() - renewedAt < renewEvery) return
  renewedAt = Date.now()
  void call('session.renew').catch(() => undefined) // over already: the next call asks to come in again
}
for (const sign of ['keydown', 'pointerdown', 'wheel']) addEventListener(sign, busy, { passive: true })

let asking: Promise<boolean> | null = null
function askAgain(): Promise<boolean> {
  if (me.value === null) return Promise.resolve(false)
  asking ??= new Promise<boolean>((done) => (renewal.value = done)).finally(() => {
    renewal.value = null
    asking = null
  })
  return asking
}

type LoginBody = operations['session.open']['requestBody']['content']['application/json']
export async function enter(body: LoginBody) {
  me.value = (await call('session.open', { body })).data
  await entered()
}

export async function prove(code: string) {
  me.value = (await call('session.code', { body: { code } })).data as Me
  await entered()
}

export async function enterDemo(login: string) {
  me.value = (await call('demo.open', { body: { login } })).data
  await entered()
}

async function entered() {
  renewedAt = Date.now()
  if (inside.value) await loadPools()
}

export async function leave() {
  await call('session.close').catch(() => undefined)
  me.value = null
  forget()
  await loadPools()
}
