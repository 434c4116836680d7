// Which rules of a bucket's replication mean a version: of each destination the one that comes first. And the beginning of a replication,
// which is a status and a stored timer. Pure but for that. Source: "Replication configuration file elements" and "What does Amazon S3
// replicate?", Amazon S3 User Guide.

import type { ReplicationRule } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import type { DeleteMarker, LiveObject, StoredObject } from './object.ts'

/** What is to be carried over: the version, or only what is said of one that has been. */
export type Replicated = 'version' | 'traits'

/** Most objects are there within seconds; fifteen minutes is what S3 promises where it promises anything. */
const typicalMs = 15_000

/** One rule for each destination, the most important one. */
export function rulesFor({ configurations: { replication } }: Bucket, version: StoredObject, what: Replicated): ReplicationRule[] {
  const byDestination = new Map<string, ReplicationRule>()
  for (const rule of replication?.Rules ?? []) {
    if (!means(rule, version, what)) continue
    const { Destination: { Bucket: arn } } = rule
    const known = byDestination.get(arn)
    if (known === undefined || (rule.Priority ?? 0) > (known.Priority ?? 0)) byDestination.set(arn, rule)
  }
  return [...byDestination.values()]
}

function means(rule: ReplicationRule, version: StoredObject, what: Replicated): boolean {
  const { Status: status, Filter: filter, SourceSelectionCriteria: criteria } = rule
  if (status !== 'Enabled') return false
  if (!version.key.startsWith(filter?.And?.Prefix ?? filter?.Prefix ?? rule.Prefix ?? '')) return false
  const tags = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag])
  // A rule of the first version, without a filter, carries delete markers over; one with tags never does.
  if (version.deleteMarker) {
    return tags.length === 0 && (filter === undefined || rule.DeleteMarkerReplication?.Status === 'Enabled')
  }
  if (version.replication === 'REPLICA' && (what === 'version' || criteria?.ReplicaModifications?.Status !== 'Enabled')) return false
  const { algorithm } = version.encryption
  if (algorithm.startsWith('aws:kms') && criteria?.SseKmsEncryptedObjects?.Status !== 'Enabled') return false
  return tags.every(({ Key: name, Value: value }) => version.tags?.[name] === value)
}

/** The status that a new version begins with; a rule's own delete marker goes nowhere. */
export function pending<V extends LiveObject | DeleteMarker>(bucket: Bucket, version: V, call: Call): V {
  if (bucket.configurations.replication === undefined || version.replication !== undefined) return version
  if (version.deleteMarker && call.principal.kind === 'service') return version
  if (rulesFor(bucket, version, 'version').length === 0) return version
  expectReplication(bucket, version, 'version', call)
  return { ...version, replication: 'PENDING' }
}

/** What is said of an object has changed: it is carried after the object. */
export function expectTraits(bucket: Bucket, version: LiveObject, call: Call): void {
  if (rulesFor(bucket, version, 'traits').length > 0) expectReplication(bucket, version, 'traits', call)
}

function expectReplication({ name }: Bucket, { key, versionId }: StoredObject, what: Replicated, call: Call): void {
  const id = JSON.stringify([name, key, versionId, what])
  call.setTimer('replicate', id, call.now() + call.lifecycleMs(typicalMs), { what, requestedAt: call.now() })
}
