// load.ts - something that is fetched: it is there, it is coming, or there is a problem.
import { ref, shallowRef, type Ref } from 'vue'
import { Problem } from '@/api/problem'

export interface Loaded<T> {
  data: Ref<T | undefined>
  problem: Ref<Problem | null>
  busy: Ref<boolean>
  reload: () => Promise<void>
}

export function load<T>(fetch: () => Promise<T>): Loaded<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  let turn = 0
  async function reload() {
    const mine = ++turn
    busy.value = true
    try {
      const got = await fetch()
      if (mine !== turn) return
      data.value = got
      problem.value = null
    } catch (e) {
      if (mine === turn) problem.value = Problem.of(e)
    } finally {
      if (mine === turn) busy.value = false
    }
  }
  void reload()
  return { data, problem, busy, reload }
}

/** As `load`, but not found or not allowed is nothing, and no problem: for what stands beside something else. */
export function loadMaybe<T>(fetch: () => Promise<T>): Loaded<T | undefined> {
  return load(async () => {
    try {
      return await fetch()
    } catch (e) {
      if (e instanceof Problem && (e.status === 404 || e.status === 403 || e.status === 409)) return undefined
      throw e
    }
  })
}
