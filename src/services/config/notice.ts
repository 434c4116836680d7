// What Config tells the world: events on the default bus, and the same messages on the delivery channel's topic, if it has one.
// Source: "Notifications that AWS Config Sends to an Amazon SNS topic" and "Monitoring AWS Config with Amazon EventBridge", AWS Config
// Developer Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Channel, channelHere } from './channel-record.ts'
import { timeText } from './item.ts'

export interface Notice {
  /** Of what it tells: the event's resource. */
  readonly arn: string
  readonly detailType: string
  readonly messageType: string
  readonly subject: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Inside a transaction. */
export function announce({ arn, detailType, messageType, subject, body }: Notice, call: Call): void {
  const message = { ...body, notificationCreationTime: timeText(call.now()), messageType }
  call.changes.tell(arn, { source: 'aws.config', detailType, detail: message, resources: arn === '' ? [] : [arn] })
  const channel = channelHere(call)
  if (channel?.topic === undefined) return
  const { name, topic } = channel
  call.afterCommit(() => publish(name, topic, subject, JSON.stringify(message), call))
}

/** What the topic says of it is shown as the state of the channel's stream. */
async function publish(name: string, topic: string, subject: string, message: string, call: Call): Promise<void> {
  let failure = {}
  try {
    await call.to('sns').Publish({ TopicArn: topic, Subject: subject.slice(0, 100), Message: message })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    failure = { errorCode: error.code, errorMessage: error.message }
  }
  call.transact(() => {
    const channel = call.of(Channel).get(name)
    if (channel === undefined) return
    const { stream } = channel
    if (stream !== undefined && stream.errorCode === (failure as { errorCode?: string }).errorCode) return
    call.of(Channel).put({ ...channel, stream: { attemptedAt: call.now(), ...failure } })
  })
}
