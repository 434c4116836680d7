// A bucket's lifecycle configuration: put, checked, given back; what is told of it with objects and uploads; and when its sweep is next
// due. The sweep itself is in `lifecycle-sweep.ts`. Invariant: the bucket's timer is never later than the first thing that is due in it.

import type { LifecycleRule, S3 } from '../../../generated/aws/s3.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { configured } from './configuration.ts'
import { checkDirectoryRule } from './directory-bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { abortAt, dueOfCurrent, dueOfLoneMarker } from './lifecycle-rule.ts'
import { midnightAfter } from './midnight.ts'
import type { StoredObject } from './object.ts'

/** When a bucket's sweep is due. */
interface Sweep { readonly bucket: string, readonly dueAt: number }

const Sweeps = records<Sweep>({ name: 'Sweep', key: 'bucket' })

const right = { action: 's3:PutLifecycleConfiguration' }
const transitionClasses: ReadonlySet<string> = new Set(['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE',
  'GLACIER_IR'])
const usualMinimum = 'all_storage_classes_128K'

export const PutBucketLifecycleConfiguration: S3['PutBucketLifecycleConfiguration'] = (input, call) => {
  const bucket = bucketFor(input, right, call)
  const rules = input.LifecycleConfiguration?.Rules
  if (rules === undefined || rules.length === 0 || rules.length > 1000) throw malformedXml()
  const named = rules.map(rule => ({ ...rule, ID: rule.ID === undefined || rule.ID === '' ? call.uuid() : rule.ID }))
  for (const rule of named) {
    checkRule(rule)
    if (bucket.directory !== undefined) checkDirectoryRule(rule)
  }
  if (new Set(named.map(({ ID: id }) => id)).size < named.length) throw invalidArgument(
    'Rule ID must be unique. Found same ID for more than one rule')
  const changed = configured(bucket, 'lifecycle', { Rules: named }, call)
  const minimum = input.TransitionDefaultMinimumObjectSize ?? usualMinimum
  configured(changed, 'transitionMinimum', minimum, call)
  // What was there before may be due already.
  sweepBy(bucket.name, midnightAfter(call.now(), 0), call)
  return { TransitionDefaultMinimumObjectSize: minimum }
}

export const GetBucketLifecycleConfiguration: S3['GetBucketLifecycleConfiguration'] = (input, call) => {
  const { name, configurations } = bucketFor(input, { action: 's3:GetLifecycleConfiguration' }, call)
  if (configurations.lifecycle === undefined) throw s3Fault('NoSuchLifecycleConfiguration', { BucketName: name })
  return { Rules: configurations.lifecycle.Rules, TransitionDefaultMinimumObjectSize: configurations.transitionMinimum ?? usualMinimum }
}

export const DeleteBucketLifecycle: S3['DeleteBucketLifecycle'] = (input, call) => {
  const bucket = bucketFor(input, right, call)
  configured(configured(bucket, 'lifecycle', undefined, call), 'transitionMinimum', undefined, call)
  sweepEnds(bucket.name, call)
}

/** @throws MalformedXML, InvalidArgument, InvalidRequest */
function checkRule(rule: LifecycleRule): void {
  const { Expiration: expiration, Filter: filter, Transitions: transitions = [], NoncurrentVersionTransitions: older = [] } = rule
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml()
  if (rule.ID!.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255')
  if (rule.Prefix !== undefined && filter !== undefined) throw malformedXml()
  if (rule.Prefix === undefined && filter === undefined) throw malformedXml()
  const acts = expiration ?? rule.NoncurrentVersionExpiration ?? rule.AbortIncompleteMultipartUpload ?? transitions[0] ?? older[0]
  if (acts === undefined) throw s3Fault('InvalidRequest', {}, 'At least one action needs to be specified in a rule')
  if (expiration !== undefined) {
    const given = [expiration.Days, expiration.Date, expiration.ExpiredObjectDeleteMarker].filter(value => value !== undefined)
    if (given.length !== 1) throw malformedXml()
    if (expiration.Days !== undefined && expiration.Days <= 0) throw invalidArgument(
      '\'Days\' for Expiration action must be a positive integer')
    if (expiration.Date !== undefined && expiration.Date % 86_400_000 !== 0) throw invalidArgument('\'Date\' must be at midnight GMT')
  }
  const days = rule.NoncurrentVersionExpiration?.NoncurrentDays
  if (days !== undefined && days <= 0) throw invalidArgument(
    '\'NoncurrentDays\' for NoncurrentVersionExpiration action must be a positive integer')
  const abortDays = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
  if (abortDays !== undefined && abortDays <= 0) throw invalidArgument(
    '\'DaysAfterInitiation\' for AbortIncompleteMultipartUpload action must be a positive integer')
  if (abortDays !== undefined && (filter?.Tag !== undefined || filter?.And?.Tags !== undefined)) {
    throw s3Fault('InvalidRequest', {}, 'AbortIncompleteMultipartUpload cannot be specified with Tags.')
  }
  for (const transition of transitions) {
    if ((transition.Days === undefined) === (transition.Date === undefined)) throw malformedXml()
    checkTransition(transition.StorageClass, transition.Days)
    if (expiration?.Days !== undefined && transition.Days !== undefined && expiration.Days <= transition.Days) {
      throw invalidArgument('\'Days\' in the Expiration action for filter must be greater than \'Days\' in the Transition action')
    }
  }
  for (const transition of older) checkTransition(transition.StorageClass, transition.NoncurrentDays)
}

function checkTransition(storageClass: string | undefined, days: number | undefined): void {
  if (storageClass === undefined || !transitionClasses.has(storageClass)) throw malformedXml()
  if (days !== undefined && days < 0) throw invalidArgument('\'Days\' in the Transition action must be nonnegative')
  if ((storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA') && days !== undefined && days < 30) {
    throw invalidArgument(`'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`)
  }
}

/** A version has come: the sweep must not come too late for it, or for the one that it has superseded. */
export function expectExpiry(bucket: Bucket, version: StoredObject, call: Call): void {
  const rules = bucket.configurations.lifecycle?.Rules
  if (rules === undefined) return
  const times = rules.flatMap(rule => version.deleteMarker ? dueOfLoneMarker(rule, version) ?? []
    : dueOfCurrent(rule, version, bucket.configurations.transitionMinimum).map(({ at }) => at))
  const older = rules.flatMap(rule => [rule.NoncurrentVersionExpiration?.NoncurrentDays,
    ...rule.NoncurrentVersionTransitions?.map(each => each.NoncurrentDays) ?? []])
  for (const days of older) if (days !== undefined) times.push(midnightAfter(call.now(), days))
  if (times.length > 0) sweepBy(bucket.name, Math.max(Math.min(...times), midnightAfter(call.now(), 0)), call)
}

export function expectAbort(bucket: Bucket, upload: { readonly key: string, readonly createdAt: number }, call: Call): void {
  const due = abortOf(bucket, upload)
  if (due !== undefined) sweepBy(bucket.name, due.at, call)
}

/** Sets the sweep's timer, unless it is set for no later. */
export function sweepBy(bucket: string, dueAt: number, call: Call): void {
  const known = call.of(Sweeps).get(bucket)
  if (known !== undefined && known.dueAt <= dueAt) return
  call.of(Sweeps).put({ bucket, dueAt })
  call.setTimer('lifecycle', bucket, dueAt)
}

/** The sweep begins, or is wanted no more: its time is forgotten. */
export function sweepEnds(bucket: string, call: Call): void {
  call.of(Sweeps).delete(bucket)
  call.cancelTimer('lifecycle', bucket)
}

/** `x-amz-expiration`, for an object that a rule will expire. */
export function expirationHeader(bucket: Bucket, object: StoredObject): { Expiration?: string } {
  const dues = (bucket.configurations.lifecycle?.Rules ?? []).flatMap(rule => dueOfCurrent(rule, object)).filter(({ act }) =>
    act === 'expire')
  if (dues.length === 0) return {}
  const { at, rule } = dues.reduce((first, due) => due.at < first.at ? due : first)
  return { Expiration: `expiry-date="${new Date(at).toUTCString()}", rule-id="${encodeURIComponent(rule.ID!)}"` }
}

export function abortHeaders(
  bucket: Bucket, upload: { readonly key: string, readonly createdAt: number },
): { AbortDate?: number, AbortRuleId?: string } {
  const due = abortOf(bucket, upload)
  return due === undefined ? {} : { AbortDate: due.at, AbortRuleId: due.rule.ID! }
}

function abortOf(
  bucket: Bucket, upload: { readonly key: string, readonly createdAt: number },
): { readonly at: number, readonly rule: LifecycleRule } | undefined {
  let first: { readonly at: number, readonly rule: LifecycleRule } | undefined
  for (const rule of bucket.configurations.lifecycle?.Rules ?? []) {
    const at = abortAt(rule, upload)
    if (at !== undefined && (first === undefined || at < first.at)) first = { at, rule }
  }
  return first
}
