// Trails: made, changed, shown, started, stopped, deleted. What they deliver is in `delivery.ts`.
// Source: CreateTrail, UpdateTrail, DescribeTrails, GetTrailStatus and their neighbours, AWS CloudTrail API Reference.

import type { Cloudtrail, CreateTrailRequest, Trail as Shown } from '../../../generated/aws/cloudtrail.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { beginDelivery, endDelivery } from './delivery-timer.ts'
import { madeDigestKey } from './digest-key.ts'
import { organizationOf } from './member.ts'
import { isArn, progressOf, shadows, shownTrail, Trail, trailAtHome, trailOf } from './trail-record.ts'
import type { Delivered } from './trail-record.ts'

const mostTrails = 5
const topicArn = arnTemplate('arn:{partition}:sns:{region}:{account}:{topic}')

export const CreateTrail: Cloudtrail['CreateTrail'] = async (input, call) => {
  const { Name: name, TagsList: tags = [] } = input
  checkName(name, call)
  if (call.of(Trail).get(name) !== undefined) {
    throw call.fault('TrailAlreadyExistsException', `Trail ${name} already exists for customer: ${call.account}`)
  }
  if (call.of(Trail).count() >= mostTrails) {
    throw call.fault('MaximumNumberOfTrailsExceededException', `User: ${call.account} already has ${mostTrails} trails in ${call.region}.`)
  }
  const made = await settled({ ...input, IncludeGlobalServiceEvents: input.IncludeGlobalServiceEvents ?? true }, call)
  return call.transact(() => {
    const trail = keep({ ...made, name, homeRegion: call.region, isLogging: false }, call)
    if (tags.length > 0) call.tags(Trail).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? ''])), name)
    return answered(trail, call)
  })
}

/** What is not said stays as it is. */
export const UpdateTrail: Cloudtrail['UpdateTrail'] = async (input, call) => {
  const before = trailAtHome(input.Name, call)
  const given = asGiven(before)
  const { S3BucketName = before.bucket } = input
  const changed = await settled({ ...given, ...input, S3BucketName, Name: before.name }, call)
  return call.transact(() => {
    const { selectors, advanced, insights, isLogging, startedAt, stoppedAt } = before
    const trail = keep({
      ...changed, name: before.name, homeRegion: before.homeRegion, isLogging, ...(selectors && { selectors }),
        ...(advanced && { advanced }),
      ...(insights && { insights }), ...(startedAt !== undefined && { startedAt }), ...(stoppedAt !== undefined && { stoppedAt }),
    }, call)
    return answered(trail, call)
  })
}

type Given = Omit<CreateTrailRequest, 'TagsList'>

function asGiven(trail: Trail): Partial<Given> {
  const { prefix, topic, logGroup, logRole, kmsKey, withGlobal, isMultiRegion, isOrganization, validates } = trail
  return {
    IncludeGlobalServiceEvents: withGlobal, IsMultiRegionTrail: isMultiRegion, IsOrganizationTrail: isOrganization,
    EnableLogFileValidation: validates, ...(prefix && { S3KeyPrefix: prefix }), ...(topic && { SnsTopicName: topic }),
    ...(logGroup && { CloudWatchLogsLogGroupArn: logGroup }), ...(logRole && { CloudWatchLogsRoleArn: logRole }),
      ...(kmsKey && { KmsKeyId: kmsKey }),
  }
}

/** Inside a transaction. */
function keep(trail: Trail, call: Call): Trail {
  const kept = call.of(Trail).put(trail)
  if (kept.isMultiRegion) shadows(call).put(call.arn(Trail, kept), kept)
  else shadows(call).delete(call.arn(Trail, kept))
  return kept
}

/** "3 to 128 characters; letters, numbers, periods, underscores, dashes; begins with a letter or number and ends with one." */
function checkName(name: string, call: Call<'InvalidTrailNameException'>): void {
  if (name.length < 3 || name.length > 128) {
    throw call.fault('InvalidTrailNameException', 'Trail name must be between 3 and 128 characters long.')
  }
  if (!/^[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/.test(name)) {
    throw call.fault('InvalidTrailNameException',
      'Trail name must begin and end with a letter or number, and have no adjacent special characters.')
  }
}

type PutCall = Call<'S3BucketDoesNotExistException' | 'InsufficientS3BucketPolicyException' | 'InvalidParameterCombinationException'
  | 'InvalidCloudWatchLogsLogGroupArnException' | 'CloudTrailAccessNotEnabledException' | 'InvalidSnsTopicNameException'
  | 'InvalidCloudWatchLogsRoleArnException' | 'InsufficientSnsTopicPolicyException'>

/** A trail's settings from what was given, its bucket and topic tried. */
async function settled(given: Given, call: PutCall): Promise<Omit<Trail, 'name' | 'homeRegion' | 'isLogging'>> {
  const { S3BucketName: bucket, S3KeyPrefix: prefix, CloudWatchLogsLogGroupArn: logGroup, CloudWatchLogsRoleArn: logRole,
    KmsKeyId: kmsKey } = given
  const { IsMultiRegionTrail: isMultiRegion = false, IncludeGlobalServiceEvents: withGlobal = true,
    IsOrganizationTrail: isOrganization = false } = given
  if (isMultiRegion && !withGlobal) {
    throw call.fault('InvalidParameterCombinationException', 'Multi-Region trail must include global service events.')
  }
  if (logGroup && !logRole) throw call.fault('InvalidCloudWatchLogsRoleArnException', 'You must specify a role ARN as well as a log group.')
  if (logGroup && !/^arn:[a-z-]+:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+(:\*)?$/.test(logGroup)) {
    throw call.fault('InvalidCloudWatchLogsLogGroupArnException', 'CloudTrail cannot validate the specified log group ARN.')
  }
  if (isOrganization) await organizationOf(call)
  await tryBucket(bucket, prefix, call)
  const topic = given.SnsTopicName ? await topicOf(given.SnsTopicName, call) : undefined
  if (given.EnableLogFileValidation === true) await madeDigestKey(call)
  return {
    bucket, withGlobal, isMultiRegion, isOrganization, validates: given.EnableLogFileValidation ?? false, ...(prefix && { prefix }),
    ...(topic && { topic }), ...(logGroup && { logGroup, logRole: logRole! }), ...(kmsKey && { kmsKey }),
  }
}

/** The folder that log files will lie in, by which CloudTrail sees that it may write. */
async function tryBucket(bucket: string, prefix: string | undefined, call: PutCall): Promise<void> {
  try {
    await call.to('s3').PutObject({ Bucket: bucket, Key: `${prefix ? `${prefix}/` : ''}AWSLogs/${call.account}/CloudTrail/`,
      Body: Buffer.alloc(0) as never })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.code === 'NoSuchBucket') throw call.fault('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`)
    throw call.fault('InsufficientS3BucketPolicyException', `Incorrect S3 bucket policy is detected for bucket: ${bucket}`)
  }
}

async function topicOf(given: string, call: PutCall): Promise<string> {
  const arn = isArn(given) ? given : topicArn(call, { topic: given })
  try {
    await call.to('sns').GetTopicAttributes({ TopicArn: arn })
    return arn
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw call.fault('InsufficientSnsTopicPolicyException', `SNS Topic does not exist or the topic policy is incorrect!`)
  }
}

function answered(trail: Trail, call: Call) {
  const { HomeRegion: _home, HasCustomEventSelectors: _selectors, HasInsightSelectors: _insights, ...shown } = shownTrail(trail, call)
  return shown
}

/** Trails of other regions that cover this one are shown too, unless that is not wanted. */
export const DescribeTrails: Cloudtrail['DescribeTrails'] = ({ trailNameList: names, includeShadowTrails: withShadows = true }, call) => {
  const own = [...call.of(Trail).scan()]
  const others = withShadows ? [...shadows(call).scan()].map(([, trail]) => trail).filter(({ homeRegion }) => homeRegion !== call.region)
    : []
  const all: Shown[] = [...own, ...others].map(trail => shownTrail(trail, call))
  const isAsked = ({ Name, TrailARN }: Shown) => names === undefined || names.length === 0
    || names.some(name => name === Name || name === TrailARN)
  return { trailList: all.filter(isAsked) }
}

export const ListTrails: Cloudtrail['ListTrails'] = function* (_, call) {
  const others = [...shadows(call).scan()].map(([, trail]) => trail).filter(({ homeRegion }) => homeRegion !== call.region)
  for (const trail of [...call.of(Trail).scan(), ...others]) {
    const { TrailARN, Name, HomeRegion } = shownTrail(trail, call)
    yield { TrailARN: TrailARN!, Name: Name!, HomeRegion: HomeRegion! }
  }
}

export const GetTrail: Cloudtrail['GetTrail'] = ({ Name: name }, call) => ({ Trail: shownTrail(trailOf(name, call), call) })

export const DeleteTrail: Cloudtrail['DeleteTrail'] = ({ Name: given }, call) => {
  const trail = trailAtHome(given, call)
  shadows(call).delete(call.arn(Trail, trail))
  endDelivery(trail.name, call)
  call.table('progress').delete(trail.name)
  call.of(Trail).delete(trail.name)
  return {}
}

export const StartLogging: Cloudtrail['StartLogging'] = ({ Name: given }, call) => {
  const trail = trailAtHome(given, call)
  if (trail.isLogging) return {}
  keep({ ...trail, isLogging: true, startedAt: call.now() }, call)
  beginDelivery(trail.name, call)
  return {}
}

export const StopLogging: Cloudtrail['StopLogging'] = ({ Name: given }, call) => {
  const trail = trailAtHome(given, call)
  if (!trail.isLogging) return {}
  keep({ ...trail, isLogging: false, stoppedAt: call.now() }, call)
  endDelivery(trail.name, call)
  return {}
}

export const GetTrailStatus: Cloudtrail['GetTrailStatus'] = ({ Name: given }, call) => {
  const { name, isLogging, startedAt, stoppedAt } = trailOf(given, call)
  const { files, notice, logs, digest } = progressOf(name, call)
  return {
    IsLogging: isLogging, ...(startedAt !== undefined && { StartLoggingTime: startedAt }),
      ...(stoppedAt !== undefined && { StopLoggingTime: stoppedAt }),
    ...(files !== undefined && { LatestDeliveryTime: files.at, LatestDeliveryError: files.error ?? '' }),
    ...(notice !== undefined && { LatestNotificationTime: notice.at, LatestNotificationError: notice.error ?? '' }),
    ...(logs !== undefined && { LatestCloudWatchLogsDeliveryTime: logs.at, LatestCloudWatchLogsDeliveryError: logs.error ?? '' }),
    ...(digest !== undefined && { LatestDigestDeliveryTime: digest.at, LatestDigestDeliveryError: digest.error ?? '' }),
    LatestDeliveryAttemptTime: timeText(files), LatestNotificationAttemptTime: timeText(notice),
    LatestDeliveryAttemptSucceeded: timeText(files?.error === undefined ? files : undefined),
    LatestNotificationAttemptSucceeded: timeText(notice?.error === undefined ? notice : undefined),
    TimeLoggingStarted: startedAt === undefined ? '' : timeText({ at: startedAt }), TimeLoggingStopped: stoppedAt === undefined ? ''
      : timeText({ at: stoppedAt }),
  }
}

function timeText(delivered: Delivered | undefined): string {
  return delivered === undefined ? '' : new Date(delivered.at).toISOString()
}
