// Tags as Config's API writes them, pairs in a list, and as a set by their keys.

interface Pair { readonly Key?: string, readonly Value?: string }

export function tagSet(tags: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]))
}

export function tagPairs(tags: Readonly<Record<string, string>>): { Key: string, Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}
