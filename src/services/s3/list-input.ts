// What the list operations have in common: limits, prefixes, delimiters, and names as the client wants them written.

import { invalidArgument } from './fault.ts'
import { urlEncoded } from './listing.ts'
import type { ListingRequest } from './listing.ts'

const largestPage = 1000

export interface ListInput {
  readonly Prefix?: string
  readonly Delimiter?: string
  readonly EncodingType?: string
}

/** @param limit by the name of its parameter @throws InvalidArgument */
export function listingRequest(input: ListInput, name: string, limit: number | undefined): ListingRequest {
  if (limit !== undefined && (limit < 0 || limit > 2 ** 31 - 1)) {
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, String(limit))
  }
  if (input.EncodingType !== undefined && input.EncodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', input.EncodingType)
  }
  return { prefix: input.Prefix ?? '', delimiter: input.Delimiter ?? '', most: Math.min(limit ?? largestPage, largestPage) }
}

const numeric = /(?:^|&)(max-keys|max-uploads|max-parts|part-number-marker|partNumber)=([^&]+)/

/** What must be a number, before it is read as one; texts as S3 sends them. @param query raw @throws InvalidArgument */
export function checkNumbers(query: string): void {
  const [, name, value] = numeric.exec(query) ?? []
  if (name === undefined || value === undefined || /^-?\d+$/.test(value)) return
  throw invalidArgument(name === 'partNumber' ? 'Part number must be an integer between 1 and 10000, inclusive'
    : `Provided ${name} not an integer or within integer range`, name, value)
}

/** How names are written: percent-encoded where the client asks for it. */
export function writer(input: ListInput): (text: string) => string {
  return input.EncodingType === 'url' ? urlEncoded : text => text
}

/** The limit as the answer repeats it: what was asked for, but no more than a page holds. */
export function shownLimit(limit: number | undefined): number {
  return Math.min(limit ?? largestPage, largestPage)
}
