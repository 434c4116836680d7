// One event of the history, made from a line of the journal: what `lookup-events` shows of it, and the full record as JSON text.
// Source: "CloudTrail record contents for management, data, and network activity events", AWS CloudTrail User Guide.

import { createHash } from 'node:crypto'
import type { CloudtrailEvent, Resource } from '../../../generated/aws/cloudtrail.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { eventRegionOf, eventSourceOf } from './event-source.ts'
import { isReadOnly } from './read-only.ts'
import { secondText, userIdentityOf, userNameOf } from './user-identity.ts'

export type JournalEntry = ReturnType<Call['journal']['newest']> extends Iterable<infer Entry> ? Entry : never
export type Registry = Pick<Awaited<ReturnType<Call['resources']>>, 'named'>

/** Whose history is read, and where. */
export type Reader = Pick<Call, 'account' | 'region' | 'partition'>

/** True for what the history of an account and region holds: management events of known services, that concern the account. */
export function belongs(entry: JournalEntry, { account, region, partition }: Reader): boolean {
  return entry.service !== '' && entry.operation !== '' && !entry.dataEvent
    && (entry.account === account || entry.principal.account === account)
    && eventRegionOf(entry.service, entry.region, partition) === region
}

/** Events are dated to the second; epoch ms. */
export function eventTime({ at }: JournalEntry): number {
  return Math.floor(at / 1000) * 1000
}

/** An event as it is looked up; the full record is left out until it is asked for, since most events are only compared. */
export function summaryOf(entry: JournalEntry, registry: Registry): CloudtrailEvent {
  const { accessKeyId } = entry.principal
  const username = userNameOf(entry.principal)
  return {
    EventId: eventId(entry),
    EventName: entry.operation,
    ReadOnly: String(isReadOnly(entry.operation)),
    ...(accessKeyId !== undefined && { AccessKeyId: accessKeyId }),
    EventTime: eventTime(entry),
    EventSource: eventSourceOf(entry.service),
    ...(username !== undefined && { Username: username }),
    Resources: arnsOf(entry).map(arn => resourceOf(arn, registry)),
  }
}

/** The record of an event as JSON text, in the order AWS writes its members. */
export function recordOf(entry: JournalEntry, registry: Registry, { account, partition }: Reader): string {
  const resources = arnsOf(entry).map(arn => recordResource(arn, registry))
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: userIdentityOf(entry.principal, account, invoker(entry)),
    eventTime: secondText(entry.at),
    eventSource: eventSourceOf(entry.service),
    eventName: entry.operation,
    awsRegion: eventRegionOf(entry.service, entry.region, partition),
    sourceIPAddress: entry.sourceAddress,
    userAgent: entry.userAgent,
    ...(entry.fault !== undefined && { errorCode: entry.fault, errorMessage: entry.message }),
    requestParameters: null,
    responseElements: null,
    requestID: entry.requestId,
    eventID: eventId(entry),
    readOnly: isReadOnly(entry.operation),
    ...(resources.length > 0 && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !entry.dataEvent,
    recipientAccountId: account,
    ...(entry.principal.account !== '' && entry.principal.account !== entry.account && { sharedEventID: eventId(entry, 'shared') }),
    eventCategory: entry.dataEvent ? 'Data' : 'Management',
  })
}

/** The same event has the same id whenever it is looked up, and no other has it. */
function eventId({ requestId, sequence }: JournalEntry, kind = 'event'): string {
  const digits = createHash('sha256').update(`${kind}/${sequence}/${requestId}`).digest('hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}

function arnsOf({ resources }: JournalEntry): readonly string[] {
  return [...new Set(resources)]
}

function resourceOf(arn: string, registry: Registry): Resource {
  const named = registry.named(arn)
  const type = named?.type.cloudFormation?.type
  return { ...(type !== undefined && { ResourceType: type }), ResourceName: named === undefined ? arn : named.key.join('/') }
}

function recordResource(arn: string, registry: Registry): Readonly<Record<string, string>> {
  const type = registry.named(arn)?.type.cloudFormation?.type
  const account = parseArn(arn)?.account
  return { ...(account !== undefined && account !== '' && { accountId: account }), ...(type !== undefined && { type }), ARN: arn }
}

/** Where one service called another in a user's name, the journal has the service in place of an address. */
function invoker({ principal, sourceAddress }: JournalEntry): string | undefined {
  return principal.kind !== 'service' && sourceAddress.endsWith('.amazonaws.com') ? sourceAddress : undefined
}
