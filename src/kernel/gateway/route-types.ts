// What the router says of a request: an operation, an action still to be read from the form, a customer's own content, the admin face, or a
// fault. Plain data; the pipeline acts on it and the protocols encode its faults.

import type { ProtocolName } from '../../model/shape.ts'
import type { WebForm } from './host.ts'

export type Route = OperationRoute | ActionRoute | WebRoute | AdminRoute | RouteFault

export interface OperationRoute {
  readonly kind: 'operation'
  readonly serviceId: string
  readonly operationName: string
  readonly protocol: ProtocolName
  readonly region: string
  /** The signature names another region than the address does, or none that there is; it must name this one. */
  readonly wantedRegion?: string
  /** The account that the host names (S3 access points); never proof of anything. */
  readonly account?: string
  /** The path that the codec reads where it is not the request's own: a bucket in the host, WebSocket callbacks behind a stage. */
  readonly path?: string
  readonly hostForm?: 's3-virtual-host' | 's3-access-point' | 'execute-api'
  /** What the host and the cut-off path said: `apiId`, `stage`. */
  readonly labels?: Readonly<Record<string, string>>
}

/** A query or EC2 call whose `Action` stands in the form: `Router.resolveAction` finishes it when the body is there. */
export interface ActionRoute {
  readonly kind: 'action'
  /** Services that the request may be for; `Version` and `Action` decide. */
  readonly serviceIds: readonly string[]
  readonly protocol: 'query' | 'ec2'
  readonly region: string
}

/** A request to a customer's own API, function, site or registry; the service that owns the form answers it. */
export interface WebRoute {
  readonly kind: 'web'
  readonly form: WebForm | 's3-post-object'
  /** What stands in front of the form's name in the host: API id, bucket, domain, account. */
  readonly id: string
  /** Where the address names one. */
  readonly region?: string
  /** The path below the form where it is not the request's own. */
  readonly path?: string
  readonly labels?: Readonly<Record<string, string>>
}

export interface AdminRoute { readonly kind: 'admin' }

/** Nobody to call; `protocol` says in whose envelope AWS would say so. */
export interface RouteFault {
  readonly kind: 'fault'
  readonly code: string
  readonly status: number
  readonly message: string
  readonly protocol: ProtocolName
  readonly serviceId?: string
}

/** What `resolveAction` needs of a decoded form; `URLSearchParams` is one. */
export interface ActionForm { get(name: string): string | null | undefined }
