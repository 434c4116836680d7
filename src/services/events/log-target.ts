// A log group as the target of a rule: each event is a line in a stream of its own. Who may write there the group's resource policy says.
// Source: "Amazon CloudWatch Logs" among the targets, EventBridge User Guide; the group must be in the rule's Region.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Event } from './event.ts'

interface Line { readonly resource: string, readonly event: Event, readonly payload: string }

/** @throws Fault CloudWatch Logs' */
export async function writeLine({ resource, event, payload }: Line, target: NonNullable<Parameters<Call['invoke']>[3]>,
  call: Call): Promise<void> {
  const logGroupName = resource.replace(/^log-group:/, '').replace(/:\*$/, '')
  const logStreamName = event.id
  try {
    await call.invoke('logs', 'CreateLogStream', { logGroupName, logStreamName }, target)
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'ResourceAlreadyExistsException') throw error
  }
  await call.invoke('logs', 'PutLogEvents',
    { logGroupName, logStreamName, logEvents: [{ timestamp: Date.parse(event.time), message: payload }] },
    target)
}
