// A denial as AWS words it, and as the fault of each protocol family. EC2's kind tells its caller in sealed form what was denied, for those
// who may decode it. Source: "Troubleshoot access denied error messages", IAM User Guide; `DecodeAuthorizationMessage`, STS API Reference.

import { Fault } from '../fault.ts'
import type { Family } from '../identity/refusal.ts'
import type { Decision } from './decide.ts'
import type { Question } from './evaluate.ts'

export type Denial = Extract<Decision, { readonly allowed: false }>

/** Code and status by family. */
const rows: Readonly<Record<Family, readonly [code: string, status: number]>> = {
  json: ['AccessDeniedException', 400],
  'rest-json': ['AccessDeniedException', 403],
  query: ['AccessDenied', 403],
  'rest-xml': ['AccessDenied', 403],
  'bare-xml': ['AccessDenied', 403],
  ec2: ['UnauthorizedOperation', 403],
}

export interface Wording {
  readonly family: Family
  /** Keeps the query protocol's codes and statuses whatever it speaks. */
  readonly queryCompatible: boolean
  /** The service's own code, where it has one. */
  readonly code?: string
  /** Seals what was denied. */
  readonly seal: (message: string) => string
}

export function denialFault(denial: Denial, question: Question, { family, queryCompatible, code: own, seal }: Wording): Fault {
  const [usual, status] = rows[queryCompatible ? 'query' : family]
  const code = own ?? usual
  const text = denialText(denial, question)
  if (family !== 'ec2') return new Fault(code, text, status)
  const encoded = seal(decodedMessage(denial, question))
  const message = `You are not authorized to perform this operation. ${text}. Encoded authorization failure message: ${encoded}`
  return new Fault(code, message, status)
}

export function denialText({ by, explicit }: Denial, { principal, action, resource = '*' }: Question): string {
  const who = principal.arn === '' ? principal.service ?? 'anonymous' : principal.arn
  const why = explicit ? `with an explicit deny in ${article(by)} ${by}` : `because no ${by} allows the ${action} action`
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`
}

function article(name: string): string {
  if (name === 'role trust policy') return 'the'
  return /^[aeiou]/.test(name) ? 'an' : 'a'
}

/** What `DecodeAuthorizationMessage` answers. */
function decodedMessage({ explicit, statement }: Denial, { principal, action, resource = '*' }: Question): string {
  const matched = statement === undefined ? [] : [{ statementId: statement.sid ?? '', effect: statement.effect.toUpperCase() }]
  return JSON.stringify({
    allowed: false,
    explicitDeny: explicit,
    matchedStatements: { items: matched },
    failures: { items: [] },
    context: {
      principal: { id: principal.userId, arn: principal.arn },
      action,
      resource,
      conditions: { items: [] },
    },
  })
}
