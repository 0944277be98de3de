// shapes.mjs - what the pages need of the interface while they run. `op`: per operation its method, path, roles and page;
// small, always there. `shape`: the fields of each object, [type, required, detail]; `body`: per operation the query, the
// names of the shapes of its body and of its answer; both for generic forms and tables, loaded with the first of them.

function field(s, required) {
  const need = required ? 1 : 0
  if (s.$ref) return ['object', need, s.$ref.split('/').pop()]
  if (s.type === 'array') return ['list', need, s.items.$ref ? s.items.$ref.split('/').pop() : '']
  if (s.enum) return ['enum', need, s.enum]
  if (s.type === 'boolean') return ['bool', need]
  if (s.type === 'integer') return ['int', need, [s.minimum, s.maximum]]
  if (s.format === 'password') return ['secret', need]
  if (s.format) return [s.format, need]
  if (s.pattern?.includes('%')) return ['ratio', need]
  if (s.pattern?.includes('{1,14}')) return ['money', need]
  if (s.pattern?.startsWith('^[1-9]')) return ['pool', need]
  if (s.pattern) return ['month', need]
  if (s.contentEncoding) return ['bytes', need]
  return ['text', need, s.maxLength ?? 0]
}

function fields(schema) {
  const required = new Set(schema.required ?? [])
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([n, s]) => [n, field(s, required.has(n))]))
}

const name = (media) => media?.['application/json']?.schema?.$ref?.split('/').pop() ?? ''

export function shapes(document) {
  const shape = Object.fromEntries(Object.entries(document.components.schemas).map(([n, s]) => [n, fields(s)]))
  const op = {}
  const body = {}
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, o] of Object.entries(methods)) {
      const good = o.responses['200'] ?? o.responses['201']
      const parameters = o.parameters ?? []
      const query = parameters.filter((p) => p.in === 'query').map((p) => [p.name, field(p.schema, p.required)])
      op[o.operationId] = [method.toUpperCase(), path, o['x-roles'], parameters.some((p) => p.name === 'Idempotency-Key')]
      body[o.operationId] = [Object.fromEntries(query), name(o.requestBody?.content), name(good?.content)]
    }
  return { shape, op, body }
}
