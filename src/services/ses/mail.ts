// Sending: a letter to each recipient in the outbox, from an identity that is verified; what was sent is counted for the quota and for
// statistics. Source: SendEmail and SendRawEmail, API reference; "Service quotas in Amazon SES", Developer Guide.

import type { Ses } from '../../../generated/aws/ses.ts'
import { Buffer } from 'node:buffer'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Identity, isVerified } from './identity.ts'

interface Sent { readonly at: number, readonly serial: number, readonly count: number }

const Sent = records<Sent>({ name: 'Sent', key: ['at', 'serial'] })

/** Of an account in the sandbox: recipients a day, messages a second, recipients of one message. */
const [perDay, perSecond, mostRecipients] = [200, 1, 50]
const [day, quarter] = [86_400_000, 900_000]

interface Mail { readonly from: string, readonly to: readonly string[], readonly subject: string, readonly body: string }

export const SendEmail: Ses['SendEmail'] = async ({ Source: from, Destination: destination, Message: message }, call) => {
  const { ToAddresses: to = [], CcAddresses: cc = [], BccAddresses: bcc = [] } = destination
  const { Text: text, Html: html } = message.Body
  return { MessageId: await send({ from, to: [...to, ...cc, ...bcc], subject: message.Subject.Data, body: text?.Data ?? html?.Data ?? '' },
    call) }
}

/** What the request does not say, the headers do. */
export const SendRawEmail: Ses['SendRawEmail'] = async ({ Source: source, Destinations: given, RawMessage: { Data: data } }, call) => {
  const raw = Buffer.from(data as Uint8Array).toString()
  const [head = '', ...rest] = raw.split(/\r?\n\r?\n/)
  const header = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, 'im').exec(head)?.[1]?.replace(/\r?\n[ \t]+/g, ' ')
  const from = source ?? header('From')
  const to = given !== undefined && given.length > 0 ? given : ['To', 'Cc', 'Bcc'].flatMap(name => header(name)?.split(',') ?? [])
  if (from === undefined || to.length === 0) throw call.fault('InvalidParameterValue', 'Missing required header \'From\' or a recipient.')
  return { MessageId: await send({ from, to, subject: header('Subject') ?? '', body: rest.join('\n\n') }, call) }
}

/** @throws MessageRejected */
async function send({ from, to, subject, body }: Mail, call: Call): Promise<string> {
  if (to.length > mostRecipients) throw call.fault('InvalidParameterValue', `Recipient count exceeds ${mostRecipients}.`)
  // In the sandbox recipients must be verified, too.
  const checked = call.enforcesQuotas ? [from, ...to] : [from]
  const unknown: string[] = []
  for (const each of checked) if (!await maySend(addressIn(each), call)) unknown.push(addressIn(each))
  if (unknown.length > 0) {
    throw call.fault('MessageRejected', 'Email address is not verified. The following identities failed the check in region '
      + `${call.region.toUpperCase()}: ${unknown.join(', ')}`)
  }
  return call.transact(() => {
    if (call.enforcesQuotas && sentSince(call.now() - day, call) + to.length > perDay) {
      throw call.fault('Throttling', 'Daily message quota exceeded.')
    }
    for (const each of to) call.post({ channel: 'email', to: addressIn(each), from: addressIn(from), subject, body })
    call.of(Sent).put({ at: call.now(), serial: call.sequence(), count: to.length })
    return `010001${call.hex(10)}-${call.uuid()}-000000`
  })
}

/** `Ann <ann@example.com>` → `ann@example.com` */
function addressIn(text: string): string {
  return (/<([^>]+)>/.exec(text)?.[1] ?? text).trim()
}

/** The address is verified, or its domain or one above it is. */
async function maySend(address: string, call: Call): Promise<boolean> {
  const domain = address.slice(address.indexOf('@') + 1)
  const above = domain.split('.').map((_, at, all) => all.slice(at).join('.'))
  for (const name of [address, ...above]) {
    const identity = call.of(Identity).get(name)
    if (identity !== undefined && await isVerified(identity, call)) return true
  }
  return false
}

function sentSince(from: number, call: Call): number {
  return [...call.of(Sent).scan({ from: [from] })].reduce((sum, { count }) => sum + count, 0)
}

export const GetSendQuota: Ses['GetSendQuota'] = (_input, call) =>
  ({ Max24HourSend: perDay, MaxSendRate: perSecond, SentLast24Hours: sentSince(call.now() - day, call) })

/** By quarters of an hour over two weeks; nothing bounces here. */
export const GetSendStatistics: Ses['GetSendStatistics'] = (_input, call) => {
  const points = new Map<number, number>()
  for (const { at, count } of call.of(Sent).scan({ from: [call.now() - 14 * day] })) {
    const start = Math.floor(at / quarter) * quarter
    points.set(start, (points.get(start) ?? 0) + count)
  }
  return { SendDataPoints: [...points].map(([at, count]) =>
    ({ Timestamp: at, DeliveryAttempts: count, Bounces: 0, Complaints: 0, Rejects: 0 })) }
}
