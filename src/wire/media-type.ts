// Content types and `accept` headers (RFC 9110 sections 8.3 and 12.5.1), and the answers to wrong ones, which the REST protocols share:
// 415 for a body of another type, 406 when no acceptable answer can be written.

import { MalformedRequest } from './message.ts'

export const eventStreamType = 'application/vnd.amazon.eventstream'

/** `type/subtype` in lower case, without parameters; `''` for none. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** @throws MalformedRequest with status 415 */
export function demandContentType(contentType: string | undefined, accepted: readonly string[]): void {
  if (!accepted.includes(mediaTypeOf(contentType))) {
    throw new MalformedRequest(`The content type must be ${accepted[0]}`, 'UnsupportedMediaTypeException', 415)
  }
}

/** @throws MalformedRequest with status 406 */
export function demandAcceptable(accept: string | undefined, offered: string): void {
  if (accept === undefined || accept.trim() === '') return
  const [type] = offered.split('/', 1)
  const satisfied = accept.split(',').some(range => {
    const wanted = mediaTypeOf(range)
    return wanted === offered || wanted === '*/*' || wanted === `${type}/*`
  })
  if (!satisfied) throw new MalformedRequest(`Only ${offered} can be answered`, 'NotAcceptableException', 406)
}
