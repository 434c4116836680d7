// Central management of members' roots is the management account's to switch, once IAM is trusted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Organizations } from '@aws-sdk/client-organizations'
import { account, fresh, refused } from './account.fixture.ts'

test('features of an organization', async t => {
  const { iam, cloud } = await fresh(t)
  await refused(iam.listOrganizationsFeatures({}), 'OrganizationNotFoundException', /not a member of an organization/)
  const organizations = new Organizations(cloud.client({ accessKeyId: account }))
  const { Organization: organization } = await organizations.createOrganization({ FeatureSet: 'ALL' })
  await refused(iam.enableOrganizationsRootSessions({}), 'ServiceAccessNotEnabledException', /trusted access is not enabled/)
  await organizations.enableAWSServiceAccess({ ServicePrincipal: 'iam.amazonaws.com' })
  const first = await iam.enableOrganizationsRootSessions({})
  assert.deepEqual([first.OrganizationId, first.EnabledFeatures], [organization!.Id, ['RootSessions']])
  await iam.enableOrganizationsRootCredentialsManagement({})
  assert.deepEqual((await iam.listOrganizationsFeatures({})).EnabledFeatures, ['RootCredentialsManagement', 'RootSessions'])
  await iam.disableOrganizationsRootSessions({})
  const { EnabledFeatures } = await iam.disableOrganizationsRootCredentialsManagement({})
  assert.deepEqual(EnabledFeatures, [])
})
