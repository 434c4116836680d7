// The raw form of an API model: the JSON that botocore calls `service-2.json` and aws-sdk v2 `*.min.json`, which our compiled bundle keeps.
// Types only. Shapes may be named and referred to (`{ shape: 'Tag' }`) or written in place, and a type left out means string.

import type { ServiceDerivation } from './derived.ts'

export type RawXmlNamespace = string | { readonly uri: string, readonly prefix?: string }

export interface RawError {
  readonly httpStatusCode?: number
  readonly senderFault?: boolean
  readonly code?: string
}

/** A shape in place, a reference to a named one, or a reference with traits of its own that win over those of the named one. */
export interface RawShape {
  readonly shape?: string
  /** AWS's own name of a shape written in place, where it is known. */
  readonly name?: string
  readonly type?: string
  readonly members?: Readonly<Record<string, RawShape>>
  readonly member?: RawShape
  readonly key?: RawShape
  readonly value?: RawShape
  readonly required?: readonly string[]
  readonly xmlOrder?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly uniqueItems?: boolean
  readonly sensitive?: boolean
  readonly streaming?: boolean
  readonly requiresLength?: boolean
  readonly jsonvalue?: boolean
  readonly mediaType?: string
  readonly timestampFormat?: string
  readonly document?: boolean
  readonly union?: boolean
  readonly sparse?: boolean
  readonly flattened?: boolean
  readonly payload?: string
  readonly location?: string
  readonly locationName?: string
  readonly queryName?: string
  readonly xmlName?: string
  readonly xmlAttribute?: boolean
  readonly xmlNamespace?: RawXmlNamespace
  readonly resultWrapper?: string
  readonly eventstream?: boolean
  readonly event?: boolean
  readonly eventheader?: boolean
  readonly eventpayload?: boolean
  readonly idempotencyToken?: boolean
  readonly hostLabel?: boolean
  /** Ours, set while linking: the label takes the rest of the path. */
  readonly greedy?: boolean
  readonly exception?: boolean
  readonly fault?: boolean
  readonly error?: RawError
}

export interface RawPagination {
  readonly input_token?: string | readonly string[]
  readonly output_token?: string | readonly string[]
  readonly limit_key?: string
  readonly result_key?: string | readonly string[]
  readonly more_results?: string
}

export interface RawOperation {
  readonly name?: string
  readonly http?: { readonly method?: string, readonly requestUri?: string, readonly responseCode?: number }
  readonly input?: RawShape
  readonly output?: RawShape
  readonly errors?: readonly RawShape[]
  readonly authtype?: string
  readonly auth?: readonly string[]
  readonly endpoint?: { readonly hostPrefix?: string }
  readonly httpChecksumRequired?: boolean
  readonly httpChecksum?: { readonly requestChecksumRequired?: boolean }
  readonly deprecated?: boolean
  /** Ours, after Smithy's `aws.customizations#s3UnwrappedXmlOutput`: the output's one member is the root of the answer. */
  readonly unwrappedOutput?: boolean
  readonly pagination?: RawPagination
}

export interface RawMetadata {
  readonly apiVersion?: string
  readonly protocol?: string
  readonly protocols?: readonly string[]
  readonly jsonVersion?: string
  readonly targetPrefix?: string
  readonly endpointPrefix?: string
  readonly signingName?: string
  readonly serviceId?: string
  readonly serviceFullName?: string
  readonly globalEndpoint?: string
  readonly xmlNamespace?: RawXmlNamespace
  readonly awsQueryCompatible?: unknown
  /** Our additions: the CLI's command, the Smithy shape's name, every protocol answered, S3's bare error bodies, error names' namespace. */
  readonly id?: string
  readonly shapeName?: string
  readonly protocolNames?: readonly string[]
  readonly unwrappedXmlErrors?: boolean
  readonly errorNamespace?: string
}

export interface RawModel {
  readonly metadata: RawMetadata
  readonly operations: Readonly<Record<string, RawOperation>>
  readonly shapes: Readonly<Record<string, RawShape>>
  readonly pagination?: Readonly<Record<string, RawPagination>>
}

/** A raw model that is fetched piece by piece, so that one operation of a large service costs only what it touches. */
export interface RawSource {
  readonly metadata: RawMetadata
  readonly operationNames: readonly string[]
  readonly errorNames: readonly string[]
  operation(name: string): RawOperation | undefined
  shape(name: string): RawShape | undefined
  /** What the build proposes where nobody wrote the service. */
  readonly derivation?: ServiceDerivation
}
