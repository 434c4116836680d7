// SendCommand and CancelCommand. Source: their pages, Systems Manager API Reference; the text of InvalidInstanceId is a recorded answer.

import type { Command as ShownCommand, SendCommandRequest, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { announceCommand } from './command-notice.ts'
import { finish, settle } from './command-run.ts'
import { Command, commandOf, Invocation, invocationsOf, isOver, shownCommand } from './command.ts'
import { readInput } from './document-input.ts'
import { readSteps } from './document-shape.ts'
import { runnable } from './document.ts'
import type { Runnable } from './document.ts'
import { managedNode, nodesOfTargets } from './managed-node.ts'
import type { ManagedNode } from './managed-node.ts'
import { withoutGroups } from './resource-group.ts'

const historyMs = 30 * 86_400_000

export const SendCommand: Ssm['SendCommand'] = async (input, call) => {
  const document = await runnable(input.DocumentName, { version: input.DocumentVersion }, call)
  if (document.type !== 'Command') {
    throw call.fault('InvalidDocument', `Document ${document.name} is of type ${document.type}, which Run Command does not support.`)
  }
  if (input.DocumentHash !== undefined && (input.DocumentHashType ?? 'Sha256') === 'Sha256' && input.DocumentHash !== document.hash) {
    throw call.fault('InvalidDocument', `The hash of document ${document.name} does not match.`)
  }
  readInput(document, input.Parameters ?? {}, message => call.fault('InvalidParameters', message))
  checkNotification(input, call)
  const nodes = await nodesOf(input, document, call)
  return call.transact(() => ({ Command: send(input, document, nodes, call) }))
}

/** @throws InvalidNotificationConfig, InvalidRole */
function checkNotification({ NotificationConfig: config, ServiceRoleArn: role }: SendCommandRequest,
  call: Call<'InvalidNotificationConfig' | 'InvalidRole'>): void {
  const topic = config?.NotificationArn ?? ''
  if (topic !== '' && !/^arn:[^:]+:sns:/.test(topic)) {
    throw call.fault('InvalidNotificationConfig',
      'One or more configuration items isn\'t valid. Verify that a valid Amazon Resource Name ' +
      '(ARN) was provided for an Amazon Simple Notification Service topic.')
  }
  if (topic !== '' && role === undefined) {
    throw call.fault('InvalidRole', 'The role name can\'t contain invalid characters. Also verify that you specified an IAM role for ' +
      'notifications that includes the required trust policy.')
  }
}

async function nodesOf(input: SendCommandRequest, { platformTypes }: Runnable,
  call: Call<'DuplicateInstanceId' | 'InvalidInstanceId' | 'UnsupportedPlatformType'>): Promise<ManagedNode[]> {
  const { InstanceIds: ids = [], Targets: targets = [] } = input
  if ((ids.length === 0) === (targets.length === 0)) {
    throw call.fault('ValidationException', 'Either InstanceIds or Targets must be given, and not both.')
  }
  if (targets.length > 0) return await nodesOfTargets(await withoutGroups(targets, call), call)
  if (new Set(ids).size < ids.length) throw call.fault('DuplicateInstanceId',
    'You can\'t specify a managed node ID in more than one association.')
  const found = await Promise.all(ids.map(async id => await managedNode(id, call)))
  const wrong = ids.filter((_, i) => found[i]?.pingStatus !== 'Online')
  if (wrong.length > 0) {
    throw call.fault('InvalidInstanceId', `Instances [[${wrong.join(', ')}]] not in a valid state for account ${call.account}`)
  }
  const nodes = found as ManagedNode[]
  if (nodes.length > 0 && nodes.every(({ platformType }) => !platformTypes.includes(platformType))) {
    throw call.fault('UnsupportedPlatformType', 'The document doesn\'t support the platform type of the given managed node IDs.')
  }
  return nodes
}

/** The shown command as it stands when it is sent: later steps are the clock's. Inside a transaction. */
export function send(input: SendCommandRequest, document: Runnable, nodes: readonly ManagedNode[], call: Call): ShownCommand {
  const { TimeoutSeconds: timeoutSeconds = 3600, Parameters: parameters = {}, NotificationConfig: notification } = input
  const { ServiceRoleArn: role, CloudWatchOutputConfig: cloudWatch, OutputS3Region: region } = input
  const plugins = readSteps(document.content).map(({ name, action }) => ({ name, action }))
  const runSeconds = Number(parameters.executionTimeout?.[0] ?? 3600)
  const command = call.of(Command).put({
    id: call.uuid(), documentName: document.name, documentVersion: input.DocumentVersion ?? '$DEFAULT', parameters, plugins,
    comment: input.Comment ?? '', instanceIds: input.InstanceIds ?? [], targets: input.Targets ?? [], nodeIds: nodes.map(({ id }) => id),
    requestedAt: call.now(), sequence: call.sequence(), timeoutSeconds, expiresAt: call.now() + (timeoutSeconds + runSeconds) * 1000,
    maxConcurrency: input.MaxConcurrency ?? '50', maxErrors: input.MaxErrors ?? '0', bucket: input.OutputS3BucketName ?? '',
    prefix: input.OutputS3KeyPrefix ?? '', outcome: 'Pending', ...(region !== undefined && { bucketRegion: region }),
    ...(notification !== undefined && { notification }), ...(cloudWatch !== undefined && { cloudWatch }),
    ...(role !== undefined && { serviceRole: role }),
  })
  for (const { id, computerName, name } of nodes) {
    call.of(Invocation).put({
      commandId: command.id, nodeId: id, nodeName: name ?? computerName, requestedAt: call.now(), sequence: call.sequence(),
        outcome: 'Pending',
      responseCode: -1, output: '', errorOutput: '',
    })
  }
  const shown = shownCommand(command, call)
  const running = call.of(Command).put({ ...command, outcome: 'InProgress' })
  announceCommand(running, call)
  call.setTimer('command', command.id, call.now() + timeoutSeconds * 1000)
  call.setTimer('command-history', command.id, call.now() + historyMs)
  for (const node of nodes) refuse(node, running, document, call)
  settle(call.of(Command).get(command.id)!, call)
  return shown
}

/** Nodes among targets that a command cannot reach, or whose platform its document is not for. */
function refuse({ id, pingStatus, platformType }: ManagedNode, command: Command, { platformTypes }: Runnable, call: Call): void {
  const invocation = call.of(Invocation).get(command.id, id)!
  if (pingStatus !== 'Online') finish(invocation, 'Undeliverable', {}, call)
  else if (!platformTypes.includes(platformType)) finish(invocation, 'InvalidPlatform', {}, call)
}

export const CancelCommand: Ssm['CancelCommand'] = ({ CommandId: id, InstanceIds: ids = [] }, call) => {
  commandOf(id, call)
  if (new Set(ids).size < ids.length) throw call.fault('DuplicateInstanceId', '')
  const invocations = invocationsOf(id, call)
  const unknown = ids.filter(each => !invocations.some(({ nodeId }) => nodeId === each))
  if (unknown.length > 0) throw call.fault('InvalidInstanceId',
    `Instances [[${unknown.join(', ')}]] not in a valid state for account ${call.account}`)
  for (const invocation of invocations) {
    if (!isOver(invocation.outcome) && (ids.length === 0 || ids.includes(invocation.nodeId))) finish(invocation, 'Cancelled', {}, call)
  }
  return {}
}

