// What the build proposes for the services that nobody wrote: their resources, and the part that each operation plays for one of them.
// Types of plain data, kept in the bundle's header; `tools/models/derivation.ts` makes it, `kernel/resource/derive` serves it.

/** One part of what a record is found by, its parents' parts first. */
export interface DerivedKeyPart {
  /** Its plain name: see `kernel/resource/derive/plain-name.ts`. */
  readonly name: string
  /** `input`: the caller names it; `assigned`: the service does. */
  readonly from: 'input' | 'assigned'
}

/** `put` creates or replaces. */
export type DerivedRole = 'create' | 'put' | 'read' | 'list' | 'update' | 'delete'

export interface DerivedOperation {
  readonly role: DerivedRole
  /** The input's members that name the record, in the key's order; null where a list leaves one open. */
  readonly key: readonly (string | null)[]
  /** list: the input's member that selects records by their own part of the key: one text, or a list of them. */
  readonly chosen?: string
  /** list: the input's members that select by the value a record was made with: references to others. */
  readonly equal?: readonly string[]
  /** The output's member that holds the resource, where it has one of its own. */
  readonly within?: string
  /** list: the output's member that holds the items. */
  readonly items?: string
  /** list: what an item is. */
  readonly item?: 'structure' | 'id' | 'arn'
}

export interface DerivedResource {
  /** `BackupVault` */
  readonly noun: string
  readonly key: readonly DerivedKeyPart[]
  /** The template of its ARN, with `{id}` for what is its own; absent where the API shows none. */
  readonly arn?: string
  readonly operations: Readonly<Record<string, DerivedOperation>>
}

/** The three operations that tag by ARN. */
export interface DerivedTagging { readonly tag: string, readonly untag: string, readonly list: string }

export interface ServiceDerivation {
  readonly resources: readonly DerivedResource[]
  readonly tagging?: DerivedTagging
  /** Why operations that look like a resource's are refused nevertheless. */
  readonly refused: Readonly<Record<string, string>>
}
