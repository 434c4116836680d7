// Commands of Run Command and their invocations, one for each node: their records, and how they are shown.
// Source: Command, CommandInvocation, GetCommandInvocation, Systems Manager API Reference; "Understanding command statuses", User Guide.

import type { CloudWatchOutputConfig, Command as ShownCommand, CommandInvocation as ShownInvocation, CommandPlugin, NotificationConfig,
  Target }
  from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

/** Status and detailed status, as AWS pairs them. */
export type Outcome =
  'Pending' | 'Success' | 'Failed' | 'Cancelled' | 'DeliveryTimedOut' | 'Undeliverable' | 'Terminated' | 'InvalidPlatform'
  | 'InProgress' | 'NoInstancesInTag' | 'Incomplete' | 'RateExceeded' | 'Cancelling'

const statuses: Readonly<Partial<Record<Outcome, NonNullable<ShownCommand['Status']>>>> = {
  DeliveryTimedOut: 'TimedOut', Undeliverable: 'Failed', Terminated: 'Failed', InvalidPlatform: 'Failed', NoInstancesInTag: 'Success',
  Incomplete: 'Failed', RateExceeded: 'Failed',
}

export function statusOf(outcome: Outcome): NonNullable<ShownCommand['Status']> {
  return statuses[outcome] ?? outcome
}

export interface Command {
  readonly id: string
  readonly documentName: string
  readonly documentVersion: string
  readonly parameters: Readonly<Record<string, readonly string[]>>
  readonly plugins: readonly { readonly name: string, readonly action: string }[]
  readonly comment: string
  readonly instanceIds: readonly string[]
  readonly targets: readonly Target[]
  /** Of all its invocations, until they are out of the history. */
  readonly nodeIds: readonly string[]
  readonly requestedAt: number
  readonly sequence: number
  readonly timeoutSeconds: number
  readonly expiresAt: number
  readonly maxConcurrency: string
  readonly maxErrors: string
  readonly bucket: string
  readonly prefix: string
  readonly bucketRegion?: string
  readonly notification?: NotificationConfig
  readonly cloudWatch?: CloudWatchOutputConfig
  readonly serviceRole?: string
  readonly outcome: Outcome
  /** The association that it applies. */
  readonly associationId?: string
}

export interface Invocation {
  readonly commandId: string
  readonly nodeId: string
  readonly nodeName: string
  readonly requestedAt: number
  readonly sequence: number
  readonly outcome: Outcome
  readonly finishedAt?: number
  readonly responseCode: number
  readonly output: string
  readonly errorOutput: string
}

export const Command = records<Command>({ name: 'Command', key: 'id', indexes: { time: ({ sequence }) => [sequence] } })

export const Invocation = records<Invocation>({
  name: 'Invocation', key: ['commandId', 'nodeId'],
    indexes: { node: ({ nodeId, sequence }) => [nodeId, sequence], time: ({ sequence }) => [sequence] },
})

const unfinished: readonly Outcome[] = ['Pending', 'InProgress', 'Cancelling']

export function isOver(outcome: Outcome): boolean {
  return !unfinished.includes(outcome)
}

/** @throws InvalidCommandId */
export function commandOf(id: string, call: Call<'InvalidCommandId'>): Command {
  const found = call.of(Command).get(id)
  if (found === undefined) throw call.fault('InvalidCommandId', '')
  return found
}

export function invocationsOf(id: string, call: Call): Invocation[] {
  return [...call.of(Invocation).scan({ within: [id] })]
}

const isError = (outcome: Outcome): boolean => ['Failed', 'InvalidPlatform'].includes(outcome)

export function errorCount(invocations: readonly Invocation[]): number {
  return invocations.filter(({ outcome }) => isError(outcome)).length
}

export function shownCommand(command: Command, call: Call): ShownCommand {
  const { bucket, prefix, bucketRegion, notification, cloudWatch, serviceRole } = command
  const invocations = invocationsOf(command.id, call)
  const timedOut = invocations.filter(({ outcome }) => outcome === 'DeliveryTimedOut').length
  return {
    CommandId: command.id, DocumentName: command.documentName, DocumentVersion: command.documentVersion, Comment: command.comment,
    ExpiresAfter: command.expiresAt, Parameters: command.parameters as Record<string, string[]>, InstanceIds: command.instanceIds,
    Targets: command.targets, RequestedDateTime: command.requestedAt, Status: statusOf(command.outcome), StatusDetails: command.outcome,
    OutputS3BucketName: bucket, OutputS3KeyPrefix: prefix, ...(bucketRegion !== undefined && { OutputS3Region: bucketRegion }),
    MaxConcurrency: command.maxConcurrency, MaxErrors: command.maxErrors, TargetCount: invocations.length,
    CompletedCount: invocations.filter(({ outcome }) => isOver(outcome)).length, ErrorCount: errorCount(invocations),
    DeliveryTimedOutCount: timedOut, ServiceRole: serviceRole ?? '', TimeoutSeconds: command.timeoutSeconds,
    NotificationConfig: notification ?? { NotificationArn: '', NotificationEvents: [], NotificationType: '' as 'Command' },
    CloudWatchOutputConfig: cloudWatch ?? { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  }
}

export function shownInvocation(invocation: Invocation, command: Command, details: boolean, call: Call): ShownInvocation {
  const { commandId, nodeId, nodeName, requestedAt, outcome } = invocation
  const { notification, cloudWatch, serviceRole } = command
  return {
    CommandId: commandId, InstanceId: nodeId, InstanceName: nodeName, Comment: command.comment, DocumentName: command.documentName,
    DocumentVersion: command.documentVersion, RequestedDateTime: requestedAt, Status: statusOf(outcome), StatusDetails: outcome,
    ...outputUrls(command, nodeId, command.plugins[0]!, call), ServiceRole: serviceRole ?? '',
    CommandPlugins: details ? command.plugins.map(plugin => shownPlugin(plugin, invocation, command, call)) : [],
    NotificationConfig: notification ?? { NotificationArn: '', NotificationEvents: [], NotificationType: '' as 'Command' },
    CloudWatchOutputConfig: cloudWatch ?? { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  }
}

function shownPlugin(plugin: Command['plugins'][number], invocation: Invocation, command: Command, call: Call): CommandPlugin {
  const { outcome, responseCode, output, finishedAt } = invocation
  return {
    Name: plugin.name, Status: statusOf(outcome) as NonNullable<CommandPlugin['Status']>, StatusDetails: outcome,
      ResponseCode: responseCode,
    Output: output, ...outputUrls(command, invocation.nodeId, plugin, call), OutputS3BucketName: command.bucket,
    OutputS3KeyPrefix: command.prefix, OutputS3Region: command.bucketRegion ?? call.region,
    ...(finishedAt !== undefined && { ResponseStartDateTime: finishedAt, ResponseFinishDateTime: finishedAt }),
  }
}

/** Where a node's agent puts what a plugin says: `prefix/command/node/plugin/step/stdout`. */
export function outputKey({ id, prefix }: Command, nodeId: string, { name, action }: Command['plugins'][number], stream: string): string {
  const folder = action.replace(':', '')
  const step = name === action ? `0.${folder}` : name
  return `${prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}${id}/${nodeId}/${folder}/${step}/${stream}`
}

function outputUrls(command: Command, nodeId: string, plugin: Command['plugins'][number], call: Call):
{ StandardOutputUrl: string, StandardErrorUrl: string } {
  const url = (stream: string): string => command.bucket === '' ? ''
    : `https://s3.${command.bucketRegion ?? call.region}.amazonaws.com/${command.bucket}/${outputKey(command, nodeId, plugin, stream)}`
  return { StandardOutputUrl: url('stdout'), StandardErrorUrl: url('stderr') }
}
