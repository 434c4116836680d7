// Conditions of requests, for reading and for writing. Pure. Source: "Conditional reads" and "Conditional writes", Amazon S3 User Guide;
// RFC 9110, section 13.

import { s3Fault } from './fault.ts'

export interface ReadConditions {
  readonly IfMatch?: string
  readonly IfNoneMatch?: string
  /** Epoch ms. */
  readonly IfModifiedSince?: number
  readonly IfUnmodifiedSince?: number
}

export interface WriteConditions { readonly IfMatch?: string, readonly IfNoneMatch?: string }

interface Judged { readonly etag: string, readonly createdAt: number }

/** What a condition names itself in S3's answer. */
type ConditionName = 'If-Match' | 'If-None-Match' | 'If-Modified-Since' | 'If-Unmodified-Since'

export function failed(condition: string): Error {
  return s3Fault('PreconditionFailed', { Condition: condition })
}

/**
 * The first condition that keeps an object from being read: `failed`, or `unchanged` where the reader has it already.
 * If-Match outweighs If-Unmodified-Since, If-None-Match outweighs If-Modified-Since.
 */
export function readVerdict(
  conditions: ReadConditions, { etag, createdAt }: Judged,
): { readonly verdict: 'failed' | 'unchanged', readonly condition: ConditionName } | undefined {
  const { IfMatch: match, IfNoneMatch: noneMatch, IfModifiedSince: modified, IfUnmodifiedSince: unmodified } = conditions
  const second = Math.floor(createdAt / 1000) * 1000
  if (match !== undefined) {
    if (!lists(match, etag)) return { verdict: 'failed', condition: 'If-Match' }
  } else if (unmodified !== undefined && second > unmodified) return { verdict: 'failed', condition: 'If-Unmodified-Since' }
  if (noneMatch !== undefined) return lists(noneMatch, etag) ? { verdict: 'unchanged', condition: 'If-None-Match' } : undefined
  return modified !== undefined && second <= modified ? { verdict: 'unchanged', condition: 'If-Modified-Since' } : undefined
}

/** @param existing the object in whose place another would be written @throws PreconditionFailed, NoSuchKey, NotImplemented */
export function checkWrite({ IfMatch: match, IfNoneMatch: noneMatch }: WriteConditions, key: string, existing: Judged | undefined): void {
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw s3Fault('NotImplemented', { Header: 'If-None-Match' })
    if (existing !== undefined) throw failed('If-None-Match')
  }
  if (match === undefined) return
  if (existing === undefined) throw s3Fault('NoSuchKey', { Key: key })
  if (!lists(match, existing.etag)) throw failed('If-Match')
}

function lists(header: string, etag: string): boolean {
  return header.split(',').map(part => part.trim().replace(/^W\//, '').replace(/^"(.*)"$/, '$1')).some(part => part === '*'
    || part === etag)
}
