// The running cloud, as the commands reach it: Orrery's own HTTP face, on this machine or at ORRERY_URL.
// A cloud that cannot be reached, and a refusal by it, become messages that say what to do.

import { UsageError } from './command.ts'

/** Nothing answers there: no fault of the command's, so the program ends with status 1. */
class UnreachableError extends Error {
  readonly remedy = 'Start one with: orrery start. For another address, give --port or set ORRERY_URL.'

  constructor(url: string) {
    super(`No cloud answers at ${url}.`)
  }
}

export class Remote {
  readonly url: string

  /** @param url `http://127.0.0.1:4566` */
  constructor(url: string) {
    this.url = url
  }

  get(path: string): Promise<unknown> {
    return this.#ask(path, { method: 'GET' })
  }

  post(path: string, body: unknown = {}): Promise<unknown> {
    return this.#ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }

  /** Whether anything answers there. */
  async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/_orrery/health`)).ok
    } catch (error) {
      if (error instanceof TypeError) return false
      throw error
    }
  }

  async #ask(path: string, request: RequestInit): Promise<unknown> {
    const response = await this.#reach(path, request)
    const answer: unknown = await response.json()
    if (response.ok) return answer
    const { message, remedy } = answer as { readonly message?: string, readonly remedy?: string }
    throw new UsageError(message ?? `The cloud answered ${response.status}.`, remedy ?? 'See what it takes: GET /_orrery/')
  }

  async #reach(path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.url}/_orrery/${path}`, request)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new UnreachableError(this.url)
    }
  }
}
