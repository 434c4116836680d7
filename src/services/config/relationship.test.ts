// What a configuration says of others.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { relationshipsOf } from './relationship.ts'

test('each other once, itself never', () => {
  const found = relationshipsOf('i-1', {
    instanceId: 'i-1', vpcId: 'vpc-1', securityGroups: [{ groupId: 'sg-1' }, { groupId: 'sg-1' }],
      networkInterfaces: [{ networkInterfaceId: 'eni-1', vpcId: 'vpc-1' }],
    subnetId: '',
  })
  assert.deepEqual(found.map(({ resourceType, resourceId, relationshipName }) => [resourceType, resourceId, relationshipName]), [
    ['AWS::EC2::VPC', 'vpc-1', 'Is contained in Vpc'], ['AWS::EC2::SecurityGroup', 'sg-1', 'Is associated with SecurityGroup'],
    ['AWS::EC2::NetworkInterface', 'eni-1', 'Contains NetworkInterface'],
  ])
})
