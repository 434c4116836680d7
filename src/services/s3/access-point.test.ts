// Names that lead to buckets: which are looked up, and what stays as it is. Access points at work are tested beside those who make them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Names } from '../../kernel/service.ts'
import { bucketBehind } from './access-point.ts'

test('an alias and a name with an account lead to the bucket behind, a bucket to itself', () => {
  const asked: string[] = []
  const claims: Record<string, object> = {
    'team-abc-s3alias': { leadsTo: 'bucket', by: 'team' }, 'team-111122223333/eu-west-1': { leadsTo: 'bucket', by: 'team' },
    'logs-111122223333': { account: '111122223333' },
  }
  const names = { holder: (name: string) => { asked.push(name); return claims[name] } } as unknown as Names
  const behind = (name: string) => bucketBehind(name, names, 'eu-west-1')
  assert.deepEqual(behind('team-abc-s3alias'), { bucket: 'bucket', by: 'team' })
  assert.deepEqual(behind('team-111122223333'), { bucket: 'bucket', by: 'team' })
  assert.deepEqual(behind('logs-111122223333'), { bucket: 'logs-111122223333' })
  assert.deepEqual(behind('gone-s3alias'), { bucket: 'gone-s3alias' })
  asked.length = 0
  assert.deepEqual(behind('bucket'), { bucket: 'bucket' })
  assert.deepEqual(asked, [])
})
