// The face of a wire protocol: bytes ⇄ values, interpreted from the model. Each protocol is one file beside this one.
// A protocol knows shapes and bytes; it knows no service's name, no identity, no state.

import type { OperationModel, ProtocolName, ServiceModel } from '../model/shape.ts'
import type { Headers, WireRequest, WireResponse } from './message.ts'

export type Values = Record<string, unknown>

/** A fault on its way out: `shape` is the model's name for it, or the code itself where the model has none. */
export interface WireFault {
  /** Name of the error shape, or a code common to all services (`AccessDenied`). */
  readonly code: string
  readonly message: string
  readonly status: number
  readonly sender: boolean
  /** Further members of the error shape. */
  readonly fields?: Values
}

export interface ResponseContext {
  readonly requestId: string
  /** The request's headers, for protocols that answer by `Accept` (query in JSON, document forms). */
  readonly requestHeaders?: Headers
  /** The root element of the answer, where the model does not name it. */
  readonly rootName?: string | undefined
  /** The request's path, for protocols whose faults name the resource. */
  readonly path?: string
}

export interface Protocol {
  readonly name: ProtocolName
  /**
   * Bytes → values of `operation.input`, wire names mapped to member names. Absent members are absent, never undefined or null.
   * @throws MalformedRequest with AWS's text where the protocol has one.
   */
  decodeRequest(operation: OperationModel, request: WireRequest): Values
  /** Values of `operation.output` → response. Undefined and null members are left out. */
  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse
  /** A fault → the error envelope of the protocol, with request id. */
  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse
  /** The client's side, for round-trip tests and for calls that leave the process. */
  encodeRequest(operation: OperationModel, input: Values): WireRequest
  /** @throws nothing for an error envelope: it comes back as `{ fault }`. */
  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault }
}
