// Compliance of nodes by associations.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount } from './account.fixture.ts'
import { answered, registered } from './fleet.fixture.ts'

test('a node complies where the association succeeded, unless its owner says so himself', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const nodes = [await registered({ cloud, ssm }), await registered({ cloud, ssm })]
  await commandDocument(ssm, 'tidy', ['rm'])
  const asked = { Name: 'tidy', Targets: [{ Key: 'InstanceIds', Values: nodes }] }
  await ssm.createAssociation({ ...asked, AssociationName: 'kept', ComplianceSeverity: 'HIGH' })
  await ssm.createAssociation({ ...asked, AssociationName: 'by-hand', SyncCompliance: 'MANUAL' })
  await cloud.clock.advance('1m')
  const { Commands: commands } = await ssm.listCommands({})
  for (const { CommandId } of commands!) {
    await answered(cloud, CommandId!, nodes[0]!, {})
    await answered(cloud, CommandId!, nodes[1]!, { responseCode: 1 })
  }
  await cloud.clock.advance('1m')
  const found = async (node: string) => (await ssm.listComplianceItems({ ResourceIds: [node] })).ComplianceItems!
    .map(({ ComplianceType, Title, Severity, Status }) => [ComplianceType, Title, Severity, Status])
  assert.deepEqual(await found(nodes[0]!), [['Association', 'kept', 'HIGH', 'COMPLIANT']])
  assert.deepEqual(await found(nodes[1]!), [['Association', 'kept', 'HIGH', 'NON_COMPLIANT']])
})
