// A bucket's CORS rules: which origins' scripts may send what to it, and what they may see of the answers.
// Source: "How does Amazon S3 evaluate the CORS configuration on a bucket?" and "Elements of a CORS configuration", Amazon S3 User Guide;
// texts as S3 sends them.

import type { CORSRule } from '../../../generated/aws/s3.ts'
import type { CrossOriginRequest, CrossOriginRules, Headers } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { s3Fault } from './fault.ts'

export const crossOrigin: CrossOriginRules = (request, visit) => {
  const [, name = '', ...key] = request.path.split('/')
  const holder = visit.names.holder(name)
  if (holder === undefined) return undefined
  const rules = visit.at(holder).of(Bucket).get(name)?.configurations.cors?.CORSRules
  const rule = rules?.find(each => allows(each, request))
  if (rule !== undefined) return headersOf(rule, request)
  if (!request.preflight) return {}
  const resource = { Method: request.method, ResourceType: key.join('') === '' ? 'BUCKET' : 'OBJECT' }
  throw s3Fault('AccessForbidden', resource, rules === undefined ? 'CORSResponse: CORS is not enabled for this bucket.' : undefined)
}

function allows({ AllowedOrigins: origins = [], AllowedMethods: methods = [], AllowedHeaders: headers = [] }: CORSRule,
  request: CrossOriginRequest): boolean {
  return methods.includes(request.method) && origins.some(origin => matches(origin, request.origin))
    && request.headers.every(header => headers.some(allowed => matches(allowed.toLowerCase(), header)))
}

function headersOf(rule: CORSRule, { origin, headers, preflight }: CrossOriginRequest): Headers {
  const { AllowedOrigins: origins = [], AllowedMethods: methods = [], ExposeHeaders: exposed = [], MaxAgeSeconds: age } = rule
  const open = origins.find(each => matches(each, origin)) === '*'
  return {
    'access-control-allow-origin': open ? '*' : origin,
    'access-control-allow-methods': methods.join(', '),
    ...(!open && { 'access-control-allow-credentials': 'true' }),
    ...(exposed.length > 0 && { 'access-control-expose-headers': exposed.join(', ') }),
    ...(preflight && headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
    ...(age !== undefined && { 'access-control-max-age': String(age) }),
    'vary': 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

/** One `*` stands for any text. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === text
  const [front, back] = [pattern.slice(0, star), pattern.slice(star + 1)]
  return text.length >= front.length + back.length && text.startsWith(front) && text.endsWith(back)
}
