// What policies need to know of a call to a queue: its action, the queue it means, and the policy of that queue.
// Whether it is allowed is the kernel's to say. Source: "Amazon SQS API permissions: Actions and resource reference", SQS Developer Guide.

import type { Call } from '../../kernel/service.ts'
import { readAddress } from './address.ts'
import { ownersOnly } from './permission.ts'
import { Queue } from './queue.ts'

/** Members that name a queue. */
interface Naming {
  readonly QueueUrl?: string
  readonly QueueName?: string
  readonly SourceArn?: string
}

/** A batch needs the permission of its single operation. SQS writes actions in lower case where it denies them. */
export function actionOf(operation: string): string {
  return operation.replace(/Batch$/, '').toLowerCase()
}

/** The ARN of the queue that is meant, whether or not there is one. */
export function targetOf(_operation: string, input: Naming, call: Call): string | undefined {
  const name = nameOf(input)
  return name === undefined ? input.SourceArn : Queue.arnOf(call, { name })
}

/** @throws QueueDoesNotExist to other accounts, where their answer would not depend on the policy of a queue */
export function policyOf(operation: string, input: Naming, call: Call): string | undefined {
  const { principal, account } = call
  const stranger = principal.account !== account
  if (stranger && ownersOnly.has(operation)) return undefined
  const name = nameOf(input)
  const queue = name === undefined ? undefined : call.of(Queue).get(name)
  if (queue === undefined && name !== undefined && stranger && principal.kind !== 'anonymous') {
    throw call.fault('QueueDoesNotExist', 'The specified queue does not exist.')
  }
  return queue?.attributes.Policy
}

function nameOf({ QueueUrl: url, QueueName: name }: Naming): string | undefined {
  return url === undefined ? name : readAddress(url)?.name
}
