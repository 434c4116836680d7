// Whether a table's key opens, and what becomes of a table when it does not: it is inaccessible from the moment that is found out, comes
// back when the key does, and after a week is archived: backed up by the system and closed for good.
// Source: TableStatus, SSEDescription and ArchivalSummary, DynamoDB API Reference; "DynamoDB encryption at rest usage notes".

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { makeSystemBackup } from './backup.ts'
import { askToOpen, deniedKey, forgetMade, makeKey } from './encryption.ts'
import { isShut, keyLastsMs, KeyNeeded, openKeyName, openKeys } from './key-needed.ts'
import type { KeyAsked } from './key-needed.ts'
import { Table } from './table.ts'

const weekMs = 7 * 86_400_000
/** KMS says by these that nobody can use the key. */
const unusable: ReadonlySet<string> = new Set(['DisabledException', 'KMSInvalidStateException', 'NotFoundException',
  'KeyUnavailableException'])

/** Gets what an operation needs, and runs it again, until it needs nothing more. */
export async function withKeys<T>({ asked }: KeyNeeded, run: () => T, call: Call): Promise<Awaited<T>> {
  let next: KeyAsked = asked
  try {
    for (;;) {
      if ('make' in next) await makeKey(next.make, call)
      else await openKey(next.open, call)
      try {
        return await call.transact(run)
      } catch (error) {
        if (!(error instanceof KeyNeeded)) throw error
        next = error.asked
      }
    }
  } finally {
    forgetMade(call)
  }
}

/** @throws AccessDeniedException for a caller for whom the key does not open */
async function openKey(table: Table, call: Call): Promise<void> {
  try {
    await askToOpen(table, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (unusable.has(error.code)) call.transact(() => shut(table.name, call))
    throw deniedKey(error, call)
  }
  openKeys(call).set(openKeyName(table, call), call.now() + keyLastsMs)
  if (isShut(table)) call.transact(() => reopen(table.name, call))
}

/** Somebody looks at the table: the key is tried, if nobody has for a while. Inside a transaction. */
export function heedKey(table: Table, call: Call): void {
  if (table.encryption?.dataKey === undefined || table.status === 'ARCHIVED') return
  const tried = `${table.id} tried`
  if ((openKeys(call).get(tried) ?? 0) > call.now() && !isShut(table)) return
  openKeys(call).set(tried, call.now() + keyLastsMs)
  call.setTimer('tryKey', table.name, call.now())
}

/** Timer. */
export async function tryKey(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const table = call.of(Table).get(name)
  if (table?.encryption === undefined || table.status === 'ARCHIVED') return
  const opens = await doesOpen(table, call)
  call.transact(() => { (opens ? reopen : shut)(name, call) })
}

async function doesOpen(table: Table, call: Call): Promise<boolean> {
  try {
    await askToOpen(table, call)
    return true
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return false
  }
}

function shut(name: string, call: Call): void {
  const table = call.of(Table).get(name)
  if (table?.status !== 'ACTIVE' || table.encryption === undefined) return
  const encryption = { ...table.encryption, inaccessibleAt: call.now() }
  call.of(Table).put({ ...table, status: 'INACCESSIBLE_ENCRYPTION_CREDENTIALS', encryption })
  call.setTimer('archive', table.id, call.now() + weekMs, { name })
}

function reopen(name: string, call: Call): void {
  const table = call.of(Table).get(name)
  if (table?.status !== 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' || table.encryption === undefined) return
  const { inaccessibleAt: _, ...encryption } = table.encryption
  call.of(Table).put({ ...table, status: 'ACTIVE', encryption })
  call.cancelTimer('archive', table.id)
}

/** Timer: the key has not opened for a week; it is tried a last time. */
export async function archive({ name }: { readonly name: string }, call: Call, { id }: { readonly id: string }): Promise<void> {
  const table = call.of(Table).get(name)
  if (table?.id !== id || table.status !== 'INACCESSIBLE_ENCRYPTION_CREDENTIALS') return
  const opens = await doesOpen(table, call)
  call.transact(() => {
    if (opens) return reopen(name, call)
    const backupArn = makeSystemBackup(table, call)
    call.of(Table).put({ ...table, status: 'ARCHIVING', archived: { at: call.now(), backupArn } })
  })
}
