// A commitment: paid for a term whether it is used or not, in return for a price. One kind of record for reserved instances of EC2, RDS,
// ElastiCache and Redshift, reserved capacity of DynamoDB, and Savings Plans. What it costs is written into it when it is bought, so that
// later prices do not touch it (Service Terms 5.4.1, 10.2, 17.2, 19.1, 46).

import type { Money } from '../money.ts'
import { hourMs, hourStart, yearMs } from '../calendar.ts'

export type Programme = 'ec2' | 'rds' | 'elasticache' | 'redshift' | 'dynamodb' | 'savings-plan'
export type PaymentOption = 'No Upfront' | 'Partial Upfront' | 'All Upfront'

/** Which usage a reservation covers. */
export interface Reserved {
  /** Quarter units of instances, or units of capacity, that it covers in each hour. */
  readonly units: bigint
  readonly service: string
  /** `BoxUsage:m5` where any size of the family counts by its units, else the whole usage type. */
  readonly usage: string
  readonly isFlexible: boolean
  /** Empty: any. */
  readonly operation: string
  /** `m5.large`, and how many. */
  readonly type: string
  readonly count: number
}

/** Which usage a Savings Plan covers, and at what part of the on-demand price. */
export interface Plan {
  readonly type: 'Compute' | 'EC2Instance'
  /** Of an EC2 Instance plan. */
  readonly family?: string
  readonly permille: bigint
  /** Dollars an hour that are committed, in 10⁻¹². */
  readonly hourly: bigint
}

export interface Commitment {
  readonly id: string
  readonly arn: string
  readonly account: string
  readonly programme: Programme
  readonly region: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  readonly offeringClass?: 'standard' | 'convertible'
  readonly startAt: number
  readonly endAt: number
  /** When its price was made, where that was before it began: for what took another's place. */
  readonly pricedAt?: number
  /** Paid in advance for the whole of its time; spread over its hours. */
  readonly upfront: Money
  /** What of that is charged when it begins, where the rest was charged before: for what it took the place of. */
  readonly due?: Money
  /** Paid each hour of the term, 10⁻¹² dollars. */
  readonly recurring: bigint
  readonly reserved?: Reserved
  readonly plan?: Plan
  /** Ended before its term by the provider; covers nothing and costs nothing from then on. */
  readonly endedAt?: number
  /** Why it ended before its term, where its owner did it. */
  readonly ending?: 'returned' | 'queued-deleted' | 'payment-failed' | 'modified' | 'exchanged' | 'sold'
  readonly tags: Readonly<Record<string, string>>
  /** The offering, the name that the buyer gave, and what else the buyer's API shows. */
  readonly offeringId: string
  readonly name?: string
  readonly shown?: Readonly<Record<string, string>>
}

/** The hours that it covers within a time, as whole hours; undefined where there are none. */
export function activeWithin({ startAt, endAt, endedAt }: Commitment, fromAt: number, beforeAt: number) {
  const from = Math.max(startAt - startAt % hourMs, fromAt)
  const end = Math.min(endAt, endedAt ?? Infinity)
  const before = Math.min(end - end % hourMs, beforeAt)
  return from < before ? { fromAt: from, beforeAt: before } : undefined
}

/** The day of its price: no later price changes it. */
export function pricedAt({ pricedAt: at, startAt }: Commitment): number {
  return at ?? startAt
}

export function isActive(commitment: Commitment, at: number): boolean {
  return commitment.startAt <= at && at < Math.min(commitment.endAt, commitment.endedAt ?? Infinity)
}

export function termMs(years: 1 | 3): number {
  return years * yearMs
}

/** A term as the services' APIs write it. */
export function termSeconds(years: 1 | 3): number {
  return termMs(years) / 1000
}

/** What the up-front fee comes to for one hour of its time. */
export function upfrontAnHour({ upfront, startAt, endAt }: Commitment): Money {
  return upfront / BigInt(Math.max(wholeHours(startAt, endAt), 1))
}

/** The up-front fee's part for the hours that are left of its time, the running one among them. */
export function unspent({ upfront, startAt, endAt }: Commitment, at: number): Money {
  if (at <= startAt) return upfront
  return at >= endAt ? 0n : upfront * BigInt(wholeHours(at, endAt)) / BigInt(wholeHours(startAt, endAt))
}

/** Hours from the one that a time lies in to before the one that another lies in. */
export function wholeHours(fromAt: number, beforeAt: number): number {
  return (hourStart(beforeAt) - hourStart(fromAt)) / hourMs
}

/** Whether it never began: what was to be charged for it is not. */
export function isVoid({ startAt, endedAt }: Commitment): boolean {
  return endedAt !== undefined && endedAt <= startAt
}
