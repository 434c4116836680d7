// Templates of ARNs, out of the registry's.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRegistry, templateOf } from './registry.ts'

test('the last part of a registered ARN is the resource\'s own, those before it its parents\'', () => {
  assert.equal(templateOf('arn:${Partition}:backup:${Region}:${Account}:backup-plan:${BackupPlanId}'),
    'arn:{partition}:backup:{region}:{account}:backup-plan:{id}')
  assert.equal(templateOf('arn:${Partition}:x:${Region}:${Account}:app/${AppId}/env/${EnvId}'),
    'arn:{partition}:x:{region}:{account}:app/{parent0}/env/{id}')
})

test('an API finds its resources by any of its names', () => {
  const registered = openRegistry().of({ id: 'efs', metadata: { serviceId: 'EFS',
    endpointPrefix: 'elasticfilesystem' } }).get('filesystem')!
  assert.equal(registered.arn, 'arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}')
  assert.deepEqual([registered.cloudFormation.type, registered.cloudFormation.identifier], ['AWS::EFS::FileSystem', ['FileSystemId']])
  assert.equal(openRegistry().of({ id: 'nowhere', metadata: {} }).size, 0)
})
