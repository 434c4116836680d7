// The fleet asked by what was reported of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import type { Fleet } from './fleet.fixture.ts'
import { registered } from './fleet.fixture.ts'

const Expression = 'AWS:InstanceInformation.PlatformName'

async function fleet({ ssm, cloud }: Fleet): Promise<string[]> {
  const platforms = [['Ubuntu', '22.04'], ['Ubuntu', '24.04'], ['Debian', '12']]
  const ids: string[] = []
  for (const [platformName, platformVersion] of platforms) ids.push(await registered({ ssm, cloud }, { platformName, platformVersion }))
  const applications = [[['nginx', '1.24'], ['curl', '8.5']], [['nginx', '1.26']], [['curl', '8.5']]]
  for (const [i, InstanceId] of ids.entries()) {
    await ssm.putInventory({ InstanceId, Items: [{ TypeName: 'AWS:Application', SchemaVersion: '1.1', CaptureTime: '2026-01-01T00:00:00Z',
      Content: applications[i]!.map(([Name, Version]) => ({ Name: Name!, Version: Version! })) }] })
  }
  return ids
}

test('filters hold for one entry of a type', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const ids = await fleet({ ssm, cloud })
  const found = async (...filters: [string, string, string?][]) => (await ssm.getInventory({
    Filters: filters.map(([Key, value, Type]) => ({ Key, Values: [value], Type: Type as 'Equal' })),
  })).Entities!.map(({ Id }) => ids.indexOf(Id!)).sort()
  assert.deepEqual(await found(['AWS:Application.Name', 'nginx'], ['AWS:Application.Version', '1.25', 'LessThan']), [0])
  assert.deepEqual(await found(['AWS:Application.Name', 'curl'], ['AWS:Application.Version', '1.24']), [])
  assert.deepEqual(await found(['AWS:Application.Name', 'nginx'], ['AWS:InstanceInformation.PlatformVersion', '24', 'BeginWith']), [1])
  await refused(found(['Name', 'nginx']), 'InvalidFilter')
  const { Entities: entities } = await ssm.getInventory({ ResultAttributes: [{ TypeName: 'AWS:Application' }] })
  assert.deepEqual(entities!.find(({ Id }) => Id === ids[2])!.Data!['AWS:Application']!.Content, [{ Name: 'curl', Version: '8.5' }])
})

test('counts by expressions, within one another, and by groups', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await fleet({ ssm, cloud })
  const counted = async (aggregator: object) => (await ssm.getInventory({ Aggregators: [aggregator] })).Entities!
    .flatMap(({ Data }) => Object.entries(Data!).map(([type, { Content }]) => [type, Content] as const))
  assert.deepEqual(await counted({ Expression, Aggregators: [{ Expression: 'AWS:InstanceInformation.PlatformVersion' }] }),
    [['AWS:InstanceInformation', [
      { PlatformName: 'Debian', PlatformVersion: '12', Count: '1' }, { PlatformName: 'Ubuntu', PlatformVersion: '22.04', Count: '1' },
      { PlatformName: 'Ubuntu', PlatformVersion: '24.04', Count: '1' },
    ]]])
  const Groups = [{ Name: 'Web', Filters: [{ Key: 'AWS:Application.Name', Values: ['nginx'] }] }]
  assert.deepEqual(await counted({ Groups }), [['AWS:Application', [{ name: 'Web', matchingCount: '2', notMatchingCount: '1' }]]])
  await refused(counted({ Expression: 'PlatformName' }), 'InvalidAggregatorException')
})
