// Who hears that a command or an invocation has come to another status: EventBridge always, a topic where the command names one.
// Source: "Amazon EventBridge events for Systems Manager" and "Example Amazon SNS notifications for AWS Systems Manager", User Guide.

import { roleSession } from '../../engines/role-session.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { statusOf } from './command.ts'
import type { Command, Invocation } from './command.ts'
import { tell } from './event.ts'
import { ManagedInstance } from './managed-node.ts'

const instanceArn = arnTemplate('arn:{partition}:ec2:{region}:{account}:instance/{id}')

export function nodeArn(id: string, call: Call): string {
  return id.startsWith('mi-') ? ManagedInstance.arnOf(call, { id }) : instanceArn(call, { id })
}

const iso = (at: number): string => new Date(at).toISOString()

export function announceCommand(command: Command, call: Call): void {
  const { id, documentName, nodeIds, requestedAt, expiresAt, bucket, prefix, parameters } = command
  const status = statusOf(command.outcome)
  tell('EC2 Command Status-change Notification', {
    'command-id': id, 'document-name': documentName, 'expire-after': iso(expiresAt), parameters, 'requested-date-time': iso(requestedAt),
      status,
  }, nodeIds.map(node => nodeArn(node, call)), call)
  publish(command, 'Command', status, {
    commandId: id, documentName, instanceIds: nodeIds, requestedDateTime: iso(requestedAt), expiresAfter: iso(expiresAt),
    outputS3BucketName: bucket, outputS3KeyPrefix: prefix, status, eventTime: iso(call.now()),
  }, call)
}

export function announceInvocation({ nodeId, outcome, requestedAt }: Invocation, command: Command, call: Call): void {
  const { id, documentName } = command
  const status = statusOf(outcome)
  tell('EC2 Command Invocation Status-change Notification', {
    'command-id': id, 'document-name': documentName, 'instance-id': nodeId, 'requested-date-time': iso(requestedAt), status,
  }, [nodeArn(nodeId, call)], call)
  publish(command, 'Invocation', status, {
    commandId: id, documentName, instanceId: nodeId, requestedDateTime: iso(requestedAt), status, detailedStatus: outcome,
    eventTime: iso(call.now()),
  }, call)
}

/** In the role that the command names for it. A topic that refuses loses the message; the refusal stands in the journal. */
function publish({ notification, serviceRole, id }: Command, type: string, status: string, message: object, call: Call): void {
  const { NotificationArn: topic = '', NotificationEvents: events = ['All'], NotificationType: wanted = 'Command' } = notification ?? {}
  if (topic === '' || wanted !== type || !(events.includes('All') || events.includes(status as 'All'))) return
  call.afterCommit(async () => {
    try {
      const principal = serviceRole === undefined ? undefined
        : await roleSession({ roleArn: serviceRole, sessionName: `RunCommand-${id}`, sourceArn: '' }, call)
      await call.to('sns', principal === undefined ? {} : { principal }).Publish({
        TopicArn: topic, Subject: `EC2 Run Command Notification ${call.region}`, Message: JSON.stringify(message),
      })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}
