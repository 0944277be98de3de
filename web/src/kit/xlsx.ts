// xlsx.ts - a workbook of one sheet, written by hand: a zip whose files are stored as they are.
interface Cell {
  text: string
  number: boolean
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array) {
  let c = 0xffffffff
  for (const b of bytes) c = crcTable[(c ^ b) & 255]! ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

const escape = (s: string) => s.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')

/** 0 is "A", 26 is "AA". */
function letters(n: number): string {
  return n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26)
}

function cellXml(cell: Cell, row: number, column: number) {
  const at = `${letters(column)}${row}`
  if (cell.number && /^-?\d{1,15}(\.\d{1,4})?$/.test(cell.text.replace(/,/g, ''))) return `<c r="${at}"${cell.text.includes('.') ? ' s="1"' : ''}><v>${cell.text.replace(/,/g, '')}</v></c>`
  return cell.text === '' ? '' : `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(cell.text)}</t></is></c>`
}

function sheet(heads: string[], lines: Cell[][]) {
  const rows = [heads.map((text) => ({ text, number: false })), ...lines]
  const body = rows.map((cells, r) => `<row r="${r + 1}">${cells.map((c, i) => cellXml(c, r + 1, i)).join('')}</row>`).join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${body}</sheetData></worksheet>`
}

const office = 'http://schemas.openxmlformats.org'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

function parts(name: string, heads: string[], lines: Cell[][]): [string, string][] {
  const title = escape(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))
  const rel = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`
  const rels = (inner: string) => `${head}<Relationships xmlns="${office}/package/2006/relationships">${inner}</Relationships>`
  const kind = (part: string, type: string) => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`
  return [
    ['[Content_Types].xml', `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${kind('/xl/workbook.xml', 'sheet.main')}${kind('/xl/worksheets/sheet1.xml', 'worksheet')}${kind('/xl/styles.xml', 'styles')}</Types>`],
    ['_rels/.rels', rels(rel('rId1', 'officeDocument', 'xl/workbook.xml'))],
    ['xl/workbook.xml', `${head}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', rels(rel('rId1', 'worksheet', 'worksheets/sheet1.xml') + rel('rId2', 'styles', 'styles.xml'))],
    ['xl/styles.xml', `${head}<styleSheet xmlns="${office}/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`],
    ['xl/worksheets/sheet1.xml', sheet(heads, lines)],
  ]
}

function local(name: Uint8Array, bytes: Uint8Array, crc: number, central: boolean, offset: number) {
  const v = new DataView(new ArrayBuffer(central ? 46 : 30))
  const at = central ? 2 : 0
  v.setUint32(0, central ? 0x02014b50 : 0x04034b50, true)
  if (central) v.setUint16(4, 20, true)
  v.setUint16(4 + at, 20, true)
  v.setUint16(6 + at, 0x0800, true) // names in UTF-8
  v.setUint16(12 + at, 0x21, true) // 1980-01-01: the same bytes each time
  v.setUint32(14 + at, crc, true)
  v.setUint32(18 + at, bytes.length, true)
  v.setUint32(22 + at, bytes.length, true)
  v.setUint16(26 + at, name.length, true)
  if (central) v.setUint32(42, offset, true)
  return new Uint8Array(v.buffer)
}

export function workbook(name: string, heads: string[], lines: Cell[][]): Blob {
  const utf8 = new TextEncoder()
  const out: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, text] of parts(name, heads, lines)) {
    const [file, bytes] = [utf8.encode(path), utf8.encode(text)]
    const crc = crc32(bytes)
    directory.push(local(file, bytes, crc, true, offset), file)
    const first = local(file, bytes, crc, false, 0)
    out.push(first, file, bytes)
    offset += first.length + file.length + bytes.length
  }
  const size = directory.reduce((n, d) => n + d.length, 0)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, directory.length / 2, true)
  end.setUint16(10, directory.length / 2, true)
  end.setUint32(12, size, true)
  end.setUint32(16, offset, true)
  return new Blob([...out, ...directory, new Uint8Array(end.buffer)] as BlobPart[], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}
