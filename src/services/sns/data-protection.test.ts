// Data protection: what is denied, what is masked, and what is no policy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused, said, subscribedQueue } from './account.fixture.ts'

const policy = (statement: object, more: object = {}) => JSON.stringify({
  Name: 'p', Version: '2021-06-01', ...more,
  Statement: [{ DataDirection: 'Inbound', Principal: ['*'], DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'],
    ...statement }],
})

test('denied data is refused, masked data is hidden', async t => {
  const account = await freshAccount(t)
  const { sns } = account
  const arn = await madeTopic(sns)
  const { url } = await subscribedQueue(account, arn, 'q')
  const put = (text: string) => sns.putDataProtectionPolicy({ ResourceArn: arn, DataProtectionPolicy: text })
  await put(policy({ Operation: { Deny: {} } }))
  await refused(sns.publish({ TopicArn: arn, Message: 'write to ann@example.com' }), 'AuthorizationError')
  await put(policy({ Operation: { Deidentify: { MaskConfig: { MaskWithCharacter: '*' } } }, DataIdentifier: ['Badge'] },
    { Configuration: { CustomDataIdentifier: [{ Name: 'Badge', Regex: 'B-\\d+' }] } }))
  await sns.publish({ TopicArn: arn, Message: 'I am B-12' })
  assert.deepEqual(await said(account, url), ['I am ****'])
  assert.match((await sns.getDataProtectionPolicy({ ResourceArn: arn })).DataProtectionPolicy!, /Badge/)
  await refused(put('nonsense'), 'InvalidParameter', /parse JSON/)
  await refused(put(policy({ Operation: {} })), 'InvalidParameter', /Operation/)
  await put('')
  assert.equal((await sns.getDataProtectionPolicy({ ResourceArn: arn })).DataProtectionPolicy ?? '', '')
})

test('on the way out, some subscribers see less, and some nothing', async t => {
  const account = await freshAccount(t)
  const { sns } = account
  const arn = await madeTopic(sns)
  const { url } = await subscribedQueue(account, arn, 'q')
  const put = (statement: object) =>
    sns.putDataProtectionPolicy({ ResourceArn: arn, DataProtectionPolicy: policy({ DataDirection: 'Outbound', ...statement }) })
  await put({ Operation: { Deidentify: { RedactConfig: {} } } })
  await sns.publish({ TopicArn: arn, Message: 'to a@b.c, now' })
  assert.deepEqual(await said(account, url), ['to , now'])
  await put({ Operation: { Deny: {} }, Principal: ['arn:aws:iam::111122223333:root'] })
  await sns.publish({ TopicArn: arn, Message: 'to a@b.c' })
  await sns.publish({ TopicArn: arn, Message: 'to nobody' })
  assert.deepEqual(await said(account, url), ['to nobody'])
  await put({ Operation: { Deny: {} }, Principal: undefined, NoPrincipal: ['111122223333'] })
  await sns.publish({ TopicArn: arn, Message: 'to a@b.c' })
  assert.deepEqual(await said(account, url), ['to a@b.c'])
})

test('a kind of data that is not looked for is refused by name', async t => {
  const { sns } = await freshAccount(t)
  const text = policy({ Operation: { Deny: {} }, DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/Name'] })
  await refused(sns.putDataProtectionPolicy({ ResourceArn: await madeTopic(sns), DataProtectionPolicy: text }), 'NotImplemented',
    /kind Name/)
})
