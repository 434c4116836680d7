// Documents by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandContent, freshAccount, refused, throughCloudControl } from './account.fixture.ts'

test('a document by properties', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const made = throughCloudControl(cloud, 'AWS::SSM::Document')
  const Content = JSON.parse(commandContent(['one'])) as object
  const name = await made.create({ Name: 'mine', Content, DocumentType: 'Command', Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(await made.read(name), {
    Name: 'mine', Content: commandContent(['one']), DocumentFormat: 'JSON', DocumentType: 'Command', Tags: [{ Key: 'a', Value: 'b' }],
  })
  await made.patch(name, [{ op: 'replace', path: '/Content', value: commandContent(['two']) }])
  assert.equal((await ssm.getDocument({ Name: 'mine' })).DocumentVersion, '2')
  await made.remove(name)
  await refused(ssm.getDocument({ Name: 'mine' }), 'InvalidDocument')
})
