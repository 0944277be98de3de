// format.ts - figures as they are read. Money and ratios come as text and stay text: no floating point near them.
import { codeLabel, t } from '@/words'

/** "1234567.50" is "1,234,567.50". */
export function money(text: string | undefined): string {
  if (text === undefined || text === '') return ''
  const [whole = '', part] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}

export function count(n: number | undefined): string {
  return n === undefined ? '' : n.toLocaleString('en-US')
}

export function instant(text: string | undefined): string {
  if (!text) return ''
  const d = new Date(text)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`
}

export type Kind = 'text' | 'money' | 'int' | 'ratio' | 'date' | 'date-time' | 'enum' | 'bool' | 'pool' | 'month' | 'list' | 'object' | 'secret' | 'bytes'

export const numeric = (kind: Kind) => kind === 'money' || kind === 'int' || kind === 'ratio'

/** Short words that are read at one glance, and stay in one line. */
export const brief = (kind: Kind) => kind === 'date' || kind === 'month' || kind === 'date-time' || kind === 'enum'

/** One cell, by its type in the interface; codes by the name of their field. */
export function cell(kind: Kind, field: string, value: unknown, shape = ''): string {
  if (value === undefined || value === null || value === '') return ''
  if (kind === 'money') return money(String(value))
  if (kind === 'int') return count(Number(value))
  if (kind === 'date' && String(value).startsWith('9999-')) return t('forever')
  if (kind === 'date-time') return instant(String(value))
  if (kind === 'bool') return t(value ? 'yes' : 'no')
  if (kind === 'list') return (value as unknown[]).map((v) => codeLabel(field, v)).join(t('list.sep'))
  if (kind === 'enum') return codeLabel(field, value, shape)
  return kind === 'text' ? codeLabel(field, value, shape) : String(value)
}

/** What is left of an amount: "12.50" less "2.5" is "10.00"; in hundredths of a cent, as whole numbers. */
export function minus(a: string | undefined, b: string | undefined): string {
  const of = (text: string | undefined) => {
    const [whole = '0', part = ''] = (text || '0').split('.')
    return BigInt(whole + part.padEnd(4, '0').slice(0, 4))
  }
  const left = (of(a) - of(b)).toString().padStart(5, '0')
  return `${left.slice(0, -4)}.${left.slice(-4).replace(/00$/, '')}`
}
