// Reservations in the place of others: split, joined, of other sizes, exchanged, sold. What was paid in advance and what is paid by the
// hour
// goes over to those that follow, from the running hour on; nothing is charged twice and no hour is covered twice.

import { shares } from '../money.ts'
import type { Money } from '../money.ts'
import type { Ledger } from '../ledger.ts'
import type { Commitment } from './commitment.ts'
import { pricedAt, unspent } from './commitment.ts'

/** What a reservation that follows is to be; what it costs is a share by its units. */
export type Successor = Pick<Commitment, 'id' | 'arn' | 'reserved'> & Partial<Pick<Commitment, 'account' | 'shown' | 'offeringId'>>

/** Ends commitments at a time and lets others, like the first of them, go on until its end; inside a transaction. @returns these */
export function replaceAlike(ledger: Ledger, sources: readonly Commitment[], successors: readonly Successor[],
  ending: 'modified' | 'sold', at: number): Commitment[] {
  const [first] = sources
  const weights = successors.map(({ reserved }) => reserved!.units)
  const upfronts = shares(sum(sources.map(each => unspent(each, at))), weights)
  const recurrings = shares(sum(sources.map(({ recurring }) => recurring)), weights)
  for (const source of sources) ledger.commitments.put({ ...source, endedAt: at, ending })
  return successors.map((successor, i) => {
    const made: Commitment = { ...first!, ...successor, startAt: at, pricedAt: pricedAt(first!), upfront: upfronts[i]!,
      recurring: recurrings[i]!, due: 0n }
    ledger.commitments.put(made)
    return made
  })
}

function sum(amounts: readonly Money[]): Money {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
