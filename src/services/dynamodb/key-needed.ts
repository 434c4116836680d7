// Tables under a key of KMS: an operation that needs a key which nobody has asked for says so by throwing this, `answering.ts` asks (the
// operations themselves do not wait, KMS does), and the operation runs again. A key that has opened for a caller counts for five minutes.
// Source: "How Amazon DynamoDB uses AWS KMS", KMS Developer Guide: a table's key is cached for up to five minutes.

import type { Call } from '../../kernel/service.ts'
import type { Table } from './table.ts'

/** A data key to be made for a table that is to be, or one of a table to be opened. */
export type KeyAsked = { readonly make: { readonly name: string, readonly keyId: string } } | { readonly open: Table }

export class KeyNeeded {
  readonly asked: KeyAsked

  constructor(asked: KeyAsked) {
    this.asked = asked
  }
}

export const keyLastsMs = 300_000

/** Until when keys are known to open, by table and caller. In memory: they are asked for again after a restart. */
export function openKeys(call: Call): Map<string, number> {
  return call.cache('open keys', () => new Map<string, number>())
}

export function openKeyName({ id }: Table, call: Call): string {
  return `${id} ${call.principal.arn}`
}

/** The service itself may use what a grant of the key gives it. @throws KeyNeeded */
export function requireOpenKey(table: Table, call: Call): void {
  if (table.encryption?.dataKey === undefined || call.principal.kind === 'service') return
  const opensUntil = openKeys(call).get(openKeyName(table, call)) ?? 0
  if (opensUntil <= call.now() || isShut(table)) throw new KeyNeeded({ open: table })
}

/** Its key cannot be used, or could not for so long that the table was put away. */
export function isShut({ status }: Table): boolean {
  return status === 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' || status === 'ARCHIVED'
}
