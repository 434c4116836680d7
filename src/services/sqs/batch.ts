// Batches: the rules that hold for all three batch operations, and the outcome of each entry by itself.
// Source: SendMessageBatch, DeleteMessageBatch and ChangeMessageVisibilityBatch, SQS API Reference.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

interface Entry { readonly Id: string }

export interface FailedEntry {
  readonly Id: string
  readonly SenderFault: boolean
  readonly Code: string
  readonly Message: string
}

const mostEntries = 10

/** @throws EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct */
export function checkEntries<T extends Entry>(entries: readonly T[] | undefined, entryType: string, call: Call): readonly T[] {
  if (entries === undefined || entries.length === 0) {
    throw call.fault('EmptyBatchRequest', `There should be at least one ${entryType} in the request.`)
  }
  if (entries.length > mostEntries) {
    throw call.fault('TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${mostEntries}. You have sent ${entries.length}.`)
  }
  const seen = new Set<string>()
  for (const { Id: id } of entries) {
    if (!/^[\w-]{1,80}$/.test(id)) {
      throw call.fault('InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.')
    }
    if (seen.has(id)) throw call.fault('BatchEntryIdsNotDistinct', `Id ${id} repeated.`)
    seen.add(id)
  }
  return entries
}

/**
 * Handles every entry; one that is refused, before it has written anything, does not keep the others from succeeding.
 * AWS leaves an empty list out of its answer, though the model requires both.
 */
export function eachEntry<T extends Entry, Result extends Entry>(
  entries: readonly T[], handle: (entry: T) => Result,
): { readonly Successful: Result[], readonly Failed: FailedEntry[] } {
  const successful: Result[] = []
  const failed: FailedEntry[] = []
  for (const entry of entries) {
    try {
      successful.push(handle(entry))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      failed.push({ Id: entry.Id, SenderFault: error.sender, Code: error.code, Message: error.message })
    }
  }
  return {
    ...(successful.length > 0 && { Successful: successful }),
    ...(failed.length > 0 && { Failed: failed }),
  } as { readonly Successful: Result[], readonly Failed: FailedEntry[] }
}
