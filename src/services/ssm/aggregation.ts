// Counts of things by what they are like, one attribute within another: what the aggregators of nodes, inventory and OpsData have in
// common. A thing with several values of an attribute counts once for each of them.

export interface Aggregator<T> {
  /** The name of the attribute in a line. */
  readonly label: string
  readonly valuesOf: (item: T) => Iterable<string>
  readonly nested: readonly Aggregator<T>[]
}

/** One line for each value, or for each way in which nested attributes' values meet, in order of the values. */
export function countLines<T>(items: readonly T[], aggregators: readonly Aggregator<T>[]): Record<string, string>[] {
  return aggregators.flatMap(({ label, valuesOf, nested }) => {
    const groups = new Map<string, T[]>()
    for (const item of items) {
      for (const value of new Set(valuesOf(item))) groups.set(value, [...groups.get(value) ?? [], item])
    }
    return [...groups].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([value, members]) => nested.length === 0
      ? [{ [label]: value, Count: String(members.length) }]
      : countLines(members, nested).map(line => ({ [label]: value, ...line })))
  })
}
