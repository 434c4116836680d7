// Instance types: facts by rule, filters, and what is unknown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { typeFacts } from './instance-type.ts'

test('processors and memory follow family and size', () => {
  assert.deepEqual(typeFacts('t3.micro'), { cpus: 2, gib: 1, architecture: 'x86_64' })
  assert.deepEqual(typeFacts('t2.micro'), { cpus: 1, gib: 1, architecture: 'x86_64' })
  assert.deepEqual(typeFacts('m7g.medium'), { cpus: 1, gib: 4, architecture: 'arm64' })
  assert.deepEqual(typeFacts('c5.18xlarge'), { cpus: 72, gib: 144, architecture: 'x86_64' })
  assert.deepEqual(typeFacts('r6i.32xlarge'), { cpus: 128, gib: 1_024, architecture: 'x86_64' })
  for (const type of ['m5.medium', 'p5.48xlarge', 'x']) assert.equal(typeFacts(type), undefined, type)
})

test('types are described and offered in the region', async t => {
  const { ec2 } = await freshAccount(t)
  const { InstanceTypes: [type] = [] } = await ec2.describeInstanceTypes({ InstanceTypes: ['m5.large'] })
  assert.deepEqual([type!.VCpuInfo!.DefaultVCpus, type!.MemoryInfo!.SizeInMiB], [2, 8_192])
  const free = await ec2.describeInstanceTypes({ Filters: [{ Name: 'free-tier-eligible', Values: ['true'] }] })
  assert.deepEqual(free.InstanceTypes!.map(({ InstanceType }) => InstanceType).sort(), ['t2.micro', 't3.micro'])
  await refused(ec2.describeInstanceTypes({ InstanceTypes: ['m5.huge' as never] }), 'InvalidInstanceType')
  await refused(ec2.describeInstanceTypes({ InstanceTypes: ['p5.48xlarge'] }), 'NotImplemented')
  const { InstanceTypeOfferings: offered } = await ec2.describeInstanceTypeOfferings({ Filters: [{ Name: 'instance-type',
    Values: ['t3.*'] }] })
  assert.equal(offered!.length, 7)
})
