// Whether a rule wants to hear of API calls. While one does, its account's calls in the Region are heeded; while none does, they cost
// nothing. Source: "AWS service events delivered via AWS CloudTrail", EventBridge User Guide.

import { readPattern } from '../../engines/pattern/face.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

export const apiCallType = 'AWS API Call via CloudTrail'

/** What is kept of the calls that were told already. */
export interface ApiCallsTold {
  /** Of the latest one, epoch ms, to the second. */
  readonly at: number
  /** Ids of those in that second. */
  readonly ids: readonly string[]
}

export function apiCallsTold(call: Call) {
  return call.table<ApiCallsTold>('api-calls-told')
}

/** By its detail type and, where it names sources outright, one of AWS's among them. */
export function wantsApiCalls({ pattern, enabled }: { readonly pattern?: string, readonly enabled: boolean }): boolean {
  const { source, 'detail-type': type } = jsonObject(pattern ?? '') ?? {}
  if (pattern === undefined || !enabled) return false
  if (Array.isArray(source) && source.every(each => typeof each === 'string' && !each.startsWith('aws.'))) return false
  return type === undefined || readPattern({ 'detail-type': type }, 'event-pattern').matches({ 'detail-type': apiCallType })
}

/** Inside a transaction: calls from now on are told. */
export function heedApiCalls(call: Call): void {
  if (apiCallsTold(call).get('default') !== undefined) return
  apiCallsTold(call).put('default', { at: call.now(), ids: [] })
  call.arrivals.heedCalls('apiCalls', 'default')
}

export function unheedApiCalls(call: Call): void {
  apiCallsTold(call).delete('default')
  call.arrivals.unheedCalls('apiCalls', 'default')
  call.cancelTimer('apiCalls', 'default')
}
