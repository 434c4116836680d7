// Batches of changes, and lists of what they leave, through the v3 client.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53'
import { freshAccount, refused } from './account.fixture.ts'

async function freshZone(t: TestContext) {
  const { cloud, route53 } = await freshAccount(t)
  const { HostedZone: zone } = await route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' })
  const HostedZoneId = zone!.Id!
  const change = (...Changes: Change[]) => route53.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Changes } })
  const names = async (from: object = {}): Promise<string[]> => (await route53.listResourceRecordSets({ HostedZoneId, ...from }))
    .ResourceRecordSets!.map(({ Name, Type }) => `${Name!} ${Type!}`)
  return { cloud, route53, HostedZoneId, change, names }
}

const address = (Name: string, Value = '192.0.2.1'): ResourceRecordSet => ({ Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value }] })
const named = (Name: string): ResourceRecordSet => ({ Name, Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value: 'x.example.com' }] })
const create = (set: ResourceRecordSet): Change => ({ Action: 'CREATE', ResourceRecordSet: set })

test('sets are listed in the order of their labels from the right, from a name on', async t => {
  const { change, names } = await freshZone(t)
  await change(create(address('*.example.com')), create(address('a.b.example.com')), create(address('B.example.com')))
  assert.deepEqual(await names(), ['example.com. NS', 'example.com. SOA', '\\052.example.com. A', 'b.example.com. A', 'a.b.example.com. A'])
  assert.deepEqual(await names({ StartRecordName: 'b.example.com', StartRecordType: 'A', MaxItems: 1 }), ['b.example.com. A'])
})

test('a batch is carried out whole or not at all', async t => {
  const { change, names } = await freshZone(t)
  await refused(change(create(address('www.example.com')), create(address('www.example.org'))), 'InvalidChangeBatch',
    /RRSet with DNS name www\.example\.org\. is not permitted in zone example\.com\./)
  assert.equal((await names()).length, 2)
})

test('what is there is not made again, what is not there is not deleted, an UPSERT does either', async t => {
  const { change, route53, HostedZoneId } = await freshZone(t)
  const set = address('www.example.com')
  await change(create(set))
  await refused(change(create(set)), 'InvalidChangeBatch', /Tried to create .* but it already exists/)
  await refused(change({ Action: 'DELETE', ResourceRecordSet: address('www.example.com', '192.0.2.9') }), 'InvalidChangeBatch',
    /the values provided do not match the current values/)
  await change({ Action: 'UPSERT', ResourceRecordSet: address('www.example.com', '192.0.2.2') })
  const { ResourceRecordSets: sets } = await route53.listResourceRecordSets({ HostedZoneId, StartRecordName: 'www.example.com' })
  assert.deepEqual(sets![0]!.ResourceRecords, [{ Value: '192.0.2.2' }])
  await refused(change({ Action: 'DELETE', ResourceRecordSet: address('no.example.com') }), 'InvalidChangeBatch', /it was not found/)
})

test('a CNAME stands alone, and not at the apex', async t => {
  const { change } = await freshZone(t)
  await refused(change(create(named('example.com'))), 'InvalidChangeBatch', /not permitted at apex/)
  await change(create(address('www.example.com')))
  await refused(change(create(named('www.example.com'))), 'InvalidChangeBatch', /conflicting RRSet/)
})

test('a change spreads on the clock', async t => {
  const { cloud, change, route53 } = await freshZone(t)
  const { ChangeInfo: info } = await change(create(address('www.example.com')))
  assert.equal(info!.Status, 'PENDING')
  await cloud.clock.advance('1m')
  assert.equal((await route53.getChange({ Id: info!.Id! })).ChangeInfo!.Status, 'INSYNC')
  await refused(route53.getChange({ Id: 'C1' }), 'NoSuchChange')
})
