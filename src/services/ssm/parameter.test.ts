// Names of parameters, and the ways to name one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused, valueOf } from './account.fixture.ts'

test('a parameter is named by name, version, label and ARN', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await put(ssm, '/app/db', 'one')
  await put(ssm, '/app/db', 'two')
  await ssm.labelParameterVersion({ Name: '/app/db', ParameterVersion: 1, Labels: ['old'] })
  for (const [name, value] of [['/app/db', 'two'], ['/app/db:1', 'one'], ['/app/db:2', 'two'], ['/app/db:old', 'one'],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/app/db', 'two']] as const) assert.equal(await valueOf(ssm, name), value)
  const { Parameter: found } = await ssm.getParameter({ Name: '/app/db:old' })
  assert.deepEqual(found, {
    Name: '/app/db', Type: 'String', Value: 'one', Version: 1, Selector: ':old', DataType: 'text',
    ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/app/db', LastModifiedDate: new Date(Math.floor(cloud.clock.now())),
  })
  await put(ssm, 'plain', 'three')
  assert.equal(await valueOf(ssm, 'arn:aws:ssm:us-east-1:111122223333:parameter/plain'), 'three')
  await refused(valueOf(ssm, '/app/db:9'), 'ParameterVersionNotFound',
    'Systems Manager could not find version 9 of /app/db. Verify the version and try again.')
  await refused(valueOf(ssm, '/none'), 'ParameterNotFound')
})

test('what no parameter is called', async t => {
  const { ssm } = await freshAccount(t)
  const rows = [['aws-key', 'ValidationException'], ['/aws/key', 'AccessDeniedException'], ['SSMkey', 'ValidationException'],
    ['/ssm/key', 'ValidationException'], ['a/b', 'ValidationException'], ['/a//b', 'ValidationException'], ['a b', 'ValidationException'],
    [`/${'a/'.repeat(15)}b`, 'HierarchyLevelLimitExceededException']] as const
  for (const [name, code] of rows) await refused(put(ssm, name, 'x'), code)
  await put(ssm, `/${'a/'.repeat(14)}b`, 'x')
})
