// Services' own roles: named for them, changed by nobody else, deleted by a task.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

test('a service\'s role', async t => {
  const { iam, cloud } = await fresh(t)
  const AWSServiceName = 'autoscaling.amazonaws.com'
  const { Role: made } = await iam.createServiceLinkedRole({ AWSServiceName })
  const RoleName = 'AWSServiceRoleForAutoScaling'
  assert.equal(made!.Arn, `arn:aws:iam::${account}:role/aws-service-role/${AWSServiceName}/${RoleName}`)
  await refused(iam.createServiceLinkedRole({ AWSServiceName }), 'InvalidInput',
    `Service role name ${RoleName} has been taken in this account, please try a different suffix.`)
  assert.equal((await iam.createServiceLinkedRole({ AWSServiceName, CustomSuffix: 'two' })).Role!.RoleName, `${RoleName}_two`)
  assert.equal((await iam.createServiceLinkedRole({ AWSServiceName: 'some-new.amazonaws.com' })).Role!.RoleName, 'AWSServiceRoleForSomeNew')
  const guarded = `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`
  await refused(iam.deleteRole({ RoleName }), 'UnmodifiableEntity', guarded)
  await refused(iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) }), 'UnmodifiableEntity', guarded)
  const { DeletionTaskId } = await iam.deleteServiceLinkedRole({ RoleName })
  const status = async () => (await iam.getServiceLinkedRoleDeletionStatus({ DeletionTaskId: DeletionTaskId! })).Status
  assert.equal(await status(), 'IN_PROGRESS')
  await cloud.clock.advance('1m')
  assert.equal(await status(), 'SUCCEEDED')
  await refused(iam.getRole({ RoleName }), 'NoSuchEntity', /cannot be found/)
})
