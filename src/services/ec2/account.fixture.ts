// What the tests of this folder share: a cloud whose clock stands still, EC2's client of an account of its own, and short ways to say
// things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { Cloud } from '../../index.ts'

/** Five seconds are enough for what is said to last some milliseconds. */
export async function freshAccount(t: TestContext): Promise<{ cloud: Cloud, ec2: EC2 }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ec2: new EC2({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }) }
}

/** The call must fail with this code, and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}

/** A VPC of 10.0.0.0/16 with one subnet of 10.0.0.0/24. */
export async function network(ec2: EC2): Promise<{ vpcId: string, subnetId: string }> {
  const vpcId = (await ec2.createVpc({ CidrBlock: '10.0.0.0/16' })).Vpc!.VpcId!
  const { Subnet: subnet } = await ec2.createSubnet({ VpcId: vpcId, CidrBlock: '10.0.0.0/24' })
  return { vpcId, subnetId: subnet!.SubnetId! }
}

export async function imageId(ec2: EC2): Promise<string> {
  const filters = [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }]
  return (await ec2.describeImages({ Owners: ['amazon'], Filters: filters })).Images![0]!.ImageId!
}

/** A running t3.micro, in the default subnet unless another is named. */
export async function running(cloud: Cloud, ec2: EC2, input: Partial<Parameters<EC2['runInstances']>[0]> = {}): Promise<string> {
  const made = await ec2.runInstances({
    ImageId: await imageId(ec2), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...input,
  } as Parameters<EC2['runInstances']>[0])
  await cloud.clock.advance('1m')
  return made.Instances![0]!.InstanceId!
}
