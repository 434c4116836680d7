// Where notifications go, by real calls as S3 itself: a queue, a topic, a function, the account's default event bus. What is on its way is
// a stored timer from the commit on, so that a crash loses nothing; it goes when the destination has taken it, or has refused it for good.
// A destination's refusal stands in the journal as the answer to S3's call.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import type { BusEntry } from './bus-event.ts'

/** Something to be told: to a destination by its ARN, or to the bus. */
export type Notice =
  | { readonly bucket: string, readonly arn: string, readonly message: string }
  | { readonly bucket: string, readonly entry: BusEntry }

interface Retry { readonly notice: Notice, readonly attempt: number }

const retryMs = 60_000
const mostAttempts = 5

/** Tells it once the transaction is through; tries again by the clock while the destination is out of order. */
export function tell(notice: Notice, call: Call): void {
  const id = String(call.sequence())
  call.setTimer('notify', id, call.now() + retryMs, { notice, attempt: 1 } satisfies Retry)
  call.afterCommit(async () => {
    if (await isTaken(notice, call)) call.transact(() => { call.cancelTimer('notify', id) })
  })
}

/** The timer of what was not taken the first time. */
export async function tellAgain({ notice, attempt }: Retry, call: Call, { id }: { readonly id: string }): Promise<void> {
  if (await isTaken(notice, call) || attempt >= mostAttempts) return
  call.transact(() => { call.setTimer('notify', id, call.now() + retryMs * 2 ** attempt, { notice, attempt: attempt + 1 }) })
}

/** Whether there is nothing more to be done: a destination that refuses will refuse again. */
async function isTaken(notice: Notice, call: Call): Promise<boolean> {
  try {
    await send(notice, call)
    return true
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.status < 500
  }
}

/** @throws Fault as the destination says it */
export async function send(notice: Notice, call: Call): Promise<void> {
  const sourceArn = call.arn(Bucket, { name: notice.bucket } as Bucket)
  if ('entry' in notice) {
    await call.to('events', { sourceArn }).PutEvents({ Entries: [notice.entry] })
    return
  }
  const { arn, message } = notice
  const { service, account, region, resource } = placeOf(arn)
  const target = { account, region, sourceArn }
  if (service === 'sqs') {
    await call.to('sqs', target).SendMessage({ QueueUrl: `${call.endpoint}/${account}/${resource}`, MessageBody: message })
  } else if (service === 'sns') {
    await call.to('sns', target).Publish({ TopicArn: arn, Message: message, Subject: 'Amazon S3 Notification' })
  } else {
    await call.to('lambda', target).Invoke({ FunctionName: arn, InvocationType: 'Event', Payload: Buffer.from(message) as never })
  }
}

/** Asks a function whether S3 may call it, without calling it. @throws Fault */
export async function sound(bucket: Bucket, functionArn: string, call: Call): Promise<void> {
  const { account, region } = placeOf(functionArn)
  const lambda = call.to('lambda', { account, region, sourceArn: call.arn(Bucket, bucket) })
  await lambda.Invoke({ FunctionName: functionArn, InvocationType: 'DryRun' })
}

function placeOf(arn: string) {
  const place = parseArn(arn)
  if (place === undefined) throw new Error(`assert: ${arn} was stored as a destination's ARN`)
  return place
}
