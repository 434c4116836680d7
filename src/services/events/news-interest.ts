// Whether a rule may want to hear of the states of AWS's resources. While one does, or an archive keeps the default bus, news is heeded;
// while none does, it costs nothing. Source: "Events from AWS services", EventBridge User Guide.

import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

/** By its sources, where the pattern names them outright: one of AWS's among them. */
export function wantsNews({ pattern, enabled }: { readonly pattern?: string, readonly enabled: boolean }): boolean {
  if (pattern === undefined || !enabled) return false
  const { source } = jsonObject(pattern) ?? {}
  return !(Array.isArray(source) && source.every(each => typeof each === 'string' && !each.startsWith('aws.')))
}

/** Inside a transaction: news from now on is told. */
export function heedNews(call: Call): void {
  call.changes.heed('news', 'news', 'default')
}

export function unheedNews(call: Call): void {
  call.changes.unheed('news', 'news', 'default')
}
