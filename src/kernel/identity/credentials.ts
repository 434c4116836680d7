// Access keys → credentials: the well-known keys of any secret, long-term keys kept in the store, and sessions whose token carries all
// there is to know. It knows keys, not requests. Invariant: a key that this cloud issued has a secret, and only `test` and account numbers
// do without.

import { newAccessKeyId, newSecretAccessKey } from './access-key.ts'
import { rootPrincipal } from './principal.ts'
import { Recent } from './recent.ts'
import type { RandomBytes } from './access-key.ts'
import type { Principal } from './principal.ts'
import type { Sealer } from '../seal.ts'
import type { Table } from '../store/face.ts'

export interface Credential {
  readonly accessKeyId: string
  /** Undefined: any secret is accepted, so signatures cannot be checked. */
  readonly secret: string | undefined
  readonly principal: Principal
}

export type UnusableCredential = 'unknown-key' | 'inactive-key' | 'invalid-token' | 'expired-token'

/** Where identification asks for credentials. */
export interface CredentialSource {
  /** @param partition of the region called; the root of an account exists in each */
  lookup(accessKeyId: string, sessionToken?: string, partition?: string): Credential | UnusableCredential
}

/** A long-term key as the store keeps it. */
export interface StoredAccessKey {
  readonly secret: string
  readonly principal: Principal
  readonly status: 'active' | 'inactive'
}

/** A long-term key as its holder gets it, once. */
export interface AccessKey { readonly accessKeyId: string, readonly secretAccessKey: string }

export type AccessKeyChange = Partial<Pick<StoredAccessKey, 'principal' | 'status'>>

export interface SessionRequest {
  readonly principal: Principal
  /** Epoch ms. */
  readonly expiresAt: number
  /** The token is filled up to at least this many characters. */
  readonly minimumTokenLength?: number
}

export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Epoch ms. */
  readonly expiresAt: number
}

interface Session {
  readonly accessKeyId: string
  readonly secret: string
  readonly principal: Principal
  readonly expiresAt: number
}

export interface CredentialsParts {
  readonly keys: Table<StoredAccessKey>
  readonly sealer: Sealer
  readonly random: RandomBytes
  readonly clock: { now(): number }
}

const sessionPurpose = 'session'
const testAccount = '000000000000'

export class Credentials implements CredentialSource {
  readonly #keys: Table<StoredAccessKey>
  readonly #sealer: Sealer
  readonly #random: RandomBytes
  readonly #clock: { now(): number }
  readonly #roots = new Recent<Credential>(256)
  readonly #sessions = new Recent<Session>(1024)

  constructor({ keys, sealer, random, clock }: CredentialsParts) {
    this.#keys = keys
    this.#sealer = sealer
    this.#random = random
    this.#clock = clock
  }

  /** The credential behind a key, or why there is none. A session token given with a key that takes any secret is not looked at. */
  lookup(accessKeyId: string, sessionToken?: string, partition = 'aws'): Credential | UnusableCredential {
    if (accessKeyId === 'test') return this.#root(accessKeyId, testAccount, partition)
    if (/^\d{12}$/.test(accessKeyId)) return this.#root(accessKeyId, accessKeyId, partition)
    if (sessionToken !== undefined) return this.#session(accessKeyId, sessionToken)
    const stored = /^\w{16,128}$/.test(accessKeyId) ? this.#keys.get(accessKeyId) : undefined
    if (stored === undefined) return 'unknown-key'
    return stored.status === 'active' ? { accessKeyId, secret: stored.secret, principal: stored.principal } : 'inactive-key'
  }

  /** Stores a long-term key, or changes it. Only inside a transaction. */
  put(accessKeyId: string, key: StoredAccessKey): void {
    this.#keys.put(accessKeyId, { ...key, principal: { ...key.principal, accessKeyId } })
  }

  /** Makes and stores a long-term key. Only inside a transaction. */
  issueKey(principal: Principal): AccessKey {
    const accessKeyId = newAccessKeyId('AKIA', principal.account, this.#random)
    const secretAccessKey = newSecretAccessKey(this.#random)
    this.put(accessKeyId, { secret: secretAccessKey, principal, status: 'active' })
    return { accessKeyId, secretAccessKey }
  }

  /** Only inside a transaction; a key that is not there stays so. */
  change(accessKeyId: string, change: AccessKeyChange): void {
    const stored = this.#keys.get(accessKeyId)
    if (stored !== undefined) this.put(accessKeyId, { ...stored, ...change })
  }

  /** Only inside a transaction. */
  delete(accessKeyId: string): boolean {
    return this.#keys.delete(accessKeyId)
  }

  /** Accounts are emptied: their keys name nobody any more. Only inside a transaction. */
  forget(isEmptied: (account: string) => boolean): void {
    for (const [accessKeyId, { principal }] of this.#keys.scan()) if (isEmptied(principal.account)) this.#keys.delete(accessKeyId)
  }

  /**
   * Temporary credentials. Nothing is stored: the token holds the key, its secret, the principal and the end, sealed.
   * @param request the principal as the session shall bear it; its key and times are set here
   */
  issueSession({ principal, expiresAt, minimumTokenLength = 0 }: SessionRequest): SessionCredentials {
    const accessKeyId = newAccessKeyId('ASIA', principal.account, this.#random)
    const secret = newSecretAccessKey(this.#random)
    const bearer = { ...principal, accessKeyId, sessionIssuedAt: this.#clock.now(), sessionExpiresAt: expiresAt }
    const session: Session = { accessKeyId, secret, principal: bearer, expiresAt }
    return { accessKeyId, secretAccessKey: secret, sessionToken: this.#tokenOf(session, minimumTokenLength), expiresAt }
  }

  #tokenOf(session: Session, minimumLength: number): string {
    const token = this.#sealer.seal(sessionPurpose, session, 'base64')
    if (token.length >= minimumLength) return token
    // Base64 makes four characters of three; the padding's own name makes up for what the sealed form loses by rounding.
    const padding = '.'.repeat(Math.ceil((minimumLength - token.length) * 3 / 4))
    return this.#sealer.seal(sessionPurpose, { ...session, padding }, 'base64')
  }

  #root(accessKeyId: string, account: string, partition: string): Credential {
    const name = `${partition}/${accessKeyId}`
    let root = this.#roots.get(name)
    if (root === undefined) {
      root = { accessKeyId, secret: undefined, principal: { ...rootPrincipal({ account, partition }), accessKeyId } }
      this.#roots.set(name, root)
    }
    return root
  }

  #session(accessKeyId: string, token: string): Credential | UnusableCredential {
    let session = this.#sessions.get(token)
    if (session === undefined) {
      session = this.#sealer.open(sessionPurpose, token) as Session | undefined
      if (session === undefined) return 'invalid-token'
      this.#sessions.set(token, session)
    }
    if (session.accessKeyId !== accessKeyId) return 'invalid-token'
    return session.expiresAt > this.#clock.now() ? session : 'expired-token'
  }
}
