// words.mjs - words/*.tsv (id, Chinese, English) into one module per language, and the type of an id.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function read(here) {
  const list = new Map()
  const dir = join(here, 'words')
  for (const file of readdirSync(dir).filter((f) => f.endsWith('.tsv')).sort())
    readFileSync(join(dir, file), 'utf8').split('\n').forEach((line, i) => {
      if (line === '' || line.startsWith('#')) return
      const part = line.split('\t')
      const [id, zh, en] = part
      const where = `${file}:${i + 1}`
      if (part.length !== 3 || !id || !zh || !en) throw new Error(`${where}: id, Chinese and English are wanted, a tab between`)
      if (list.has(id)) throw new Error(`${where}: ${id} is there already`)
      const holes = (s) => (s.match(/\{\w+\}/g) ?? []).sort().join()
      if (holes(zh) !== holes(en)) throw new Error(`${where}: ${id} has other {places} in the two languages`)
      list.set(id, { zh, en })
    })
  return list
}

/** What the program calls the columns of its tables, where the pages have no word of their own: col_price is f.price. */
function columns(here, list) {
  for (const line of readFileSync(join(here, '../words/columns.tsv'), 'utf8').split('\n').slice(1)) {
    const [id, zh, en] = line.split('\t')
    const own = id?.replace(/^col_/, 'f.')
    if (zh && en && !list.has(own)) list.set(own, { zh, en })
  }
  return list
}

export const allWords = (here) => columns(here, read(here))

export function words(here) {
  const list = [...allWords(here)]
  const module = (lang) => `export default ${JSON.stringify(Object.fromEntries(list.map(([id, w]) => [id, w[lang]])))}\n`
  return {
    'zh.js': module('zh'),
    'en.js': module('en'),
    'zh.d.ts': 'declare const words: Record<string, string>\nexport default words\n',
    'en.d.ts': 'declare const words: Record<string, string>\nexport default words\n',
    'words.d.ts': `export type WordId =\n${list.map(([id]) => `  | '${id}'`).join('\n')}\n`,
  }
}
