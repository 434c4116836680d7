// What no source says of a service in a form that a program could read: protocols it still answers, error bodies without a wrapper,
// namespaces of answers and of error names. Each line cites where it was learnt. Everything else about a service comes from its sources.

import type { Draft } from './draft.ts'

interface Note {
  readonly metadata?: Partial<Draft['metadata']>
  /** HTTP statuses of errors that have another than 400. */
  readonly errorStatuses?: Readonly<Record<string, number>>
  /** Operations whose output's one member is the root of the answer. */
  readonly unwrappedOutputs?: readonly string[]
  /** Unions whose members the service counts itself, in words of its own: the wire must let through what sets none or two. */
  readonly looseUnions?: readonly string[]
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html shows the names; those of Streams bear the same.
const dynamoDb: Note = { metadata: { errorNamespace: 'com.amazonaws.dynamodb.v20120810' } }

// The namespaces of XML answers are those that the models have on requests; the clients of the AWS SDK for JavaScript v3 name the same.
const notes: Readonly<Record<string, Note>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html: both protocols stay;
  // the namespace is that of the query API, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-api-responses.html shows an error's name.
  sqs: {
    metadata: {
      protocolNames: ['json-1.0', 'query'],
      xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
      errorNamespace: 'com.amazonaws.sqs',
    },
  },
  // botocore lists smithy-rpc-v2-cbor, json and query for it; the AWS SDK for JavaScript v3 speaks JSON 1.0.
  cloudwatch: {
    metadata: {
      protocolNames: ['query', 'json-1.0', 'cbor'],
      jsonVersion: '1.0',
      targetPrefix: 'GraniteServiceVersion20100801',
      awsQueryCompatible: {},
    },
  },
  // "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes" is a ValidationException, none of the wire's.
  dynamodb: { ...dynamoDb, looseUnions: ['AttributeValue'] },
  dynamodbstreams: dynamoDb,
  s3: {
    // https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, noErrorWrapping, which Amazon S3 sets.
    metadata: { unwrappedXmlErrors: true, xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html: HEAD is answered "404 Not Found", and nothing more.
    errorStatuses: { NotFound: 404 },
    // https://smithy.io/2.0/aws/customizations/s3-customizations.html, s3UnwrappedXmlOutput.
    unwrappedOutputs: ['GetBucketLocation'],
  },
  s3control: { metadata: { xmlNamespace: 'http://awss3control.amazonaws.com/doc/2018-08-20/' } },
  route53: { metadata: { xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/' } },
  cloudfront: { metadata: { xmlNamespace: 'http://cloudfront.amazonaws.com/doc/2020-05-31/' } },
}

/** Adds to a model what its sources lack. */
export function applyNotes(draft: Draft): void {
  const { metadata, errorStatuses = {}, unwrappedOutputs = [], looseUnions = [] } = notes[draft.id] ?? {}
  Object.assign(draft.metadata, { id: draft.id }, metadata)
  for (const [name, httpStatusCode] of Object.entries(errorStatuses)) {
    const shape = draft.shapes[name]
    if (shape === undefined) throw new Error(`assert: the model of ${draft.id} has no error ${name}`)
    shape.error = { ...shape.error, httpStatusCode }
  }
  for (const name of unwrappedOutputs) {
    const operation = draft.operations[name]
    if (operation === undefined) throw new Error(`assert: the model of ${draft.id} has no operation ${name}`)
    operation.unwrappedOutput = true
  }
  for (const name of looseUnions) {
    const shape = draft.shapes[name]
    if (shape === undefined) throw new Error(`assert: the model of ${draft.id} has no union ${name}`)
    delete shape.union
  }
}
