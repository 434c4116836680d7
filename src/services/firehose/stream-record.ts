// The record and declaration of a delivery stream, and how a call names one.

import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { streamFormation } from './cloud-formation.ts'
import type { Destination } from './destination.ts'

export interface Encryption {
  readonly kind: 'AWS_OWNED_CMK' | 'CUSTOMER_MANAGED_CMK'
  readonly keyArn?: string
  /** Until then it is being enabled. */
  readonly readyAt: number
}

export interface DeliveryStream {
  readonly name: string
  /** Names what it holds: a stream made again under its old name shares nothing with it. */
  readonly id: string
  readonly status: 'CREATING' | 'ACTIVE' | 'DELETING'
  readonly type: 'DirectPut' | 'KinesisStreamAsSource'
  readonly createdAt: number
  readonly updatedAt?: number
  readonly version: number
  readonly destination: Destination
  readonly source?: { readonly arn: string, readonly roleArn: string, readonly startedAt: number }
  readonly encryption?: Encryption
}

export const DeliveryStream = resource<DeliveryStream>({
  name: 'DeliveryStream',
  key: 'name',
  arn: 'arn:{partition}:firehose:{region}:{account}:deliverystream/{name}',
  tags: 'list',
  notFound: 'ResourceNotFoundException',
  exists: 'ResourceInUseException',
  lifecycle: { field: 'status', settles: { CREATING: { to: 'ACTIVE', afterMs: 30_000 }, DELETING: { to: null, afterMs: 15_000 } } },
  cloudFormation: streamFormation,
})

/** @throws ResourceNotFoundException */
export function streamNamed(name: string, call: Call): DeliveryStream {
  const found = call.of(DeliveryStream).get(name)
  if (found !== undefined) return call.of(DeliveryStream).require(name)
  throw call.fault('ResourceNotFoundException', `Firehose ${name} under account ${call.account} not found.`)
}

/** One that takes records and changes. @throws ResourceNotFoundException, ResourceInUseException */
export function activeStream(name: string, call: Call): DeliveryStream {
  const stream = streamNamed(name, call)
  if (stream.status === 'ACTIVE') return stream
  throw call.fault('ResourceInUseException', `Firehose ${name} under account ${call.account} is not active: its state is ${stream.status}.`)
}
