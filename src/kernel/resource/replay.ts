// Idempotency tokens: a create call repeated with its token is answered as the first time, without being run again; with other input it is
// refused. Kept for a day of virtual time in the cell, and dropped by the first token that comes later. Faults are not kept: a failed call
// may be retried.

import { createHash } from 'node:crypto'
import { key, prefixOf } from '../../std/key.ts'
import type { OperationModel } from '../../model/shape.ts'
import type { Values } from '../../wire/protocol.ts'
import type { Cell, Key, Table } from '../store/face.ts'

interface Remembered { readonly digest: string, readonly output: Values, readonly expiresAt: number }

const rememberedMs = 24 * 3_600_000

export type Replay =
  /** The call carries no token, or a new one. */
  | { readonly kind: 'new', readonly remember: (output: Values, now: number) => void }
  | { readonly kind: 'again', readonly output: Values }
  | { readonly kind: 'mismatch', readonly token: string }

/** Looks whether this call was answered before. `remember` must run in the call's own transaction. */
export function replay(cell: Cell, account: string, operation: OperationModel, input: Values, now: number): Replay {
  const token = operation.idempotencyToken === undefined ? undefined : input[operation.idempotencyToken.name]
  if (typeof token !== 'string' || token === '') return { kind: 'new', remember: () => {} }
  const calls = callsOf(cell)
  const name = key(operation.service.id, operation.name, account, token)
  const digest = digestOf(input)
  const known = calls.get(name)
  if (known !== undefined && known.expiresAt > now) {
    return known.digest === digest ? { kind: 'again', output: known.output } : { kind: 'mismatch', token }
  }
  return {
    kind: 'new',
    remember: (output, at) => {
      dropExpired(cell, at)
      calls.put(name, { digest, output, expiresAt: at + rememberedMs })
      expiriesOf(cell).put(key(at + rememberedMs) + name, name)
    },
  }
}

/** The service's own code for a token used twice with different input. */
export function mismatchCode(operation: OperationModel): string {
  const listed = operation.errors.find(({ name }) => /Idempotent.*Mismatch|ClientToken|IdempotencyToken/i.test(name))
  return listed?.name ?? 'IdempotentParameterMismatch'
}

function dropExpired(cell: Cell, now: number): void {
  for (const [place, name] of expiriesOf(cell).scan({ before: prefixOf(now) })) {
    // The token may have been used anew since.
    if (callsOf(cell).get(name)!.expiresAt <= now) callsOf(cell).delete(name)
    expiriesOf(cell).delete(place)
  }
}

function digestOf(input: Values): string {
  const text = JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof value === 'bigint' ? value.toString() : value)
  return createHash('sha256').update(text).digest('base64url')
}

function callsOf(cell: Cell): Table<Remembered> {
  return cell.table('replay')
}

function expiriesOf(cell: Cell): Table<Key> {
  return cell.table('replay.expiry')
}
