// The commitment that would have saved the most: found exactly, from what each hour of the past would have used of it. A commitment pays in
// every hour, and saves in those in which it is used; past the best one, more of it is idle too often.

/** An amount of each hour, and how many hours there were. */
export interface Best { readonly commitment: number, readonly savings: number, readonly utilization: number }

/**
 * @param hours what each hour with any could have used, in the commitment's own measure
 * @param count of all hours, those without use among them
 * @param ratio what the commitment costs of what it takes the place of
 * @param step the commitment is a multiple of it
 */
export function bestCommitment(hours: readonly number[], count: number, ratio: number, step: number): Best {
  const sorted = [...hours].sort((a, b) => a - b)
  let best: Best = { commitment: 0, savings: 0, utilization: 0 }
  let below = 0
  for (const [i, hour] of sorted.entries()) {
    const commitment = Math.floor(hour / step + 1e-9) * step
    const used = below + (sorted.length - i) * commitment
    const savings = used / ratio - commitment * count
    if (savings > best.savings + 1e-12) best = { commitment, savings, utilization: used / (commitment * count) }
    below += hour
  }
  return best
}
