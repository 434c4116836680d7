// Partitions and regions, compared with the copy of the same data that the installed AWS SDK carries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partition as sdkPartition } from '@aws-sdk/core/client'
import { isRegion, partitionById, partitionOf, partitions, regionsOf } from './partitions.ts'

test('every region lies in the partition that the SDK puts it in', () => {
  for (const { id, dnsSuffix, dualStackDnsSuffix, regions } of partitions) {
    for (const region of regions) {
      const expected = sdkPartition(region.id)
      const sdk = { id: expected.name, dnsSuffix: expected.dnsSuffix, dualStackDnsSuffix: expected.dualStackDnsSuffix }
      assert.deepEqual({ id: partitionOf(region.id).id, dnsSuffix, dualStackDnsSuffix }, sdk, region.id)
      assert.equal(partitionOf(region.id).id, id)
    }
  }
})

test('a region that is not listed is placed by its form, as the SDK does', () => {
  const cases = [
    ['us-east-9', 'aws'], ['cn-south-7', 'aws-cn'], ['us-gov-middle-1', 'aws-us-gov'], ['aws-cn-global', 'aws-cn'], ['nowhere', 'aws'],
  ]
  for (const [region = '', id] of cases) {
    assert.equal(partitionOf(region).id, id, region)
    assert.equal(sdkPartition(region).name, id, region)
  }
})

test('regions are listed without the pseudo region', () => {
  assert.equal(regionsOf('aws').includes('us-east-1'), true)
  assert.equal(regionsOf('aws').includes('aws-global'), false)
  assert.deepEqual(regionsOf('aws-eusc'), ['eusc-de-east-1'])
  assert.deepEqual(regionsOf('no-such-partition'), [])
  assert.equal(partitionById('aws-cn')?.dnsSuffix, 'amazonaws.com.cn')
  assert.equal(isRegion('eu-west-1'), true)
  assert.equal(isRegion('eu-west-99'), false)
})
