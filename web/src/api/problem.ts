// problem.ts - what the server says when it cannot: problem+json (RFC 9457), in the reader's language.
import { t } from '@/words'

export interface Mistake {
  pointer?: string
  parameter?: string
  line?: number
  code: string
  detail: string
  todo?: string
}

export class Problem extends Error {
  readonly code: string
  readonly title: string
  readonly todo: string
  readonly errors: Mistake[]

  constructor(
    readonly status: number,
    body: { code?: string; title?: string; detail?: string; todo?: string; errors?: Mistake[] },
  ) {
    super(body.detail ?? t('problem.unknown', { status }))
    this.code = body.code ?? ''
    this.title = body.title ?? t('problem.title')
    this.todo = body.todo ?? ''
    this.errors = body.errors ?? []
  }

  static offline() {
    return new Problem(0, { code: 'offline', title: t('problem.offline'), detail: t('problem.offline.detail'), todo: t('problem.offline.todo') })
  }

  static of(thrown: unknown) {
    if (thrown instanceof Problem) return thrown
    return new Problem(0, { code: 'page', detail: thrown instanceof Error ? thrown.message : String(thrown) })
  }

  /** The mistakes of one field of the body: "/qty", "/lines/3/qty". */
  at(pointer: string) {
    return this.errors.filter((e) => e.pointer === pointer || e.parameter === pointer.slice(1))
  }

  /** Those that no field of `pointers` shows. */
  beside(pointers: string[]) {
    return this.errors.filter((e) => !pointers.includes(e.pointer ?? `/${e.parameter ?? ''}`))
  }
}
