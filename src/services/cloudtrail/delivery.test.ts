// Deliveries: five minutes after something has happened, a file for each region; topic and log group; digests; an organization's accounts.

import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { IAM } from '@aws-sdk/client-iam'
import { Organizations } from '@aws-sdk/client-organizations'
import { SNS } from '@aws-sdk/client-sns'
import { clientsOf, delivered, files, freshAccount, logging, text } from './account.fixture.ts'

test('management events of the region, five minutes later', async t => {
  const account = await freshAccount(t)
  const { sqs, cloud, trails } = account
  await logging(account)
  await sqs.createQueue({ QueueName: 'orders' })
  await clientsOf(cloud, account.id, 'eu-west-1').sqs.createQueue({ QueueName: 'elsewhere' })
  await cloud.clock.advance('4m')
  assert.deepEqual(await files(account), [])
  await cloud.clock.advance('1m')
  const [key] = await files(account)
  assert.match(key!, new RegExp('^AWSLogs/111122223333/CloudTrail/us-east-1/2027/03/01/'
    + '111122223333_CloudTrail_us-east-1_20270301T0015Z_[A-Za-z0-9]{16}\\.json\\.gz$'))
  assert.deepEqual((await delivered(account)).map(({ eventName, eventCategory }) => [eventName, eventCategory]),
    [['StartLogging', 'Management'], ['CreateQueue', 'Management']])
  const status = await trails.getTrailStatus({ Name: 'own' })
  assert.deepEqual([status.LatestDeliveryTime!.toISOString().slice(0, 16), status.LatestDeliveryError], ['2027-03-01T00:15', ''])
  await cloud.clock.advance('1h')
  const count = (await files(account)).length
  await cloud.clock.advance('1d')
  assert.equal((await files(account)).length, count, 'nothing has happened since')
  await trails.stopLogging({ Name: 'own' })
  await sqs.createQueue({ QueueName: 'unheard' })
  await cloud.clock.advance('2h')
  assert.equal((await delivered(account)).some(({ eventName }) => eventName === 'StopLogging'), false)
})

test('all regions, data events where they are selected, a bucket that is gone', async t => {
  const account = await freshAccount(t)
  const { cloud, trails, s3, sqs } = account
  await logging(account, { IsMultiRegionTrail: true })
  await s3.createBucket({ Bucket: 'shop' })
  await trails.putEventSelectors({ TrailName: 'own', EventSelectors: [{ ReadWriteType: 'WriteOnly',
    DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::shop/'] }] }] })
  await s3.putObject({ Bucket: 'shop', Key: 'a', Body: 'x' })
  await s3.getObject({ Bucket: 'shop', Key: 'a' })
  await s3.putObject({ Bucket: 'trail-files', Key: 'other', Body: 'x' })
  await clientsOf(cloud, account.id, 'eu-west-1').sqs.createQueue({ QueueName: 'elsewhere' })
  await cloud.clock.advance('1h')
  const events = await delivered(account)
  assert.deepEqual(events.filter(({ eventCategory }) => eventCategory === 'Data').map(({ eventName }) => eventName), ['PutObject'])
  assert.deepEqual(events.filter(({ awsRegion }) => awsRegion === 'eu-west-1').map(({ eventName }) => eventName), ['CreateQueue'])
  for (const Key of (await s3.listObjectsV2({ Bucket: 'trail-files' })).Contents!.map(each =>
    each.Key!)) await s3.deleteObject({ Bucket: 'trail-files',
    Key })
  await s3.deleteBucket({ Bucket: 'trail-files' })
  await sqs.createQueue({ QueueName: 'unwritten' })
  await cloud.clock.advance('1h')
  assert.equal((await trails.getTrailStatus({ Name: 'own' })).LatestDeliveryError, 'NoSuchBucket')
})

test('a topic hears of files, a log group has the events', async t => {
  const account = await freshAccount(t)
  const { cloud, settings, sqs, trails } = account
  const [sns, logs, iam] = [new SNS(settings), new CloudWatchLogs(settings), new IAM(settings)]
  const { TopicArn } = await sns.createTopic({ Name: 'files' })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'heard', Attributes: { Policy: JSON.stringify({ Statement: [{ Effect: 'Allow',
    Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }] }) } })
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:111122223333:heard',
    Attributes: { RawMessageDelivery: 'true' } })
  await logs.createLogGroup({ logGroupName: 'trail' })
  const { Role: role } = await iam.createRole({ RoleName: 'trail',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' }] }) })
  await iam.putRolePolicy({ RoleName: 'trail', PolicyName: 'logs', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 'logs:*', Resource: '*' }] }) })
  await logging(account, { SnsTopicName: 'files', CloudWatchLogsRoleArn: role!.Arn!,
    CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*' })
  await sqs.createQueue({ QueueName: 'orders' })
  await cloud.clock.advance('5m')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl })
  assert.deepEqual(JSON.parse(message!.Body!), { s3Bucket: 'trail-files', s3ObjectKey: await files(account) })
  const status = await trails.getTrailStatus({ Name: 'own' })
  assert.deepEqual([status.LatestNotificationError, status.LatestCloudWatchLogsDeliveryError], ['', ''])
  const { events = [] } = await logs.filterLogEvents({ logGroupName: 'trail', logStreamNames: ['111122223333_CloudTrail_us-east-1'] })
  assert.ok(events.some(({ message: line }) => (JSON.parse(line!) as { eventName: string }).eventName === 'CreateQueue'))
})

test('digests are chained, signed, and tell the truth of log files', async t => {
  const account = await freshAccount(t)
  const { cloud, trails, sqs } = account
  await logging(account, { EnableLogFileValidation: true })
  await sqs.createQueue({ QueueName: 'orders' })
  await cloud.clock.advance('2h')
  const [first, second] = await files(account, 'CloudTrail-Digest')
  assert.match(first!, /111122223333_CloudTrail-Digest_us-east-1_own_us-east-1_20270301T010000Z\.json\.gz$/)
  const { PublicKeyList: [key] = [] } = await trails.listPublicKeys({})
  const publicKey = createPublicKey({ key: Buffer.from(key!.Value!), type: 'pkcs1', format: 'der' })
  let previous = 'null'
  for (const each of [first!, second!]) {
    const { body, metadata } = await text(account, each)
    const digest = JSON.parse(body) as { digestEndTime: string, digestPublicKeyFingerprint: string,
      logFiles: { s3Object: string, hashValue: string }[] }
    const signed = `${digest.digestEndTime}\ntrail-files/${each}\n${createHash('sha256').update(body).digest('hex')}\n${previous}`
    assert.ok(verify('sha256', Buffer.from(signed), publicKey, Buffer.from(metadata.signature!, 'hex')), each)
    assert.equal(digest.digestPublicKeyFingerprint, key!.Fingerprint)
    for (const { s3Object, hashValue } of digest.logFiles) {
      assert.equal(createHash('sha256').update((await text(account, s3Object)).body).digest('hex'), hashValue)
    }
    if (each === first) assert.deepEqual(digest.logFiles.map(({ s3Object }) => s3Object), [(await files(account))[0]])
    previous = metadata.signature!
  }
})

test('an organization\'s accounts in one bucket', async t => {
  const account = await freshAccount(t)
  const { cloud, settings } = account
  const organizations = new Organizations(settings)
  const { Organization: { Id: organization } = {} } = await organizations.createOrganization({ FeatureSet: 'ALL' })
  const { CreateAccountStatus: made } = await organizations.createAccount({ Email: 'till@example.com', AccountName: 'till' })
  await cloud.clock.advance('1h')
  const { CreateAccountStatus: done } = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: made!.Id! })
  await logging(account, { IsOrganizationTrail: true })
  await clientsOf(cloud, done!.AccountId).sqs.createQueue({ QueueName: 'till' })
  await cloud.clock.advance('1h')
  assert.ok((await files(account)).some(key => key.startsWith(`AWSLogs/${organization}/${done!.AccountId}/CloudTrail/us-east-1/`)))
  assert.deepEqual((await delivered(account)).filter(({ recipientAccountId }) =>
    recipientAccountId === done!.AccountId).map(({ eventName }) => eventName),
    ['CreateQueue'])
})
