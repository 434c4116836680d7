// What the build proposes for the services that nobody wrote: their resources, and the part that each operation plays for one of them.
// Types of plain data, kept in the bundle's header; `tools/models/derivation.ts` makes it, `kernel/resource/derive` serves it.

/** One part of what a record is found by, its parents' parts first. */
export interface DerivedKeyPart {
  /** Its plain name: see `kernel/resource/derive/plain-name.ts`. */
  readonly name: string
  /** `input`: the caller names it; `assigned`: the service does; `only`: there is one of it, without a name. */
  readonly from: 'input' | 'assigned' | 'only'
  /** A whole number: counted up from 1 where the service gives it. */
  readonly number?: true
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
  /** The input's one structure in which the resource stands: `DatabaseInput`. */
  readonly wrap?: string
  /** delete: one that is not there is deleted all the same, since the model lists no error for it. */
  readonly lenient?: true
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
  /** What CloudFormation's registry says of it. */
  readonly cloudFormation?: DerivedCloudFormation
  /** What only documentation tells, put right by hand. */
  readonly correction?: DerivedCorrection
}

/** A type of CloudFormation's registry; names are of properties. */
export interface DerivedCloudFormation {
  readonly type: string
  readonly identifier: readonly string[]
  readonly readOnly: readonly string[]
  readonly createOnly: readonly string[]
  readonly properties: readonly string[]
}

/** What the model of an API does not tell of a resource; each is documented by AWS, and the file that says it cites where. */
export interface DerivedCorrection {
  /** The code for one that is not there, where the model lists none. */
  readonly missing?: string
  /** The code for one that is there already. */
  readonly present?: string
  /** The form of its id: `rtb-{hex:17}`. */
  readonly id?: string
  /** `arn:{partition}:…:{id}` */
  readonly arn?: string
  /** The words of its state, where the model enumerates none. */
  readonly state?: { readonly making?: string, readonly settled: string, readonly going?: string }
  /** What it has where the caller says nothing, by plain name. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Operations whose names do not tell their part. */
  readonly operations?: Readonly<Record<string, DerivedRole>>
}

/** What is put right of one service. */
export interface ServiceCorrections {
  /** For all of its resources. */
  readonly missing?: string
  readonly present?: string
  readonly resources?: Readonly<Record<string, DerivedCorrection>>
}

/** The three operations that tag by ARN. */
export interface DerivedTagging { readonly tag: string, readonly untag: string, readonly list: string }

export interface ServiceDerivation {
  readonly resources: readonly DerivedResource[]
  readonly tagging?: DerivedTagging
  /** Why operations that look like a resource's are refused nevertheless. */
  readonly refused: Readonly<Record<string, string>>
}
