// What is stored of a delivery channel: where items, snapshots and histories go. An account has one in a region.

import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { channelFormation } from './recorder-formation.ts'

export interface Delivery {
  readonly attemptedAt: number
  readonly succeededAt?: number
  readonly errorCode?: string
  readonly errorMessage?: string
}

export interface Channel {
  readonly name: string
  readonly bucket: string
  readonly prefix?: string
  readonly kmsKey?: string
  readonly topic?: string
  /** `One_Hour`, …: how often snapshots are delivered. */
  readonly frequency?: string
  readonly snapshot?: Delivery
  readonly history?: Delivery
  readonly stream?: Delivery
  /** Of the next snapshot and the next history files. */
  readonly nextSnapshotAt?: number
  readonly nextHistoryAt: number
  /** Items of a higher sequence number are in no history file yet. */
  readonly delivered: number
}

export const Channel = resource<Channel>({
  name: 'DeliveryChannel',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:delivery-channel/{name}',
  notFound: {
    code: 'NoSuchDeliveryChannelException', message: ([name]) => `Cannot find delivery channel with specified name '${name}'.`,
  },
  cloudFormation: channelFormation,
})

export function channelHere(call: Call): Channel | undefined {
  return call.of(Channel).first()
}
