// Hosted zones through the v3 client: made, shown, listed, associated, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a public zone has four name servers, and begins with NS and SOA', async t => {
  const { route53 } = await freshAccount(t)
  const { HostedZone: zone, DelegationSet: set } = await route53.createHostedZone({ Name: 'Example.com', CallerReference: 'one' })
  assert.match(zone!.Id!, /^\/hostedzone\/Z[A-Z0-9]{20}$/)
  assert.deepEqual([zone!.Name, zone!.ResourceRecordSetCount, set!.NameServers!.length], ['example.com.', 2, 4])
  await refused(route53.createHostedZone({ Name: 'example.org', CallerReference: 'one' }), 'HostedZoneAlreadyExists')
  const shown = await route53.getHostedZone({ Id: zone!.Id! })
  assert.deepEqual(shown.DelegationSet!.NameServers, set!.NameServers)
  const { HostedZone: noted } = await route53.updateHostedZoneComment({ Id: zone!.Id!, Comment: 'mine' })
  assert.equal(noted!.Config!.Comment, 'mine')
})

test('zones are listed by id and by name, in pages', async t => {
  const { route53 } = await freshAccount(t)
  for (const name of ['b.net', 'a.org', 'c.net']) await route53.createHostedZone({ Name: name, CallerReference: name })
  assert.equal((await route53.getHostedZoneCount({})).HostedZoneCount, 3)
  const { HostedZones: byName, IsTruncated: isCut, NextDNSName: next } = await route53.listHostedZonesByName({ MaxItems: 2 })
  assert.deepEqual([byName!.map(({ Name }) => Name), isCut, next], [['b.net.', 'c.net.'], true, 'a.org.'])
  const first = await route53.listHostedZones({ MaxItems: 2 })
  const rest = await route53.listHostedZones({ Marker: first.NextMarker! })
  assert.deepEqual([first.HostedZones!.length, rest.HostedZones!.length, rest.IsTruncated], [2, 1, false])
})

test('a private zone belongs to VPCs, and keeps the last of them', async t => {
  const { route53 } = await freshAccount(t)
  const vpc = { VPCRegion: 'us-east-1', VPCId: 'vpc-1' } as const
  const { HostedZone: zone } = await route53.createHostedZone({ Name: 'inner', CallerReference: 'p', VPC: vpc })
  const HostedZoneId = zone!.Id!
  await refused(route53.createHostedZone({ Name: 'inner', CallerReference: 'q', VPC: vpc }), 'ConflictingDomainExists')
  await refused(route53.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc }), 'LastVPCAssociation')
  await route53.associateVPCWithHostedZone({ HostedZoneId, VPC: { ...vpc, VPCId: 'vpc-2' } })
  await route53.disassociateVPCFromHostedZone({ HostedZoneId, VPC: vpc })
  assert.deepEqual((await route53.getHostedZone({ Id: HostedZoneId })).VPCs, [{ ...vpc, VPCId: 'vpc-2' }])
})

test('a zone goes when nothing else is in it', async t => {
  const { route53 } = await freshAccount(t)
  const { HostedZone: zone } = await route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' })
  const set = { Name: 'www.example.com', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] } as const
  const change = (Action: 'CREATE' | 'DELETE') => route53.changeResourceRecordSets({
    HostedZoneId: zone!.Id!,
      ChangeBatch: { Changes: [{ Action, ResourceRecordSet: { ...set, ResourceRecords: [...set.ResourceRecords] } }] },
  })
  await change('CREATE')
  await refused(route53.deleteHostedZone({ Id: zone!.Id! }), 'HostedZoneNotEmpty', /non-required/)
  await change('DELETE')
  await route53.deleteHostedZone({ Id: zone!.Id! })
  await refused(route53.getHostedZone({ Id: zone!.Id! }), 'NoSuchHostedZone', /No hosted zone found with ID: Z/)
})
