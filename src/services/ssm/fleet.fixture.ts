// What the tests of nodes share: controls of this cloud, machines that register, and instances of EC2.

import assert from 'node:assert/strict'
import { EC2 } from '@aws-sdk/client-ec2'
import type { SSM } from '@aws-sdk/client-ssm'
import type { Cloud } from '../../index.ts'
import { account } from './account.fixture.ts'

const region = 'us-east-1'

/** A control of Systems Manager. @returns its answer, or the message of the refusal */
export async function control(cloud: Cloud, name: string, body: object): Promise<Record<string, unknown>> {
  const { response } = await cloud.client().requestHandler.handle({
    method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: `/_orrery/services/ssm/${account}/${region}/${name}`,
    headers: { host: '127.0.0.1', 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  let text = ''
  for await (const part of response.body) text += String(part)
  return JSON.parse(text) as Record<string, unknown>
}

export interface Fleet { readonly cloud: Cloud, readonly ssm: SSM }

/** A machine outside of EC2, registered by an activation of its own. @returns its id */
export async function registered({ cloud, ssm }: Fleet, about: object = {}, tags: Record<string, string> = {}): Promise<string> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  const { ActivationId, ActivationCode } = await ssm.createActivation({ IamRole: 'SSMServiceRole', DefaultInstanceName: 'rack', Tags })
  const { instanceId } = await control(cloud, 'register-node', { activationId: ActivationId, activationCode: ActivationCode, ...about })
  assert.match(String(instanceId), /^mi-[0-9a-f]{17}$/)
  return String(instanceId)
}

export function ec2Of(cloud: Cloud): EC2 {
  return new EC2({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
}

/** An instance of EC2 that runs, with a profile where one is named. @returns its id */
export async function launched(cloud: Cloud, profile?: string, tags: Record<string, string> = {}): Promise<string> {
  const ec2 = ec2Of(cloud)
  const { Images: images } = await ec2.describeImages({ Filters: [{ Name: 'name', Values: ['al2023-ami-2*-x86_64'] }] })
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  const { Instances: [instance] = [] } = await ec2.runInstances({
    ImageId: images![0]!.ImageId!, MinCount: 1, MaxCount: 1, InstanceType: 't3.micro',
    ...(profile !== undefined && { IamInstanceProfile: { Name: profile } }),
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
  })
  await cloud.clock.advance('1m')
  return instance!.InstanceId!
}

/** Says what the agent on a node did with a command. */
export async function answered(cloud: Cloud, commandId: string, instanceId: string, said: object): Promise<Record<string, unknown>> {
  return await control(cloud, 'answer-command', { commandId, instanceId, ...said })
}
