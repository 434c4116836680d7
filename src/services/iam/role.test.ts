// Roles: their trust, their sessions' length, and what must be gone before they go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, decoded, fresh, policy, refused, trust } from './account.fixture.ts'

const lambda = trust({ Service: 'lambda.amazonaws.com' })

test('a role shows its trust as it was given', async t => {
  const { iam } = await fresh(t)
  const { Role: made } = await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: lambda, Description: 'works', Path: '/app/',
    Tags: [{ Key: 'Team', Value: 'blue' }] })
  assert.match(made!.RoleId!, /^AROA[A-Z2-7]{17}$/)
  const { Role: shown } = await iam.getRole({ RoleName: 'worker' })
  assert.deepEqual([shown!.Arn, shown!.MaxSessionDuration, shown!.Description, shown!.Tags, shown!.RoleLastUsed],
    [`arn:aws:iam::${account}:role/app/worker`, 3600, 'works', [{ Key: 'Team', Value: 'blue' }], {}])
  assert.deepEqual(decoded(shown!.AssumeRolePolicyDocument), JSON.parse(lambda))
  await iam.updateRole({ RoleName: 'worker', MaxSessionDuration: 7200, Description: 'rests' })
  await iam.updateRoleDescription({ RoleName: 'worker', Description: 'plays' })
  const [listed] = (await iam.listRoles({ PathPrefix: '/app/' })).Roles!
  assert.deepEqual([listed!.MaxSessionDuration, listed!.Description], [7200, 'plays'])
})

test('a trust that cannot be read, or names nobody, is refused', async t => {
  const { iam } = await fresh(t)
  const make = (AssumeRolePolicyDocument: string) => iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument })
  await refused(make('{}'), 'MalformedPolicyDocument', 'Syntax errors in policy.')
  await refused(make('x'), 'MalformedPolicyDocument', 'This policy contains invalid Json')
  await refused(make(policy(allow('sts:AssumeRole'))), 'MalformedPolicyDocument', 'Missing required field Principal')
  const nobody = `arn:aws:iam::${account}:user/nobody`
  await refused(make(trust({ AWS: nobody })), 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${nobody}"`)
  await refused(make(trust({ Service: 'x'.repeat(2100) })), 'LimitExceeded', 'Cannot exceed quota for ACLSizePerRole: 2048')
  await make(lambda)
  await refused(make(lambda), 'EntityAlreadyExists', 'Role with name worker already exists.')
})

test('a session of a role is judged by the role', async t => {
  const { iam, sts, asSession, cloud } = await fresh(t)
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ AWS: account }) })
  await iam.putRolePolicy({ RoleName: 'worker', PolicyName: 'queues', PolicyDocument: policy(allow('sqs:ListQueues')) })
  const RoleArn = `arn:aws:iam::${account}:role/worker`
  const session = asSession((await sts.assumeRole({ RoleArn, RoleSessionName: 'one' })).Credentials)
  await session.sqs.listQueues({})
  await refused(session.sqs.createQueue({ QueueName: 'q' }), 'AccessDenied',
    `User: arn:aws:sts::${account}:assumed-role/worker/one is not authorized to perform: sqs:createqueue on resource: ` +
    `arn:aws:sqs:us-east-1:${account}:q because no identity-based policy allows the sqs:createqueue action`)
  const narrow = await sts.assumeRole({ RoleArn, RoleSessionName: 'two', Policy: policy(allow('s3:*')) })
  await refused(asSession(narrow.Credentials).sqs.listQueues({}), 'AccessDenied', /because no session policy allows/)
  const { Role: role } = await iam.getRole({ RoleName: 'worker' })
  assert.deepEqual([role!.RoleLastUsed!.Region, role!.RoleLastUsed!.LastUsedDate!.getTime()],
    ['us-east-1', Math.floor(cloud.clock.now() / 1000) * 1000])
})

test('a role goes when nothing holds it', async t => {
  const { iam } = await fresh(t)
  const RoleName = 'worker'
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: lambda })
  await iam.createInstanceProfile({ InstanceProfileName: 'p' })
  await iam.addRoleToInstanceProfile({ InstanceProfileName: 'p', RoleName })
  await refused(iam.deleteRole({ RoleName }), 'DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.')
  await iam.removeRoleFromInstanceProfile({ InstanceProfileName: 'p', RoleName })
  await iam.putRolePolicy({ RoleName, PolicyName: 'p', PolicyDocument: policy(allow('s3:*')) })
  await refused(iam.deleteRole({ RoleName }), 'DeleteConflict', 'Cannot delete entity, must delete policies first.')
  await iam.deleteRolePolicy({ RoleName, PolicyName: 'p' })
  await iam.deleteRole({ RoleName })
  await refused(iam.getRole({ RoleName }), 'NoSuchEntity', 'The role with name worker cannot be found.')
})
