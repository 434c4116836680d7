// What no source says of a service in a form that a program could read: protocols it still answers, error bodies without a wrapper.
// Each line cites where it was learnt. Everything else about a service comes from its sources.

import type { Draft } from './draft.ts'

type Metadata = Draft['metadata']

const notes: Readonly<Record<string, Partial<Metadata>>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html: both protocols stay;
  // the namespace is that of the query API, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/.
  sqs: { protocolNames: ['json-1.0', 'query'], xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/' },
  // botocore lists smithy-rpc-v2-cbor, json and query for it; the AWS SDK for JavaScript v3 speaks JSON 1.0.
  cloudwatch: {
    protocolNames: ['query', 'json-1.0', 'cbor'], jsonVersion: '1.0', targetPrefix: 'GraniteServiceVersion20100801', awsQueryCompatible: {},
  },
  // https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, noErrorWrapping, which Amazon S3 sets.
  s3: { unwrappedXmlErrors: true },
}

/** Adds to a model's metadata what its sources lack. */
export function applyNotes(draft: Draft): void {
  Object.assign(draft.metadata, { id: draft.id }, notes[draft.id])
}
