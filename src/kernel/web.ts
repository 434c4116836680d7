// Requests that are for a customer's own content and name no operation: a site in a bucket, a form that a browser posts. Whose address it
// is the router tells; the service that declares the form answers, mostly by turning the visit into operations of its own. Types only.

import type { WireRequest, WireResponse } from '../wire/message.ts'
import type { Principal } from './identity/principal.ts'
import type { NameHolder, Names } from './resource/names.ts'
import type { Call } from './service.ts'

/** The request as it came, its body unread. */
export interface WebRequest extends WireRequest {
  /** What stands in front of the form's name in the host, or first in the path: a bucket, an API's id. */
  readonly id: string
  /** The region that the address names. */
  readonly region?: string
  readonly labels?: Readonly<Record<string, string>>
}

/** What a handler can do for its visitor. */
export interface Visit {
  /** Names that one account of the partition can hold. */
  readonly names: Names
  /** A call of the service in that cell, to read with; what it writes goes through `transact`. */
  at(place?: NameHolder): Call
  /**
   * Runs an operation of the service for the visitor, as if this request had come for it, with all that is checked and kept of requests.
   * @param principal who asks; the anonymous where nobody is named
   * @param region that is called; the visited one where none is named
   * @throws Fault
   */
  send(operation: string, request: WireRequest, principal?: Principal, region?: string): Promise<WireResponse>
}

/** Answers a visit. A fault that it throws is told in the service's own protocol. */
export type WebHandler = (request: WebRequest, visit: Visit) => WireResponse | Promise<WireResponse>
