// Policies: what texts may be, attachments and their limits, and what they come to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountMade, fresh, management, organized } from './account.fixture.ts'

const deny = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] })

test('service control policies begin with one that allows everything, and no target is left without', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  const account = await accountMade(all, 'web')
  const input = { Name: 'NoBuckets', Description: 'no buckets', Content: deny, Type: 'SERVICE_CONTROL_POLICY' } as const
  const { Policy: policy } = await organizations.createPolicy(input)
  const id = policy!.PolicySummary!.Id!
  assert.match(policy!.PolicySummary!.Arn!, new RegExp(`^arn:aws:organizations::${management}:policy/o-\\w+/service_control_policy/${id}$`))
  await assert.rejects(organizations.createPolicy(input), { name: 'DuplicatePolicyException' })
  await assert.rejects(organizations.attachPolicy({ PolicyId: id, TargetId: account }), { name: 'PolicyTypeNotEnabledException' })
  await organizations.enablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const held = async () => (await organizations.listPoliciesForTarget({ TargetId: account, Filter: 'SERVICE_CONTROL_POLICY' })).Policies!
  assert.deepEqual((await held()).map(({ Arn }) => Arn), ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess'])
  await assert.rejects(organizations.detachPolicy({ PolicyId: 'p-FullAWSAccess', TargetId: account }),
    { name: 'ConstraintViolationException' })
  await organizations.attachPolicy({ PolicyId: id, TargetId: account })
  await assert.rejects(organizations.attachPolicy({ PolicyId: id, TargetId: account }), { name: 'DuplicatePolicyAttachmentException' })
  assert.deepEqual((await organizations.listTargetsForPolicy({ PolicyId: id })).Targets,
    [{ TargetId: account, Name: 'web', Type: 'ACCOUNT', Arn: (await organizations.describeAccount({ AccountId: account })).Account!.Arn }])
  await assert.rejects(organizations.deletePolicy({ PolicyId: id }), { name: 'PolicyInUseException' })
  await organizations.detachPolicy({ PolicyId: id, TargetId: account })
  await organizations.deletePolicy({ PolicyId: id })
  await organizations.disablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  assert.deepEqual(await held(), [])
})

test('a nearer management policy changes what a farther one says', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  await organizations.enablePolicyType({ RootId: root, PolicyType: 'TAG_POLICY' })
  const { OrganizationalUnit: unit } = await organizations.createOrganizationalUnit({ ParentId: root, Name: 'Workloads' })
  const account = await accountMade(all, 'web')
  await organizations.moveAccount({ AccountId: account, SourceParentId: root, DestinationParentId: unit!.Id! })
  const put = async (Name: string, target: string, tags: object) => {
    const { Policy: made } = await organizations.createPolicy({ Name, Description: '', Type: 'TAG_POLICY',
      Content: JSON.stringify({ tags }) })
    await organizations.attachPolicy({ PolicyId: made!.PolicySummary!.Id!, TargetId: target })
  }
  await assert.rejects(organizations.describeEffectivePolicy({ PolicyType: 'TAG_POLICY', TargetId: account }),
    { name: 'EffectivePolicyNotFoundException' })
  await put('far', root, { cost: { tag_key: { '@@assign': 'Cost' }, tag_value: { '@@assign': ['a', 'b'] } } })
  await put('near', unit!.Id!, { cost: { tag_value: { '@@append': ['c'], } } })
  await put('own', account, { cost: { tag_value: { '@@remove': ['a'] } } })
  const { EffectivePolicy: policy } = await organizations.describeEffectivePolicy({ PolicyType: 'TAG_POLICY', TargetId: account })
  assert.deepEqual(JSON.parse(policy!.PolicyContent!), { tags: { cost: { tag_key: 'Cost', tag_value: ['b', 'c'] } } })
})

const flawed: readonly (readonly [string, 'SERVICE_CONTROL_POLICY' | 'TAG_POLICY', string])[] = [
  ['no JSON', 'SERVICE_CONTROL_POLICY', '{'], ['no statement', 'SERVICE_CONTROL_POLICY', '{"Version":"2012-10-17"}'],
  ['another type\'s text', 'TAG_POLICY', deny], ['a text that is too long', 'SERVICE_CONTROL_POLICY', deny.padEnd(10_241)],
]
for (const [what, Type, Content] of flawed) {
  test(`${what} is no ${Type}`, async t => {
    const all = await fresh(t)
    await organized(all)
    await assert.rejects(all.organizations.createPolicy({ Name: 'p', Description: '', Type, Content }),
      { name: 'MalformedPolicyDocumentException' })
  })
}
