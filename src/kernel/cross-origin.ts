// Scripts of other origins, where a customer's own rules say which may call: the service that keeps the rules is asked. Everything else is
// answered as AWS's endpoints do, in `gateway/cors.ts`. Types only.

import type { Headers } from '../wire/message.ts'
import type { Visit } from './web.ts'

/** What a browser asks before a request, or says with one. */
export interface CrossOriginRequest {
  readonly origin: string
  /** Of the request that is meant. */
  readonly method: string
  /** Names of the headers it would send, lower case; of a preflight only. */
  readonly headers: readonly string[]
  /** With what is in the host in front of it: `/bucket/key`. */
  readonly path: string
  /** The browser asks; nothing has been sent yet. */
  readonly preflight: boolean
}

/**
 * The headers by which the rules let the origin in, none where they do not; undefined where there are no such rules and anyone may call.
 * @throws Fault where a preflight is turned down
 */
export type CrossOriginRules = (request: CrossOriginRequest, visit: Pick<Visit, 'names' | 'at'>) => Headers | undefined
