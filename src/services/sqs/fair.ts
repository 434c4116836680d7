// Fair queues: which tenants of a standard queue are noisy neighbours, judged by what is in flight. Pure.
// Source: "How Amazon SQS fair queues work", SQS Developer Guide: a tenant (message group) is noisy with more than 10 % of the messages
// in flight and at least 30 of its own. AWS also weighs processing time, and forgives after five quiet minutes; these are not modelled.

const noisyShare = 0.1
const noisyLeast = 30

/** @returns noisy groups with their messages in flight. @param inFlight the group of each message in flight; undefined where it has none */
export function noisyGroups(inFlight: Iterable<string | undefined>): Map<string, number> {
  const counts = new Map<string, number>()
  let all = 0
  for (const group of inFlight) {
    all += 1
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  for (const [group, count] of counts) if (count < noisyLeast || count <= all * noisyShare) counts.delete(group)
  return counts
}

/** Quiet tenants' messages first, oldest first; then the noisy ones', beginning with the tenant that has fewest in flight. */
export function byFairness<T extends { readonly group?: string, readonly visibleAt: number, readonly sequence: number }>(
  candidates: readonly T[], noisy: ReadonlyMap<string, number>,
): T[] {
  const noiseOf = ({ group }: T) => group === undefined ? 0 : noisy.get(group) ?? 0
  return candidates.toSorted((a, b) => noiseOf(a) - noiseOf(b) || a.visibleAt - b.visibleAt || a.sequence - b.sequence)
}
