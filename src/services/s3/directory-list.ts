// How a directory bucket lists: by whole directories, in no order that anyone may count on, and with the directories of uploads that are
// not done yet. Source: ListObjectsV2, Amazon S3 API Reference; texts as S3 sends them.

import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { Current } from './object.ts'
import { Upload } from './upload.ts'

interface ListInput { readonly Prefix?: string, readonly Delimiter?: string, readonly StartAfter?: string }

/** @throws InvalidRequest, InvalidArgument, NotImplemented; nothing for other buckets */
export function checkDirectoryList({ directory }: Bucket,
  { Prefix: prefix = '', Delimiter: delimiter, StartAfter: after }: ListInput): void {
  if (directory === undefined) return
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw s3Fault('InvalidRequest', {}, 'This bucket does not support a prefix that does not end in a delimiter. '
      + 'Specify a prefix path ending with a delimiter and try again.')
  }
  if (delimiter !== undefined && delimiter !== '' && delimiter !== '/') {
    throw invalidArgument('This bucket does not support a delimiter other than /', 'delimiter', delimiter)
  }
  if (after !== undefined && after !== '') throw s3Fault('NotImplemented', { Header: 'start-after' })
}

/** The same entries in an order that has nothing to do with their keys. */
export function disordered<Entry>({ directory }: Bucket, entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly Entry[] {
  if (directory === undefined) return entries
  return entries.map(entry => ({ entry, place: scattered(keyOf(entry)) })).sort((a, b) => a.place - b.place).map(({ entry }) => entry)
}

/** FNV-1a. */
function scattered(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Directories, below a prefix, in which there is nothing yet but what is being uploaded. */
export function uploadDirectories({ name, directory }: Bucket, prefix: string, call: Call): string[] {
  if (directory === undefined) return []
  const found = new Set<string>()
  for (const { key } of call.of(Upload).scan({ within: [name], prefix })) {
    const end = key.indexOf('/', prefix.length)
    if (end >= 0) found.add(key.slice(0, end + 1))
  }
  return [...found].filter(path => call.of(Current).first({ within: [name], prefix: path }) === undefined)
}
