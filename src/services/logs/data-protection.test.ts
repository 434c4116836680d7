// What is hidden of events, from when on, and who may see it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

const policy = (identifiers: readonly string[], more: object = {}, audit: object = { FindingsDestination: {} }) => JSON.stringify({
  Name: 'p', Version: '2021-06-01', ...more, Statement: [
    { Sid: 'audit', DataIdentifier: identifiers, Operation: { Audit: audit } },
    { Sid: 'mask', DataIdentifier: identifiers, Operation: { Deidentify: { MaskConfig: {} } } },
  ],
})

test('events that come under a policy are masked, unless unmasked', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['before a@b.cd'])
  const policyDocument = policy(['arn:aws:dataprotection::aws:data-identifier/EmailAddress', 'Badge'],
    { Configuration: { CustomDataIdentifier: [{ Name: 'Badge', Regex: 'B-\\d+' }] } })
  await logs.putDataProtectionPolicy({ logGroupIdentifier: 'g', policyDocument })
  await cloud.clock.advance('1s')
  await put(here, 'g:s', ['after a@b.cd with B-12'])
  const place = { logGroupName: 'g', logStreamName: 's' }
  assert.equal(texts((await logs.getLogEvents(place)).events), 'before a@b.cd,after ****** with ****')
  assert.equal(texts((await logs.getLogEvents({ ...place, unmask: true })).events), 'before a@b.cd,after a@b.cd with B-12')
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g', filterPattern: '"a@b.cd"' })).events), 'before a@b.cd')
  assert.equal((await logs.describeLogGroups({})).logGroups![0]!.dataProtectionStatus, 'ACTIVATED')
  assert.equal((await logs.getDataProtectionPolicy({ logGroupIdentifier: 'g' })).policyDocument, policyDocument)
  await logs.deleteDataProtectionPolicy({ logGroupIdentifier: 'g' })
  assert.equal((await logs.getDataProtectionPolicy({ logGroupIdentifier: 'g' })).policyDocument, undefined)
})

test('what is no policy, and what is not looked for', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  const put = (policyDocument: string) => logs.putDataProtectionPolicy({ logGroupIdentifier: 'g', policyDocument })
  await refused(put('{}'), 'InvalidParameterException', /two statements/)
  await refused(put(policy([])), 'InvalidParameterException', /DataIdentifier/)
  await refused(put(policy(['Badge'], { Configuration: { CustomDataIdentifier: [{ Name: 'Badge', Regex: '(' }] } })),
    'InvalidParameterException')
  await refused(put(policy(['arn:aws:dataprotection::aws:data-identifier/Name'])), 'NotImplemented', /kind Name/)
  await refused(put(policy(['EmailAddress'], {}, { FindingsDestination: { S3: { Bucket: 'b' } } })), 'NotImplemented', /bucket/)
})

test('findings are told to a log group', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await logs.createLogGroup({ logGroupName: 'audit' })
  const policyDocument = policy(['EmailAddress', 'Ssn-US'], {}, { FindingsDestination: { CloudWatchLogs: { LogGroup: 'audit' } } })
  await logs.putDataProtectionPolicy({ logGroupIdentifier: 'g', policyDocument })
  await put(here, 'g:s', ['from a@b.cd to e@f.gh', 'nothing'])
  await cloud.clock.advance('1s')
  const { events = [] } = await logs.filterLogEvents({ logGroupName: 'audit' })
  assert.deepEqual(events.map(({ message }) => {
    const { auditTimestamp: _, ...rest } = JSON.parse(message!) as Record<string, unknown>
    return rest
  }), [{ resourceArn: 'arn:aws:logs:us-east-1:111122223333:log-group:g:*', dataIdentifiers: [
    { name: 'EmailAddress', count: 2, detections: [{ start: 6, end: 11 }, { start: 16, end: 21 }] }] }])
})
