// Images made of instances and deleted, by Amazon's runbooks.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execution, freshAccount, instances, started } from './account.fixture.ts'

test('an image comes and goes', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { ec2, ids: [instance] } = await instances(cloud, 1)
  const made = await started(ssm, 'AWS-CreateImage', { InstanceId: [instance!] })
  await cloud.clock.advance('10m')
  const { AutomationExecutionStatus: status, Outputs, FailureMessage } = await execution(ssm, made)
  assert.equal(status, 'Success', FailureMessage)
  const [ImageId] = Outputs!['createImage.ImageId']!
  const { Images: [image] = [] } = await ec2.describeImages({ ImageIds: [ImageId!] })
  assert.deepEqual([image!.State, image!.Name], ['available', `${instance}_${made}`])
  const gone = await started(ssm, 'AWS-DeleteImage', { ImageId: [ImageId!] })
  await cloud.clock.advance('10m')
  assert.equal((await execution(ssm, gone)).AutomationExecutionStatus, 'Success')
  assert.deepEqual((await ec2.describeImages({ Owners: ['self'] })).Images, [])
})
