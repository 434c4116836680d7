// One name for one thing: an API calls the same datum `Name`, `workGroupName` and `WorkGroup` in three places. A plain name is lower case,
// without the resource's noun before it. Pure text; whether two members of one plain name hold alike values is `compatible.ts`.

const ownNames = new Set(['', 'id', 'name', 'arn', 'identifier'])

/** `BackupVaultName` of `BackupVault` → `name`; `workGroup` of `WorkGroup` → ``; `applicationId` of `Environment` → itself. */
export function plainName(noun: string, member: string): string {
  const name = member.toLowerCase()
  const words = noun.split(/(?=[A-Z])/)
  for (let from = 0; from < words.length; from += 1) {
    const start = words.slice(from).join('').toLowerCase()
    if (name.startsWith(start) && (from === 0 || ownNames.has(name.slice(start.length)))) return name.slice(start.length)
  }
  return name
}

/** Whether a plain name is one of those by which a resource itself is named. */
export function isOwnName(plain: string): boolean {
  return ownNames.has(plain)
}

/** Whether a member holds names of several: `names`, `Ids`, `workspaces` of noun `Workspace`. */
export function isOwnPlural(noun: string, member: string): boolean {
  return ['s', 'es', 'ids', 'names', 'arns', 'identifiers', 'list', 'idlist'].includes(plainName(noun, member))
    || member.toLowerCase() === `${noun.toLowerCase().replace(/y$/, '')}ies`
}

/** `BackupVault` → `backup-vault`; `DBCluster` → `db-cluster`. */
export function kebab(noun: string): string {
  return noun.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase()
}
