// Promotional credits: so much off, for some services or all, from one day to another (Service Terms 1.16). They are spent in AWS's
// order: the one that expires first, then the one for fewer services, then the older one; in the owner's account first, then in the
// family's. Source: "Applying AWS credits", Billing User Guide. Refunds are credit memos and apply to anything (1.17.4).

import { shares } from '../money.ts'
import type { Money } from '../money.ts'
import { costOf, onceAt } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'

export interface Credit {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly amount: Money
  /** What is left of it. */
  readonly remaining: Money
  /** Service ids; empty for all. */
  readonly services: readonly string[]
  readonly fromAt: number
  readonly expiresAt: number
  readonly grantedAt: number
  /** A refund: why, and of which invoice. */
  readonly memo?: { readonly reason: string, readonly invoice?: string }
}

export interface Spent { readonly lines: readonly Line[], readonly credits: readonly Credit[] }

/**
 * Spends credits on lines.
 * @param lines what is charged in the month
 * @param credits all there are, in any order
 * @param month's first and last moment
 */
export function spend(
  lines: readonly Line[], credits: readonly Credit[], month: { readonly fromAt: number, readonly beforeAt: number },
): Spent {
  const open = lines.map(line => ({ line, left: costOf(line) })).filter(({ left }) => left > 0n)
  const made: Line[] = []
  const changed: Credit[] = []
  for (const credit of [...credits].sort(inOrder)) {
    if (credit.remaining <= 0n || credit.fromAt >= month.beforeAt || credit.expiresAt <= month.fromAt) continue
    const meant = open.filter(({ line, left }) => left > 0n && isEligible(credit, line))
    let { remaining } = credit
    for (const own of [true, false]) {
      const group = meant.filter(({ line }) => (line.account === credit.account) === own)
      const sum = group.reduce((total, { left }) => total + left, 0n)
      const used = sum < remaining ? sum : remaining
      if (used === 0n) continue
      const parts = shares(used, group.map(({ left }) => left))
      group.forEach((entry, i) => { entry.left -= parts[i]! })
      made.push(...creditLines(credit, group.map(({ line }, i) => ({ line, part: parts[i]! })), month.beforeAt - 1))
      remaining -= used
    }
    if (remaining !== credit.remaining) changed.push({ ...credit, remaining })
  }
  return { lines: made, credits: changed }
}

/** Up-front fees of commitments and taxes are not paid with promotional credits; a refund pays anything. */
function isEligible({ services, memo, fromAt, expiresAt }: Credit, { kind, service, fromAt: usedAt }: Line): boolean {
  if (memo !== undefined) return true
  if (kind === 'Fee' || kind === 'Tax' || kind === 'SavingsPlanUpfrontFee') return false
  return usedAt >= fromAt - fromAt % 3_600_000 && usedAt < expiresAt && (services.length === 0 || services.includes(service))
}

function inOrder(a: Credit, b: Credit): number {
  const breadth = ({ services }: Credit) => services.length === 0 ? Infinity : services.length
  const compare = (one: number, other: number) => one < other ? -1 : one > other ? 1 : 0
  return compare(a.expiresAt, b.expiresAt) || compare(breadth(a), breadth(b)) || compare(a.grantedAt, b.grantedAt) || (a.id < b.id ? -1 : 1)
}

/** One for each account and service. */
function creditLines(credit: Credit, used: readonly { readonly line: Line, readonly part: Money }[], at: number): Line[] {
  const sums = new Map<string, { readonly line: Line, sum: Money }>()
  for (const { line, part } of used) {
    const name = `${line.account}/${line.service}/${line.region}`
    const known = sums.get(name)
    if (known === undefined) sums.set(name, { line, sum: part })
    else known.sum += part
  }
  return [...sums.values()].map(({ line: { account, service, region, usageType }, sum }) => ({
    kind: credit.memo === undefined ? 'Credit' : 'Refund', account, region, service, usageType, operation: '', resource: '', tags: {},
    ...onceAt(at), amount: 0n, measure: 'count', unit: '', price: 0n, publicPrice: 0n,
    cost: -sum, publicCost: -sum, effectiveCost: -sum, description: credit.name,
  }))
}
