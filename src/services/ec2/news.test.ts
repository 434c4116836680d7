// Events of instances, volumes, snapshots and images, as a rule of EventBridge hears them on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { freshAccount, imageId } from './account.fixture.ts'

test('each state that an instance enters, and what becomes of its disks and copies', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const settings = cloud.client({ accessKeyId: '111122223333' })
  const [events, sqs] = [new EventBridge(settings), new SQS(settings)]
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'news' })
  await events.putRule({ Name: 'news', EventPattern: '{"source":["aws.ec2"]}' })
  await events.putTargets({ Rule: 'news', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:111122223333:news' }] })
  const heard = async () => {
    await cloud.clock.advance('3m')
    const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
    for (const { ReceiptHandle } of Messages) await sqs.deleteMessage({ QueueUrl, ReceiptHandle })
    return Messages.map(({ Body }) => JSON.parse(Body!) as { detail: Record<string, string>, 'detail-type': string, resources: string[] })
      .map(({ detail, ...event }) => [event['detail-type'].split(' ').slice(0, 2).join(' '), detail.event ?? detail.state ?? detail.State])
      .sort((a, b) => a.join() < b.join() ? -1 : 1)
  }
  const { Instances: [instance] = [] } = await ec2.runInstances({
    ImageId: await imageId(ec2), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1,
  })
  const ids = { InstanceIds: [instance!.InstanceId!] }
  assert.deepEqual(await heard(),
    [['EBS Volume', 'attachVolume'], ['EBS Volume', 'createVolume'], ['EC2 Instance', 'pending'], ['EC2 Instance', 'running']])
  await ec2.stopInstances(ids)
  assert.deepEqual(await heard(), [['EC2 Instance', 'stopped'], ['EC2 Instance', 'stopping']])
  const [volume] = (await ec2.describeVolumes({})).Volumes!
  await ec2.createSnapshot({ VolumeId: volume!.VolumeId! })
  assert.deepEqual(await heard(), [['EBS Snapshot', 'createSnapshot']])
  await ec2.modifyVolume({ VolumeId: volume!.VolumeId!, Size: 20 })
  assert.deepEqual(await heard(), [['EBS Volume', 'modifyVolume']])
  const { ImageId } = await ec2.createImage({ InstanceId: instance!.InstanceId!, Name: 'copy' })
  assert.deepEqual((await heard()).filter(([kind]) => kind === 'EC2 AMI'), [['EC2 AMI', 'available']])
  await ec2.deregisterImage({ ImageId: ImageId! })
  assert.deepEqual(await heard(), [['EC2 AMI', 'deregistered']])
  await ec2.terminateInstances(ids)
  assert.deepEqual(await heard(), [
    ['EBS Volume', 'deleteVolume'], ['EBS Volume', 'detachVolume'], ['EC2 Instance', 'shutting-down'], ['EC2 Instance', 'terminated'],
  ])
  await cloud.clock.advance('2h')
  await assert.rejects(ec2.describeInstances(ids), { name: 'InvalidInstanceID.NotFound' })
})
