// The connector in the customer's data center: whether one takes up what is queued. None does until somebody says so.

import type { Call } from '../../kernel/service.ts'

/** Out of the control's body; what is queued is taken up with the next turn of its job. */
export function connect({ works }: { readonly works?: unknown }, call: Call): { readonly works: boolean } {
  if (typeof works !== 'boolean') throw call.fault('InvalidParameterException', 'Say {"works": true} or {"works": false}.')
  call.table<boolean>('connector').put('works', works)
  return { works }
}

export function isConnected(call: Pick<Call, 'table'>): boolean {
  return call.table<boolean>('connector').get('works') === true
}
