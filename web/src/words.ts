// words.ts - every sentence of the pages, in the reader's language; one language is loaded at a time.
import type { WordId } from '@made/words'
import { ref, shallowRef } from 'vue'

export type Lang = 'zh' | 'en'
export type { WordId }
type Vars = Record<string, string | number>

export const lang = ref<Lang>('zh')
const list = shallowRef<Record<string, string>>({})
/** Element Plus' own few words. */
export const element = shallowRef()

const load = {
  zh: () => Promise.all([import('@made/zh.js'), import('element-plus/es/locale/lang/zh-cn')]),
  en: () => Promise.all([import('@made/en.js'), import('element-plus/es/locale/lang/en')]),
}

function kept(): Lang {
  const stored = localStorage.getItem('lang')
  return stored === 'en' || stored === 'zh' ? stored : navigator.language.startsWith('en') ? 'en' : 'zh'
}

export async function speak(to: Lang = kept()) {
  const [words, theirs] = await load[to]()
  list.value = words.default
  element.value = theirs.default
  lang.value = to
  localStorage.setItem('lang', to)
  document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN'
}

function fill(text: string, vars?: Vars) {
  return vars ? text.replace(/\{(\w+)\}/g, (hole, name: string) => String(vars[name] ?? hole)) : text
}

export function t(id: WordId, vars?: Vars): string {
  return fill(list.value[id] ?? id, vars)
}

function first(...ids: string[]): string | undefined {
  for (const id of ids) if (list.value[id] !== undefined) return list.value[id]
  return undefined
}

/** What a field is called: "f.Listing.since", else "f.since". */
export function fieldLabel(name: string, shape = ''): string {
  return first(`f.${shape}.${name}`, `f.${name}`) ?? name
}

/** A hint below it, where there is one. */
export function fieldHint(name: string, shape = ''): string {
  return first(`h.${shape}.${name}`, `h.${name}`) ?? ''
}

/** What a code of the interface means: "e.Shortage.state.open", else "e.state.listed", else "e.listed", else as it is. */
export function codeLabel(field: string, value: unknown, shape = ''): string {
  if (value === undefined || value === null || value === '') return ''
  return first(`e.${shape}.${field}.${String(value)}`, `e.${field}.${String(value)}`, `e.${String(value)}`) ?? String(value)
}

/** What an operation is called on its button. */
export function opLabel(op: string): string {
  return first(`op.${op}`) ?? op
}
export function opHint(op: string): string {
  return first(`op.${op}.hint`) ?? ''
}
