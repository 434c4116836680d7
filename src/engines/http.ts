// Requests to addresses that users configured (subscriptions, destinations): HTTP and HTTPS only, within a real time and a size, never
// following redirects. A refusal of the other side is an answer; what never became an answer is a failure with a reason.

import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'

export interface OutgoingRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Real time from the connection to the last byte of the answer. */
  readonly timeoutMs: number
  /** What is kept of the answer; the rest is thrown away. */
  readonly keepBytes: number
}

export interface IncomingAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type Exchange = IncomingAnswer | { readonly failure: string }

/** Never rejects. */
export function exchange({ url, method, headers, body, timeoutMs, keepBytes }: OutgoingRequest): Promise<Exchange> {
  const problem = addressProblem(url)
  if (problem !== undefined) return Promise.resolve({ failure: problem })
  const target = new URL(url)
  const open = target.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise(resolve => {
    // Certificates are judged by nobody: endpoints of test systems sign theirs themselves.
    const options = { method, headers, signal: AbortSignal.timeout(timeoutMs), agent: false, rejectUnauthorized: false } as const
    const sent = open(target, options, answer => {
      const parts: Uint8Array[] = []
      let kept = 0
      answer.on('data', (part: Uint8Array) => {
        const piece = part.subarray(0, keepBytes - kept)
        kept += piece.length
        if (piece.length > 0) parts.push(piece)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: flat(answer.headers), body: Buffer.concat(parts) }))
      answer.on('error', error => resolve({ failure: reasonOf(error, timeoutMs) }))
    })
    sent.on('error', error => resolve({ failure: reasonOf(error, timeoutMs) }))
    sent.end(body)
  })
}

/** What keeps an address from being asked; undefined for one that can be. */
export function addressProblem(url: string): string | undefined {
  if (!URL.canParse(url)) return `${url} is no URL`
  const { protocol } = new URL(url)
  return protocol === 'http:' || protocol === 'https:' ? undefined : `${protocol} is neither http: nor https:`
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']))
}

function reasonOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? `no answer within ${timeoutMs} ms` : error.code ?? error.message
}
