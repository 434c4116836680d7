// Bucket policies as S3 itself reads them: whether one is fit to be stored, and whether it is public. What one says of a caller is the
// kernel's to judge. Pure. Source: "Policies and permissions in Amazon S3", Amazon S3 User Guide.

import { isDirectoryName } from './bucket-name.ts'
import { s3Fault } from './fault.ts'

interface Statement {
  readonly Effect?: unknown
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
  readonly Action?: unknown
  readonly NotAction?: unknown
  readonly Resource?: unknown
  readonly NotResource?: unknown
  readonly Condition?: unknown
}

const largestBytes = 20 * 1024

/** @throws MalformedPolicy */
export function checkPolicy(text: string, bucketName: string): void {
  const service: PolicyService = isDirectoryName(bucketName) ? 's3express' : 's3'
  const refuse = (message: string): never => { throw s3Fault('MalformedPolicy', {}, message) }
  if (Buffer.byteLength(text) > largestBytes) refuse(`Policies must be at most ${largestBytes} bytes.`)
  const statements = statementsOf(text) ?? refuse('Policies must be valid JSON and the first byte must be \'{\'')
  if (statements.length === 0) refuse('Missing required field Statement')
  for (const statement of statements) {
    if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') refuse(`Invalid effect: ${String(statement.Effect)}`)
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) refuse('Missing required field Principal')
    if (statement.Action === undefined && statement.NotAction === undefined) refuse('Missing required field Action')
    if (statement.Resource === undefined && statement.NotResource === undefined) refuse('Missing required field Resource')
    if (![...listOf(statement.Action),
      ...listOf(statement.NotAction)].every(action => isAction(action, service))) refuse('Policy has invalid action')
    const resources = [...listOf(statement.Resource), ...listOf(statement.NotResource)].map(resource => resourceOf(resource, service))
    if (!resources.every(resource => resource !== undefined && matches(resource.split('/')[0]!, bucketName))) refuse(
      'Policy has invalid resource')
  }
}

/** Conditions on these, with values that stand for few, keep a policy from being public. */
const narrowing: ReadonlySet<string> = new Set([
  'aws:principalorgid', 'aws:principalarn', 'aws:principalaccount', 'aws:sourcearn', 'aws:sourceaccount', 'aws:sourceip', 'aws:sourcevpc',
  'aws:sourcevpce', 'aws:sourceowner', 'aws:userid', 's3:x-amz-server-side-encryption-aws-kms-key-id', 's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
])

/** Whether it lets everyone in: "The meaning of 'public'", Amazon S3 User Guide. */
export function isPublicPolicy(text: string): boolean {
  return (statementsOf(text) ?? []).some(({ Effect: effect, Principal: principal, NotPrincipal: others, Condition: condition }) =>
    effect === 'Allow' && (others !== undefined || principalsOf(principal).includes('*')) && !narrows(condition))
}

function narrows(condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  return Object.values(condition).some(operator => Object.entries(operator as Record<string, unknown>).some(([key, values]) =>
    narrowing.has(key.toLowerCase()) && listOf(values).every(value => !/^\*|^0\.0\.0\.0\/|^::\/0/.test(String(value)))))
}

function principalsOf(value: unknown): string[] {
  if (value === '*') return ['*']
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(listOf).map(String)
}

/** Bucket and key; directory buckets have a service, and an ARN, of their own. */
function resourceOf(pattern: unknown, service: PolicyService): string | undefined {
  const form = service === 's3' ? /^(?:arn:[^:]*:s3:::|\*$)(.*)$/s : /^(?:arn:[^:]*:s3express:[^:]*:[^:]*:bucket\/|\*$)(.*)$/s
  const parts = form.exec(String(pattern))
  return parts === null ? undefined : parts[1] === '' ? '*' : parts[1]
}

type PolicyService = 's3' | 's3express'

function isAction(action: unknown, service: PolicyService): boolean {
  return typeof action === 'string' && (action === '*' || (/^[a-z0-9]+:[A-Za-z*?]+$/i.test(action)
    && action.toLowerCase().startsWith(`${service}:`)))
}

function listOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** `*` stands for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

function statementsOf(text: string): Statement[] | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    const { Statement: statements } = JSON.parse(text) as { Statement?: Statement | Statement[] }
    return statements === undefined ? [] : Array.isArray(statements) ? statements : [statements]
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
