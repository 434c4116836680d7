// What an AWS API looks like once read: services, operations, shapes, members and their constraints.
// These are types only; `reader.ts` builds them from the compiled models, lazily, and the codecs in `wire/` interpret them.
// Invariant: a shape graph is immutable, may be cyclic, and is shared by every cloud in the process.

import type { ServiceDerivation } from './derived.ts'

/** The wire protocols of AWS. A service lists those it answers in, its default one first. */
export type ProtocolName = 'json-1.0' | 'json-1.1' | 'query' | 'ec2' | 'rest-json' | 'rest-xml' | 'cbor'

export type TimestampFormat = 'epoch-seconds' | 'date-time' | 'http-date'

/** Bounds, pattern and enumeration of a value. `min`/`max` bound a number, a string's or blob's length, or a list's or map's size. */
export interface Constraints {
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly uniqueItems?: boolean
}

interface ShapeTraits {
  /** The model's name for the shape, where it kept one; `''` for an anonymous one. */
  readonly name: string
  readonly constraints?: Constraints
  readonly sensitive?: boolean
}

export type SimpleKind =
  | 'string' | 'boolean' | 'byte' | 'short' | 'integer' | 'long' | 'float' | 'double' | 'bigInteger' | 'bigDecimal'
  | 'blob' | 'timestamp' | 'document'

/**
 * A scalar. Values in our process: string and document as themselves, boolean, numbers as `number` (a `long` or `bigInteger`
 * beyond 2^53 as `bigint`, a `bigDecimal` as string), blob as `Uint8Array`, timestamp as epoch milliseconds (`number`).
 */
export interface SimpleShape extends ShapeTraits {
  readonly kind: SimpleKind
  readonly timestampFormat?: TimestampFormat
  /** A blob or string whose bytes are not held in memory: `AsyncIterable<Uint8Array>` on the way in, that or bytes on the way out. */
  readonly streaming?: boolean
  readonly requiresLength?: boolean
  /** A string that carries JSON (API Gateway and Lex: `jsonvalue`); in our process the parsed value. */
  readonly jsonValue?: boolean
  readonly mediaType?: string
}

export interface ListShape extends ShapeTraits {
  readonly kind: 'list'
  readonly element: Member
  /** Null elements are kept. */
  readonly sparse?: boolean
}

export interface MapShape extends ShapeTraits {
  readonly kind: 'map'
  readonly key: Member
  readonly value: Member
  readonly sparse?: boolean
}

export interface StructureShape extends ShapeTraits {
  readonly kind: 'structure'
  /** In the model's order, which is the order of encoding. */
  readonly members: readonly Member[]
  readonly memberByName: ReadonlyMap<string, Member>
  readonly union?: boolean
  /** The member that is the whole HTTP body, for the REST protocols. */
  readonly payload?: Member
  /** A union whose members are the messages of an event stream. */
  readonly eventStream?: boolean
  /** The element's own name, where the model gives it one (rest-xml roots). */
  readonly xmlName?: string
  readonly xmlNamespace?: XmlNamespace
  readonly error?: ErrorTrait
}

export interface ErrorTrait {
  /** HTTP status; 400 for a client's and 500 for a server's fault where the model gives none. */
  readonly status: number
  readonly sender: boolean
  /** The code on the wire where it differs from the shape's name (awsQueryError, or the REST services' own). */
  readonly code?: string
}

export type Shape = SimpleShape | ListShape | MapShape | StructureShape

export interface XmlNamespace { readonly uri: string, readonly prefix?: string }

export type Location = 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode'

/** A place in a structure, list (`name: 'member'`) or map (`key`, `value`). Traits of the member win over those of its shape. */
export interface Member {
  readonly name: string
  /** Linked on first use: shapes are recursive. */
  readonly shape: Shape
  readonly required: boolean
  /** REST: where in the HTTP message the member travels; absent = in the body. */
  readonly location?: Location
  /** Name in JSON, XML, header, query string or URI label; equals `name` where the model says nothing else. */
  readonly wireName: string
  /** Name in the ec2 protocol (`queryName`, or `wireName` capitalised) */
  readonly ec2Name?: string
  /** Name in the query protocol and its XML where it is not `wireName`: services that moved to JSON and still answer query (SQS). */
  readonly queryName?: string
  /** List or map members without their wrapper element. */
  readonly flattened?: boolean
  readonly xmlAttribute?: boolean
  readonly xmlNamespace?: XmlNamespace
  readonly timestampFormat?: TimestampFormat
  readonly idempotencyToken?: boolean
  readonly hostLabel?: boolean
  readonly eventHeader?: boolean
  readonly eventPayload?: boolean
  /** The member must be sent as the whole remainder of the path (`{Key+}`). */
  readonly greedy?: boolean
  readonly jsonValue?: boolean
}

/** How a list operation is cut into pages (names of members; several output tokens pair with several input tokens). */
export interface Pagination {
  readonly inputTokens: readonly string[]
  readonly outputTokens: readonly string[]
  readonly limitKey?: string
  readonly resultKeys: readonly string[]
  readonly moreResults?: string
}

export interface OperationModel {
  readonly service: ServiceModel
  readonly name: string
  readonly http: { readonly method: string, readonly uri: string, readonly status: number }
  /** Always structures: empty ones where the model has none. */
  readonly input: StructureShape
  readonly output: StructureShape
  /** query: the element that wraps the result (`resultWrapper`), default `${name}Result`. */
  readonly resultWrapper?: string
  /** rest-xml: the output's one member is the root element of the answer, without the output's own around it (S3's GetBucketLocation). */
  readonly unwrappedOutput?: boolean
  /** rest-xml: the root element of the request (`locationName` of the input). */
  readonly requestRoot?: XmlRoot
  readonly errors: readonly StructureShape[]
  /** Unsigned calls are part of the API (`authtype: none`, Cognito, AssumeRoleWithWebIdentity). */
  readonly anonymous?: boolean
  readonly hostPrefix?: string
  readonly pagination?: Pagination
  /** The member that carries the idempotency token, if any. */
  readonly idempotencyToken?: Member
  readonly checksumRequired?: boolean
  /** The input or output body is a stream: the gateway does not gather it. */
  readonly streamsInput: boolean
  readonly streamsOutput: boolean
  readonly deprecated?: boolean
}

export interface XmlRoot { readonly name: string, readonly namespace?: XmlNamespace }

export interface ServiceModel {
  /** The AWS CLI's command for it: `sqs`, `cloudwatch`, `resourcegroupstaggingapi`; also the name of its folder here. */
  readonly id: string
  readonly apiVersion: string
  readonly protocols: readonly ProtocolName[]
  readonly endpointPrefix: string
  readonly signingName: string
  /** `AmazonSQS` in `x-amz-target: AmazonSQS.SendMessage`. */
  readonly targetPrefix?: string
  /** The SDK's name, `SQS`, `CloudWatch Logs`. */
  readonly serviceId: string
  readonly fullName: string
  /** The Smithy shape name, in `/service/{name}/operation/…` of the CBOR protocol. */
  readonly shapeName?: string
  readonly xmlNamespace?: string
  /** What stands before `#` in the `__type` of a JSON or CBOR error (`com.amazonaws.sqs`); absent where the service writes bare codes. */
  readonly errorNamespace?: string
  /** JSON answers carry `x-amzn-query-error` (awsQueryCompatible). */
  readonly queryCompatible?: boolean
  /** One endpoint for the whole partition (IAM, Route 53). */
  readonly globalEndpoint?: string
  /** Error bodies are not wrapped in `<ErrorResponse>` (S3). */
  readonly unwrappedXmlErrors?: boolean
  readonly operationNames: readonly string[]
  /** What the build proposes for a service that nobody wrote. */
  readonly derivation?: ServiceDerivation
  /** Parsed and linked on first use. */
  operation(name: string): OperationModel | undefined
  /** Every error shape of the service by its name, for faults that an operation's own list lacks. */
  errorShape(name: string): StructureShape | undefined
}
