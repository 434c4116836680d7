// Policy documents before they are kept: what must be wrong with none of them, how long each may be, and whether the principals that a
// trust policy names are there. Characters that only lay a text out do not count.
// Source: "IAM and AWS STS quotas", IAM User Guide; texts as IAM answers them.

import { parseArn, readPolicy } from '../../kernel/service.ts'
import type { Call, PolicyUse } from '../../kernel/service.ts'
import { found } from './name.ts'
import { Role, User } from './structure.ts'

/** Characters without white space. */
export function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length
}

/** @throws MalformedPolicyDocument */
export function checkDocument(document: string, use: PolicyUse, call: Call): void {
  const read = readPolicy(document, use)
  if ('problem' in read) throw call.fault('MalformedPolicyDocumentException', read.problem.message)
}

/** @throws LimitExceeded @param whose in words: `role worker` */
export function checkTotalSize(total: number, limit: number, whose: string, call: Call): void {
  if (total > limit) throw call.fault('LimitExceededException', `Maximum policy size of ${limit} bytes exceeded for ${whose}`)
}

/** "Role trust policy length": 2,048 characters, 4,096 once asked for. */
const trustLimit = 2048

/** @throws MalformedPolicyDocument, LimitExceeded */
export function checkTrust(document: string, call: Call): void {
  checkDocument(document, 'trust', call)
  if (sizeOf(document) > trustLimit) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for ACLSizePerRole: ${trustLimit}`)
  }
  const stranger = principalsOf(document).find(name => isMissing(name, call))
  if (stranger !== undefined) {
    throw call.fault('MalformedPolicyDocumentException', `Invalid principal in policy: "AWS":"${stranger}"`)
  }
}

interface Trust { readonly Statement: unknown }
interface Trusting { readonly Principal?: string | { readonly AWS?: string | readonly string[] } }

/** Names under `AWS` in a document that can be read. */
function principalsOf(document: string): readonly string[] {
  const { Statement: given } = JSON.parse(document) as Trust
  const statements = (Array.isArray(given) ? given : [given]) as readonly Trusting[]
  return statements.flatMap(({ Principal: principal }) => {
    const names = typeof principal === 'object' ? principal.AWS ?? [] : []
    return typeof names === 'string' ? [names] : names
  })
}

/** Users and roles of the account itself are looked up; what other accounts have is theirs to know. */
function isMissing(name: string, call: Call): boolean {
  const arn = parseArn(name)
  if (arn?.service !== 'iam' || arn.account !== call.account) return false
  const [, kind, last = ''] = /^(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn.resource) ?? []
  if (kind === undefined) return false
  const record = kind === 'user' ? found(User, last, call) : found(Role, last, call)
  return record === undefined || `${kind}${record.pathName}` !== arn.resource
}
