// Schemas of the events that services of this cloud put on buses by themselves, inferred from one event of each in the form of its
// documentation. Sources: "Amazon S3 event message structure for EventBridge", S3 User Guide; "Creating a scheduled rule", EventBridge
// User Guide; "Monitoring KMS with EventBridge", KMS Developer Guide; "EC2 instance state change events", EC2 User Guide.

import type { Json } from '../../engines/input-transformer.ts'
import { openApiOf, schemaName } from './inference.ts'
import type { Found } from './schema-record.ts'

type Sample = readonly [source: string, type: string, detail: Json]

const text = ''

const object = {
  version: text, bucket: { name: text }, object: { key: text, size: 1, etag: text, 'version-id': text, sequencer: text },
  'request-id': text, requester: text, 'source-ip-address': text, reason: text,
}

const samples: readonly Sample[] = [
  ['aws.ec2', 'EC2 Instance State-change Notification', { 'instance-id': text, state: text }],
  ['aws.events', 'Scheduled Event', {}],
  ['aws.kms', 'KMS CMK Deletion', { 'key-id': text }],
  ['aws.kms', 'KMS CMK Rotation', { 'key-id': text }],
  ['aws.kms', 'KMS Imported Key Material Expiration', { 'key-id': text }],
  ['aws.s3', 'Object Created', object],
  ['aws.s3', 'Object Deleted', { ...object, 'deletion-type': text }],
  ['aws.ssm', 'Parameter Store Change', { operation: text, name: text, type: text, description: text }],
]

/** Of the registry of AWS's events, by name; of any other none. */
export function awsSchemas(registry: string): readonly Found[] {
  if (registry !== 'aws.events') return []
  return samples.map(([source, type, detail]) => {
    const name = schemaName(source, type)
    return {
      schema: { registry, name, latest: 1, modifiedAt: 0, description: `Schema for event type ${type}, published by ${source}` },
      version: { registry, name, number: 1, type: 'OpenApi3' as const, content: JSON.stringify(openApiOf(source, type, detail)),
        createdAt: 0 },
    }
  }).toSorted((one, other) => one.schema.name < other.schema.name ? -1 : 1)
}
