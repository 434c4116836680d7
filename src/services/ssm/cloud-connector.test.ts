// Connectors to other clouds, as they are kept.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CloudConnectorConfiguration } from '@aws-sdk/client-ssm'
import { account, freshAccount, refused } from './account.fixture.ts'

const tenant = '01234567-89ab-4def-8123-456789abcdef'
const azure = { TenantId: tenant, ApplicationId: tenant }
const gcp = { OrganizationId: '123456789012', ServiceAccountEmail: 'fleet@my-project.iam.gserviceaccount.com',
  WorkloadIdentityPoolProvider: 'projects/123456789012/locations/global/workloadIdentityPools/pool/providers/amazon' }

test('connectors are made, found, changed and deleted', async t => {
  const { ssm } = await freshAccount(t)
  const make = async (DisplayName: string, Configuration: CloudConnectorConfiguration) =>
    ssm.createCloudConnector({ DisplayName, RoleArn: `arn:aws:iam::${account}:role/far`, Configuration })
  const { CloudConnectorId = '' } = await make('blue', { AzureConfiguration: azure })
  await make('red', { GcpConfiguration: gcp })
  const found = async (FilterKey: 'TenantId' | 'OrganizationId' | 'SubscriptionId', ...FilterValues: string[]) =>
    (await ssm.listCloudConnectors({ Filters: [{ FilterKey, FilterValues }] })).CloudConnectors!.map(each => [each.DisplayName,
      each.Provider])
  assert.deepEqual(await found('TenantId', tenant), [['blue', 'Azure']])
  assert.deepEqual(await found('SubscriptionId', 'NONE'), [['blue', 'Azure']])
  assert.deepEqual(await found('OrganizationId', gcp.OrganizationId), [['red', 'GCP']])
  await ssm.updateCloudConnector({ CloudConnectorId, DisplayName: 'sky' })
  const { DisplayName, Configuration, CloudConnectorArn } = await ssm.getCloudConnector({ CloudConnectorId })
  assert.deepEqual([DisplayName, Configuration, CloudConnectorArn],
    ['sky', { AzureConfiguration: azure }, `arn:aws:ssm:us-east-1:${account}:cloud-connector/${CloudConnectorId}`])
  await refused(ssm.validateCloudConnector({ CloudConnectorId }), 'NotImplemented')
  await ssm.deleteCloudConnector({ CloudConnectorId })
  await refused(ssm.getCloudConnector({ CloudConnectorId }), 'ResourceNotFoundException')
})
