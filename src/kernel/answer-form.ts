// What an operation says of its answer beyond the output that the model knows: another status, further headers, a body of its own.

import type { Body, Headers, WireResponse } from '../wire/message.ts'

export interface AnswerForm {
  readonly status?: number
  /** Lower-case names. */
  readonly headers?: Headers
  readonly body?: Body
}

export function applyForm(form: AnswerForm | undefined, response: WireResponse): void {
  if (form === undefined) return
  if (form.status !== undefined) response.status = form.status
  if (form.body !== undefined) response.body = form.body
  Object.assign(response.headers, form.headers)
}
