// The face of the compiled models: which services exist, and how a request finds its service. `catalogue.ts` implements it over the bundle.
// Opening it reads one small index; a service's own model is read on first use.

import type { ProtocolName, ServiceModel } from './shape.ts'

/** What routing needs to know of a service, without its shapes. */
export interface ServiceEntry {
  readonly id: string
  readonly apiVersion: string
  readonly protocols: readonly ProtocolName[]
  /** First label of its host name: `sqs`, `monitoring`, `runtime.sagemaker` */
  readonly endpointPrefix: string
  readonly signingName: string
  readonly targetPrefix?: string
  readonly serviceId: string
  readonly shapeName?: string
  readonly globalEndpoint?: string
  readonly operationCount: number
  /** Resources with ARNs are derived of it. */
  readonly derives?: true
  /** CloudFormation's types among them, with their nouns. */
  readonly derivedTypes?: Readonly<Record<string, string>>
}

/** One HTTP binding of a REST operation, for matching a path before the model is loaded. */
export interface HttpBinding { readonly operation: string, readonly method: string, readonly uri: string }

export interface ModelCatalogue {
  readonly entries: readonly ServiceEntry[]
  entry(id: string): ServiceEntry | undefined
  /** Ids of the services that sign with this name; several versions of one product share it. */
  bySigningName(name: string): readonly string[]
  byEndpointPrefix(prefix: string): readonly string[]
  byTargetPrefix(prefix: string): string | undefined
  byShapeName(name: string): string | undefined
  /** Method and URI template of each operation of a REST service; empty for others. */
  httpBindings(id: string): readonly HttpBinding[]
  /** Names of all operations, without loading shapes. */
  operationNames(id: string): readonly string[]
  /** The service's model; loaded on first use, then kept. */
  service(id: string): ServiceModel | undefined
}
