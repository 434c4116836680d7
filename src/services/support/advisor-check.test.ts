// What the checks find, each from what is there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { S3 } from '@aws-sdk/client-s3'
import { Support } from '@aws-sdk/client-support'
import { account, contractCloud } from '../../../tests/terms/contract.ts'

test('ports open to the world, volumes attached to nothing, buckets without versions, quotas, terms that end, plans that would save',
  async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const settings = { ...contract.cloud.client(), maxAttempts: 1 }
  const [ec2, s3, support] = [new EC2(settings), new S3({ ...settings, forcePathStyle: true }), new Support(settings)]
  await contract.control('billing/support', { account, plan: 'business' })
  const { Vpcs: [vpc] = [] } = await ec2.describeVpcs({})
  const { GroupId } = await ec2.createSecurityGroup({ GroupName: 'open', Description: 'open', VpcId: vpc!.VpcId! })
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [22, 443, 9000].map(port => ({
    IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  })) })
  await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 100, VolumeType: 'gp3' })
  for (let i = 0; i < 4; i += 1) await ec2.allocateAddress({ Domain: 'vpc' })
  for (const Bucket of ['kept', 'lost']) await s3.createBucket({ Bucket })
  await s3.putBucketVersioning({ Bucket: 'kept', VersioningConfiguration: { Status: 'Enabled' } })
  const { Images } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  await ec2.runInstances({ ImageId: Images![0]!.ImageId!, InstanceType: 'm5.large', MinCount: 1, MaxCount: 1 })
  await contract.control('billing/commitments', { account, programme: 'ec2', usage: 'BoxUsage:c5.large', operation: 'RunInstances' })
  await contract.cloud.clock.advance('345d')
  const { checks = [] } = await support.describeTrustedAdvisorChecks({ language: 'en' })
  const found = async (name: string) => {
    const { result } = await support.describeTrustedAdvisorCheckResult({ checkId: checks.find(check => check.name === name)!.id! })
    return { status: result!.status, rows: result!.flaggedResources!.map(({ metadata }) => metadata!) }
  }
  const ports = await found('Security Groups - Specific Ports Unrestricted')
  assert.deepEqual([ports.status, ports.rows.map(row => `${row[4]} ${row[5]}`).sort()], ['error', ['Red 22', 'Yellow 9000']])
  const volumes = await found('Underutilized Amazon EBS Volumes')
  assert.deepEqual(volumes.rows.map(row => row.slice(3, 6)), [['gp3', '100', '$8.00']])
  assert.deepEqual((await found('Amazon S3 Bucket Versioning')).rows.map(row => row[1]), ['lost'])
  assert.equal((await found('EC2-VPC Elastic IP Address')).status, 'warning')
  assert.equal((await found('VPC')).status, 'ok')
  assert.deepEqual((await found('Amazon EC2 Reserved Instance Lease Expiration')).rows.map(row => row[2]), ['c5.large'])
  const plan = await found('Savings Plan')
  assert.deepEqual([plan.status, Number(plan.rows[0]![4]!.slice(1)).toFixed(0)], ['warning', (720 * 0.096 * 0.27).toFixed(0)])
})
