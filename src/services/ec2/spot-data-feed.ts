// The data feed of spot instances: a file for each hour in which any ran, with what each was charged. While none runs, no timer stands.
// Source: "Spot Instance data feed", EC2 User Guide.

import { gzipSync } from 'node:zlib'
import type { Ec2, SpotDatafeedSubscription } from '../../../generated/aws/ec2.ts'
import { hourMs, hourStart, priceText } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all } from './kind.ts'
import { spotPrice } from './spot-price.ts'
import { armFeed } from './spot-news.ts'
import { operationOf, SpotInstanceRequest } from './spot-request.ts'
import type { SpotRequest } from './spot-request.ts'

interface Feed { readonly bucket: string, readonly prefix: string, readonly fault?: { readonly Code: string, readonly Message: string } }

const feeds = (call: Pick<Call, 'accountTable'>) => call.accountTable<Feed>('spot.feed')

function shown({ bucket, prefix, fault }: Feed, call: Call): SpotDatafeedSubscription {
  return {
    Bucket: bucket, ...(prefix !== '' && { Prefix: prefix }), OwnerId: call.account, State: fault === undefined ? 'Active' : 'Inactive',
    ...(fault !== undefined && { Fault: fault }),
  }
}

export const CreateSpotDatafeedSubscription: Ec2['CreateSpotDatafeedSubscription'] = ({ Bucket: bucket, Prefix: prefix = '' }, call) => {
  const feed: Feed = { bucket, prefix }
  feeds(call).put('feed', feed)
  armFeed(call)
  return { SpotDatafeedSubscription: shown(feed, call) }
}

export const DescribeSpotDatafeedSubscription: Ec2['DescribeSpotDatafeedSubscription'] = (_, call) => {
  const feed = feeds(call).get('feed')
  if (feed === undefined) throw new Fault('InvalidSpotDatafeed.NotFound', 'Spot datafeed subscription does not exist.')
  return { SpotDatafeedSubscription: shown(feed, call) }
}

/** Deleting none changes nothing. */
export const DeleteSpotDatafeedSubscription: Ec2['DeleteSpotDatafeedSubscription'] = (_, call) => {
  feeds(call).delete('feed')
  call.cancelTimer('datafeed', 'feed')
  return {}
}

/** When a request's instance ran, within an hour. */
function ranWithin({ State: state, Status: status, terms }: SpotRequest, fromAt: number, beforeAt: number) {
  const { launchedAt } = terms
  if (launchedAt === undefined) return undefined
  const endAt = state === 'active' ? beforeAt : status?.UpdateTime ?? beforeAt
  const [from, before] = [Math.max(launchedAt, fromAt), Math.min(endAt, beforeAt)]
  return from < before ? { from, before } : undefined
}

/** The timer of the feed: writes the hour that is over; goes on while something ran in it. */
export async function deliverFeed(_: unknown, call: Call): Promise<void> {
  const feed = feeds(call).get('feed')
  if (feed === undefined) return
  const beforeAt = hourStart(call.now())
  const lines = [...all(SpotInstanceRequest, call)].flatMap(([id, request]) => lineOf(id, request, beforeAt - hourMs, beforeAt, call))
  if (lines.length === 0) return
  const hour = new Date(beforeAt - hourMs).toISOString().slice(0, 13).replace('T', '-')
  const Key = `${feed.prefix === '' ? '' : `${feed.prefix}/`}${call.account}.${hour}.001.${call.alphanumeric(8)}.gz`
  const head = '#Version: 1.0\n#Fields: Timestamp UsageType Operation InstanceID MyBidID MyMaxPrice MarketPrice Charge Version\n'
  let fault: Feed['fault']
  try {
    await call.to('s3').PutObject({ Bucket: feed.bucket, Key, Body: gzipSync(`${head}${lines.join('\n')}\n`) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    fault = { Code: 'InaccessibleStorageLocation', Message: `The bucket ${feed.bucket} could not be written: ${error.code}.` }
  }
  call.transact(() => {
    if (!feeds(call).has('feed')) return
    feeds(call).put('feed', { bucket: feed.bucket, prefix: feed.prefix, ...(fault !== undefined && { fault }) })
    call.setTimer('datafeed', 'feed', beforeAt + hourMs, {})
  })
}

function lineOf(id: string, request: SpotRequest, fromAt: number, beforeAt: number, call: Call): string[] {
  const ran = ranWithin(request, fromAt, beforeAt)
  const { InstanceType: type = '' } = request.terms.spec
  const zone = request.LaunchedAvailabilityZone
  const price = ran === undefined || zone === undefined ? undefined : spotPrice(type, operationOf(request), zone, call, ran.from)
  if (ran === undefined || price === undefined) return []
  const charge = price * BigInt(ran.before - ran.from) / BigInt(hourMs)
  const stamp = `${new Date(ran.from).toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const dollarsOf = (amount: bigint) => `${priceText(amount)} USD`
  return [[stamp, `SpotUsage:${type}`, 'RunInstances:SV001', request.InstanceId ?? '', id, dollarsOf(request.terms.most), dollarsOf(price),
    dollarsOf(charge), '1'].join('\t')]
}
