// From a call to the question that policies answer: who asks, for what, and what its condition keys are.

import { isIP } from 'node:net'
import type { Principal } from '../identity/principal.ts'
import { tagTable } from '../resource/tags.ts'
import type { Cell } from '../store/face.ts'
import type { WireRequest } from '../../wire/message.ts'
import { conditionKeys } from './condition-keys.ts'
import type { RequestFacts } from './condition-keys.ts'
import type { PolicyUse } from './document.ts'
import type { Question } from './evaluate.ts'

/** What the question needs of a call. */
export interface AskingCall {
  readonly principal: Principal
  readonly account: string
  readonly region: string
  readonly cell: Cell
  readonly origin: {
    readonly endpoint: string
    readonly sourceAddress: string
    readonly userAgent: string
    readonly request?: WireRequest
    readonly calledVia?: readonly string[]
    readonly sourceArn?: string
  }
  now(): number
}

export interface Asked {
  /** Who is judged, where that is not whoever calls. */
  readonly principal?: Principal
  /** What the policy is attached to: a resource where nothing is said. */
  readonly use?: PolicyUse
  readonly action: string
  readonly resource: string | undefined
  readonly input?: RequestFacts['input']
  /** Condition keys of the service's own, in lower case. */
  readonly conditions?: RequestFacts['own']
  readonly canonicalId?: string
}

export function questionOf(call: AskingCall, asked: Asked): Question {
  const { account, region, origin } = call
  const { principal = call.principal, action, resource, input = {}, conditions: own, canonicalId } = asked
  const { sourceAddress, userAgent, request, calledVia, sourceArn } = origin
  const facts: RequestFacts = {
    principal, account, region, now: call.now(), sourceAddress, userAgent, calledVia, sourceArn, input, own,
    secure: isSecure(origin), referer: request?.headers['referer'],
    resourceTags: () => resource === undefined ? {} : tagTable(call.cell).get(resource) ?? {},
  }
  return { principal, action, resource, conditions: conditionKeys(facts), ...(canonicalId !== undefined && { canonicalId }) }
}

/**
 * Plain HTTP that never leaves the machine stands for AWS's HTTPS endpoints, and so do calls of services: else a policy that insists on
 * TLS, as tools write them by default, would shut every local client out.
 */
function isSecure({ endpoint, sourceAddress }: AskingCall['origin']): boolean {
  return endpoint.startsWith('https:') || isIP(sourceAddress) === 0 || /^(?:::ffff:)?127\.|^::1$/.test(sourceAddress)
}
