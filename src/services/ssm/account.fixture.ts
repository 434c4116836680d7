// What the service tests of this folder share: a cloud whose clock stands still, a client of its own account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { EC2 } from '@aws-sdk/client-ec2'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { SSM } from '@aws-sdk/client-ssm'
import type { AutomationExecution, PutParameterCommandInput } from '@aws-sdk/client-ssm'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export async function freshAccount(t: TestContext): Promise<{ cloud: Cloud, ssm: SSM }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ssm: clientOf(cloud) }
}

export function clientOf(cloud: Cloud, accessKeyId = account): SSM {
  return new SSM({ ...cloud.client({ accessKeyId }), maxAttempts: 1 })
}

/** Writes a text over whatever is there. @returns the version */
export async function put(ssm: SSM, Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}): Promise<number> {
  return (await ssm.putParameter({ Name, Value, Type: 'String', Overwrite: true, ...more })).Version!
}

export async function valueOf(ssm: SSM, Name: string, WithDecryption = true): Promise<string> {
  return (await ssm.getParameter({ Name, WithDecryption })).Parameter!.Value!
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp | string = /^/): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.message)
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message, text)
    return true
  })
}

/** Listens to events of one detail type. @returns what reads those that came since */
export async function eventsOf(cloud: Cloud, ...kinds: readonly string[]): Promise<() => Promise<SsmEvent[]>> {
  const events = new EventBridge(cloud.client({ accessKeyId: account }))
  const sqs = new SQS(cloud.client({ accessKeyId: account }))
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'events' })
  const { RuleArn } = await events.putRule({ Name: 'ssm', EventPattern: JSON.stringify({ source: ['aws.ssm'], 'detail-type': kinds }) })
  const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage',
    Resource: '*', Condition: { ArnEquals: { 'aws:SourceArn': RuleArn } } }] })
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy } })
  await events.putTargets({ Rule: 'ssm', Targets: [{ Id: 'q', Arn: `arn:aws:sqs:us-east-1:${account}:events` }] })
  return async () => {
    const found: SsmEvent[] = []
    for (;;) {
      const { Messages: messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
      if (messages.length === 0) return found
      found.push(...messages.map(({ Body }) => JSON.parse(Body!) as SsmEvent))
    }
  }
}

export interface SsmEvent {
  readonly source: string
  readonly 'detail-type': string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** A document of one step that runs these shell commands. */
export function commandContent(commands: readonly string[], parameters: object = {}): string {
  return JSON.stringify({ schemaVersion: '2.2', parameters,
    mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: commands } }] })
}

export async function commandDocument(ssm: SSM, Name: string, commands: readonly string[], parameters: object = {}): Promise<void> {
  await ssm.createDocument({ Name, DocumentType: 'Command', Content: commandContent(commands, parameters) })
}

/** Resources of a type by their properties. */
export function throughCloudControl(cloud: Cloud, TypeName: string) {
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>): Promise<string> => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  return {
    create: (state: object) => done(control.createResource({ TypeName, DesiredState: JSON.stringify(state) })),
    read: async (Identifier: string) =>
      JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!) as Record<string, unknown>,
    patch: (Identifier: string, patch: readonly object[]) =>
      done(control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) })),
    remove: (Identifier: string) => done(control.deleteResource({ TypeName, Identifier })),
  }
}

/** A runbook of these steps. */
export async function runbook(ssm: SSM, Name: string, mainSteps: readonly object[], more: object = {}): Promise<void> {
  await ssm.createDocument({ Name, DocumentType: 'Automation', Content: JSON.stringify({ schemaVersion: '0.3', ...more, mainSteps }) })
}

export async function started(ssm: SSM, DocumentName: string, Parameters?: Record<string, string[]>): Promise<string> {
  return (await ssm.startAutomationExecution({ DocumentName, ...(Parameters && { Parameters }) })).AutomationExecutionId!
}

export async function execution(ssm: SSM, AutomationExecutionId: string): Promise<AutomationExecution> {
  return (await ssm.getAutomationExecution({ AutomationExecutionId })).AutomationExecution!
}

/** Names and statuses of an execution's steps. */
export function statuses({ StepExecutions: steps }: AutomationExecution): string[] {
  return steps!.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`)
}

/** What is left of an execution of these steps after a time. */
export async function ran(t: TestContext, steps: readonly object[], { more = {}, parameters, after = '2h' }: {
  readonly more?: object, readonly parameters?: Record<string, string[]>, readonly after?: string } = {}):
Promise<{ cloud: Cloud, ssm: SSM, id: string, ended: AutomationExecution }> {
  const { cloud, ssm } = await freshAccount(t)
  await runbook(ssm, 'book', steps, more)
  const id = await started(ssm, 'book', parameters)
  await cloud.clock.advance(after)
  return { cloud, ssm, id, ended: await execution(ssm, id) }
}

/** EC2 instances that run. */
export async function instances(cloud: Cloud, count: number, tags: Record<string, string> = {}): Promise<{ ec2: EC2, ids: string[] }> {
  const ec2 = new EC2({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { Images: [image] = [] } = await ec2.describeImages({ Owners: ['amazon'] })
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  const { Instances: made = [] } = await ec2.runInstances({
    ImageId: image!.ImageId, MinCount: count, MaxCount: count, InstanceType: 't3.micro',
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
  })
  await cloud.clock.advance('1m')
  return { ec2, ids: made.map(({ InstanceId }) => InstanceId!) }
}

export async function statesOf(ec2: EC2, InstanceIds: string[]): Promise<string[]> {
  const { Reservations: found = [] } = await ec2.describeInstances({ InstanceIds })
  return found.flatMap(({ Instances = [] }) => Instances).map(({ State }) => State!.Name!)
}
