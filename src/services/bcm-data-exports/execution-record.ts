// What is kept of an export's deliveries, in their order.

import type { CreateExportRequest } from '../../../generated/aws/bcm-data-exports.ts'
import { key, prefixOf } from '../../std/key.ts'
import type { Call } from '../../kernel/service.ts'

export interface Execution {
  readonly execution: string
  readonly createdAt: number
  readonly status: 'DELIVERY_SUCCESS' | 'DELIVERY_FAILURE'
  readonly reason?: 'INSUFFICIENT_PERMISSION' | 'BILL_OWNER_CHANGED' | 'INTERNAL_FAILURE'
  /** The export as it was. */
  readonly shown: CreateExportRequest['Export']
}

/** Of an export, oldest first, with their keys. */
export function executionsOf(exportId: string, call: Pick<Call, 'table'>): { readonly id: string, readonly kept: Execution }[] {
  return [...call.table<Execution>('execution').scan({ prefix: prefixOf(exportId) })].map(([id, kept]) => ({ id, kept }))
}

export function keepExecution(exportId: string, execution: Execution, call: Pick<Call, 'table' | 'sequence'>): void {
  call.table<Execution>('execution').put(key(exportId, call.sequence()), execution)
}
