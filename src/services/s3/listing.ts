// The shape of S3's lists: entries in order of keys, those that share a prefix up to a delimiter rolled into one, cut after so many of
// both. Pure: it asks for entries and knows nothing of what they are. Source: "Organizing objects using prefixes"; ListObjectsV2, API
// Reference.

export interface ListingRequest {
  readonly prefix: string
  readonly delimiter: string
  /** Entries and common prefixes together. */
  readonly most: number
}

export interface Listing<Entry> {
  readonly entries: Entry[]
  readonly commonPrefixes: string[]
  readonly truncated: boolean
  /** The last entry or common prefix that was given. */
  readonly last: { readonly entry: Entry } | { readonly commonPrefix: string } | undefined
}

/** Where to go on: after this entry, or after every key that begins so. */
export interface Entries<Entry> {
  keyOf(entry: Entry): string
  /** The entries in order, from the beginning of the listing on. */
  begin(): Iterator<Entry>
  /** Those after every key that begins with `prefix`. */
  beyond(prefix: string): Iterator<Entry>
}

/** @param skipped a common prefix that an earlier page has given already */
export function list<Entry>(entries: Entries<Entry>, { prefix, delimiter, most }: ListingRequest, skipped?: string): Listing<Entry> {
  const found: Entry[] = []
  const commonPrefixes: string[] = []
  let last: Listing<Entry>['last']
  const listing = (truncated: boolean): Listing<Entry> => ({ entries: found, commonPrefixes, truncated, last })
  if (most === 0) return listing(false)
  let iterator = skipped === undefined ? entries.begin() : entries.beyond(skipped)
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    if (found.length + commonPrefixes.length === most) return listing(true)
    const key = entries.keyOf(next.value)
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    if (end < 0) {
      found.push(next.value)
      last = { entry: next.value }
      continue
    }
    const commonPrefix = key.slice(0, end + delimiter.length)
    commonPrefixes.push(commonPrefix)
    last = { commonPrefix }
    iterator.return?.()
    iterator = entries.beyond(commonPrefix)
  }
  return listing(false)
}

/** A text that sorts, by its UTF-8 bytes, after every key that begins with `prefix`. No key S3 takes has three of these in a row. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}\u{10ffff}\u{10ffff}`
}

/** As `encoding-type=url` has it: everything but unreserved characters and slashes. */
export function urlEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/').replaceAll('%20', '+')
}
