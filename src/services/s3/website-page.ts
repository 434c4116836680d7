// The pages that S3's website endpoint makes of errors: the code, the message and what they are about, in HTML and in headers. Pure.
// Source: the sample of "Configuring a custom error document", Amazon S3 User Guide.

import { STATUS_CODES } from 'node:http'
import { emptyBody, escapeText } from '../../kernel/service.ts'
import type { Fault, WireResponse } from '../../kernel/service.ts'

/** @param second what befell the site's own error document */
export function errorPage(fault: Fault, requestId: string, method: string, second?: Fault): WireResponse {
  const title = `${fault.status} ${STATUS_CODES[fault.status]}`
  const own = second === undefined ? ''
    : `<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n${list(linesOf(second))}`
  const about = [...linesOf(fault), ['RequestId', requestId] as const]
  const text = `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${list(about)}${own}<hr/>\n</body>\n</html>\n`
  const details = fieldsOf(fault).map(([name, value]) => [`x-amz-error-detail-${name.toLowerCase()}`, header(value)])
  return {
    status: fault.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'x-amz-request-id': requestId,
      'x-amz-error-code': fault.code,
      'x-amz-error-message': header(fault.message),
      ...Object.fromEntries(details),
      ...(method !== 'HEAD' && { 'content-length': String(Buffer.byteLength(text)) }),
    },
    body: method === 'HEAD' ? emptyBody : Buffer.from(text),
  }
}

type Line = readonly [name: string, value: string]

function linesOf(fault: Fault): Line[] {
  return [['Code', fault.code], ['Message', fault.message], ...fieldsOf(fault)]
}

function fieldsOf({ fields = {} }: Fault): Line[] {
  return Object.entries(fields).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])
}

function list(lines: readonly Line[]): string {
  return `<ul>\n${lines.map(([name, value]) => `<li>${name}: ${escapeText(value)}</li>\n`).join('')}</ul>\n`
}

/** Only what HTTP can carry. */
function header(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, character => encodeURIComponent(character))
}
