// Trails: what they need, how they are shown here and in other regions, started, stopped, changed, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, logging, refused } from './account.fixture.ts'

test('a trail over all regions, at home and away', async t => {
  const account = await freshAccount(t)
  const { trails, cloud } = account
  const { TrailARN: arn,
    ...made } = await trails.createTrail({ Name: 'own', S3BucketName: 'trail-files', S3KeyPrefix: 'all', IsMultiRegionTrail: true })
  assert.equal(arn, 'arn:aws:cloudtrail:us-east-1:111122223333:trail/own')
  assert.deepEqual([made.S3KeyPrefix, made.IsMultiRegionTrail, made.LogFileValidationEnabled, made.IncludeGlobalServiceEvents],
    ['all', true, false, true])
  const away = clientsOf(cloud, account.id, 'eu-west-1').trails
  assert.deepEqual((await away.describeTrails({})).trailList!.map(({ Name, HomeRegion }) => [Name, HomeRegion]), [['own', 'us-east-1']])
  assert.deepEqual((await away.describeTrails({ includeShadowTrails: false })).trailList, [])
  assert.equal((await away.listTrails({})).Trails![0]!.TrailARN, arn)
  assert.equal((await away.getTrail({ Name: arn })).Trail!.Name, 'own')
  assert.equal((await away.getTrailStatus({ Name: arn })).IsLogging, false)
  await refused(away.startLogging({ Name: arn }), 'InvalidHomeRegionException')
  await refused(away.startLogging({ Name: 'own' }), 'TrailNotFoundException', /trail\/own for the user: 111122223333/)
  await trails.updateTrail({ Name: 'own', IsMultiRegionTrail: false })
  assert.deepEqual((await away.describeTrails({})).trailList, [])
  assert.equal((await trails.getTrail({ Name: 'own' })).Trail!.S3KeyPrefix, 'all')
  await trails.deleteTrail({ Name: arn })
  await refused(trails.getTrail({ Name: 'own' }), 'TrailNotFoundException')
})

test('logging, and what it says of itself', async t => {
  const account = await freshAccount(t)
  const { trails, cloud } = account
  await logging(account)
  await cloud.clock.advance('1m')
  await trails.stopLogging({ Name: 'own' })
  const { IsLogging, StartLoggingTime, StopLoggingTime, TimeLoggingStarted } = await trails.getTrailStatus({ Name: 'own' })
  assert.deepEqual([IsLogging, StopLoggingTime!.getTime() - StartLoggingTime!.getTime()], [false, 60_000])
  assert.match(TimeLoggingStarted!, /^2027-03-01T00:10:0\d\.\d{3}Z$/)
})

test('what cannot be a trail', async t => {
  const { trails } = await freshAccount(t)
  const create = (more: object = {}) => trails.createTrail({ Name: 'own', S3BucketName: 'trail-files', ...more })
  const cases: [object, string][] = [
    [{ Name: 'x' }, 'InvalidTrailNameException'], [{ Name: 'a..b' }, 'InvalidTrailNameException'],
    [{ S3BucketName: 'absent' }, 'S3BucketDoesNotExistException'], [{ SnsTopicName: 'absent' }, 'InsufficientSnsTopicPolicyException'],
    [{ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false }, 'InvalidParameterCombinationException'],
    [{ CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:x:*' }, 'InvalidCloudWatchLogsRoleArnException'],
    [{ CloudWatchLogsLogGroupArn: 'x', CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/r' },
      'InvalidCloudWatchLogsLogGroupArnException'],
    [{ IsOrganizationTrail: true }, 'OrganizationsNotInUseException'],
  ]
  for (const [more, code] of cases) await refused(create(more), code)
  for (let i = 0; i < 5; i += 1) await create({ Name: `trail${i}` })
  await refused(create({ Name: 'trail0' }), 'TrailAlreadyExistsException', /Trail trail0 already exists for customer: 111122223333/)
  await refused(create(), 'MaximumNumberOfTrailsExceededException')
})
