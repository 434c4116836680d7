// What IAM-like keepers of identities say of them, as the judge of calls reads it: by account, each identity under its ARN with its own
// policies, the managed ones by ARN, its groups, its boundary and its tags. Whoever keeps identities writes them here whenever they change.
// They lie in the account's own cell for all regions, so that they are found without asking any service.

import { key } from '../../std/key.ts'
import type { TagSet } from '../resource/tags.ts'
import type { Store, Table } from '../store/face.ts'

/** One identity: a user, a role, a group, which lends its policies to its users, or an identity provider, which vouches for others. */
export interface Standing {
  /** `AIDA…`, `AROA…`, `AGPA…`. */
  readonly id: string
  /** Texts of the policies that are its own. */
  readonly texts: readonly string[]
  /** ARNs of managed policies. */
  readonly documents: readonly string[]
  /** ARNs of groups. */
  readonly groups?: readonly string[]
  /** ARN of the managed policy that bounds it. */
  readonly boundary?: string
  readonly tags?: TagSet
  /** Of a role: the text that says who may become it, and how long at most, seconds. */
  readonly trust?: string
  readonly longestSessionSeconds?: number
  /** Serial numbers of the devices that prove who it is. */
  readonly devices?: readonly string[]
  /** Of an issuer of tokens: for whom they may be. */
  readonly audiences?: readonly string[]
}

/** What it is noted that the account has had: roles, or identities of any kind. */
type Kept = 'roles' | 'identities'

export class Identities {
  readonly #standings: Table<Standing>
  readonly #documents: Table<string>
  readonly #notes: Table<true>

  constructor(store: Store, account: string) {
    const cell = store.cell(`${account}/global`)
    this.#standings = cell.table('identity')
    this.#documents = cell.table('identity-document')
    this.#notes = cell.table('identity-note')
  }

  of(arn: string): Standing | undefined {
    return this.#standings.get(key(arn))
  }

  /** Whether such have ever been kept here: where none were, any name is taken for one's. */
  keeps(what: Kept): boolean {
    return this.#notes.has(key(what))
  }

  document(arn: string): string | undefined {
    return this.#documents.get(key(arn))
  }

  /** Texts of all policies that give an identity permissions: its own, the managed ones, and its groups'. */
  textsOf({ texts, documents, groups = [] }: Standing): string[] {
    const managed = documents.map(arn => this.document(arn)).filter(text => text !== undefined)
    const lent = groups.flatMap(arn => {
      const group = this.of(arn)
      return group === undefined ? [] : this.textsOf(group)
    })
    return [...texts, ...managed, ...lent]
  }

  /** Inside a transaction, as all below. @param standing undefined: it is no more */
  set(arn: string, standing: Standing | undefined): void {
    if (standing === undefined) this.#standings.delete(key(arn))
    else this.#standings.put(key(arn), standing)
    if (standing !== undefined) this.#note('identities')
    if (standing?.trust !== undefined) this.#note('roles')
  }

  #note(what: Kept): void {
    if (!this.keeps(what)) this.#notes.put(key(what), true)
  }

  setDocument(arn: string, text: string | undefined): void {
    if (text === undefined) this.#documents.delete(key(arn))
    else if (this.document(arn) !== text) this.#documents.put(key(arn), text)
  }
}
