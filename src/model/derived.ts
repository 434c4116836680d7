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
  /** The caller may leave it out; what AWS would choose is an id, or is asked for. */
  readonly may?: true
}

/**
 * `put` creates or replaces; `edit` puts elements into a list of it and takes them out; `change` takes it to another state; `tag`, `untag`
 * and `tags` are of one kind of resource, named as it is named.
 */
export type DerivedRole = 'create' | 'put' | 'read' | 'list' | 'update' | 'edit' | 'delete' | 'change' | 'tag' | 'untag' | 'tags'

export interface DerivedOperation {
  readonly role: DerivedRole
  /** The input's members that name the record, in the key's order; null where a list leaves one open. */
  readonly key: readonly (string | null)[]
  /** Other members of the input by which it may be named instead: a name or an ARN. */
  readonly or?: readonly string[]
  /** change: the word of the state that it takes. */
  readonly state?: string
  /** change: what becomes of it, by plain name: `enabled`. */
  readonly sets?: Readonly<Record<string, unknown>>
  /** list: the input's member that holds filters by name. */
  readonly filters?: string
  /** A setting that nobody has made is something that AWS knows and the model does not tell. */
  readonly unset?: true
  /** list: the output's structure in which the items stand. */
  readonly inside?: string
  /** list: the input's member that selects records by their own part of the key: one text, or a list of them. */
  readonly chosen?: string
  /** list: the input's members that select by the value a record was made with: references to others. */
  readonly equal?: readonly string[]
  /** The input's one structure in which the resource stands: `DatabaseInput`; or the list of those that are meant: `PartitionsToDelete`. */
  readonly wrap?: string
  /** delete: one that is not there is deleted all the same, since the model lists no error for it. */
  readonly lenient?: true
  /** The code for one of several that is not there, where the operation lists none itself: that of the operation on one. */
  readonly missing?: string
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
  /** How the API spells its names, where the noun alone does not tell: see `kernel/resource/derive/plain-name.ts`. */
  readonly spelling?: string
  readonly key: readonly DerivedKeyPart[]
  /** What answers show of its parents, by plain name: the part of the key that names the parent, its noun, its own plain name. */
  readonly inherits?: Readonly<Record<string, readonly [part: string, noun: string, name: string]>>
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
  /** What AWS gives each, by plain name; texts may hold `{id}`, `{name}` and other parts of it, `{region}`, `{account}`, `{hex:8}`. */
  readonly gives?: Readonly<Record<string, unknown>>
  /** Operations whose names do not tell their part. */
  readonly operations?: Readonly<Record<string, DerivedRole>>
  /** Nouns that are counted below it, by the plain name of the count. */
  readonly counts?: Readonly<Record<string, string>>
  /** What stands below it goes with it, whatever faults the deletion lists. */
  readonly cascades?: true
  /** What EventBridge hears of it. */
  readonly news?: DerivedNews
  /** Other nouns for it, and single members with their plain names: `Application`, `uuid>id`. */
  readonly spelling?: readonly string[]
}

/** Details of events; texts may hold `{arn}` and other parts of the record by plain name, and `{at}`, the time. */
export interface DerivedNews {
  readonly source: string
  readonly detailType: string
  /** When it is there, after what it takes to make it. */
  readonly made?: Readonly<Record<string, unknown>>
  readonly gone?: Readonly<Record<string, unknown>>
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
