// One name for one thing: an API calls the same datum `Name`, `workGroupName` and `WorkGroup` in three places. A plain name is lower case,
// without the resource's noun before it. Pure text; whether two members of one plain name hold alike values is `compatible.ts`.

const ownNames = new Set(['', 'id', 'name', 'arn', 'identifier'])

/**
 * `BackupVaultName` of `BackupVault` → `name`; `workGroup` of `WorkGroup` → ``; `applicationId` of `Environment` → itself.
 * @param spelling the noun, and after bars other nouns for the same thing, or single members with what they are: `App|Application|uuid>id`
 */
export function plainName(spelling: string, member: string): string {
  if (!spelling.includes('|')) return withoutNoun(spelling, member)
  const name = member.toLowerCase()
  const words = spelling.split('|')
  const renamed = words.find(word => word.startsWith(`${name}>`))
  if (renamed !== undefined) return renamed.slice(name.length + 1)
  return words.filter(word => !word.includes('>')).map(noun => withoutNoun(noun, member)).reduce((a, b) => b.length < a.length ? b : a)
}

/** Whether a name is the whole noun's, or one of its other nouns': `applicationid` of `App|Application`. */
export function isNameOf(spelling: string, name: string): boolean {
  return spelling.split('|').some(noun => !noun.includes('>') && name.startsWith(noun.toLowerCase()) && isOwnName(plainName(noun, name)))
}

function withoutNoun(noun: string, member: string): string {
  const name = member.toLowerCase()
  for (let from = 0; from < noun.length; from += 1) {
    const isWord = from === 0 || (noun[from]! >= 'A' && noun[from]! <= 'Z')
    if (!isWord || noun[from]!.toLowerCase() !== name[0]) continue
    const start = noun.slice(from).toLowerCase()
    if (name.startsWith(start) && (from === 0 || ownNames.has(name.slice(start.length)))) return name.slice(start.length)
  }
  return name
}

/** Whether a plain name is one of those by which a resource itself is named. */
export function isOwnName(plain: string): boolean {
  return ownNames.has(plain)
}

/** Whether a member holds names of several: `names`, `Ids`, `workspaces` of noun `Workspace`. */
export function isOwnPlural(spelling: string, member: string): boolean {
  return ['s', 'es', 'ids', 'names', 'arns', 'identifiers', 'list', 'idlist', 'summaries', 'summarylist', 'set', 'configs'].includes(
    plainName(spelling, member))
    || spelling.split('|').some(noun => member.toLowerCase() === `${noun.toLowerCase().replace(/y$/, '')}ies`)
}

/** How the API spells a resource's names: see `plainName`. */
export function spellingOf({ noun, spelling }: { readonly noun: string, readonly spelling?: string }): string {
  return spelling ?? noun
}

/** `BackupVault` → `backup-vault`; `DBCluster` → `db-cluster`. */
export function kebab(noun: string): string {
  return noun.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase()
}
