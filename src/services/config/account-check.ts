// AWS's managed rules that look at an account by the clock: its password policy, its root, its users, its trails, its secrets.
// What a service refuses to say makes the evaluation fail. Source: "List of AWS Config Managed Rules", AWS Config Developer Guide.

import type { Call } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'
import type { Finding, ManagedRule, Parameters } from './check.ts'
import { judged } from './check.ts'

type Look = (parameters: Parameters, call: Call) => Promise<readonly Finding[]>

function periodic(parameters: readonly string[], account: Look): ManagedRule {
  return { trigger: 'periodic', types: [], parameters, account }
}

/** One finding about the account itself. */
function ofAccount(look: (parameters: Parameters, call: Call) => Promise<boolean>, whenNot: string): Look {
  return async (parameters, call) =>
    [{ type: 'AWS::::Account', id: call.account, ...judged(await look(parameters, call), whenNot) }]
}

type Trail = Readonly<Record<string, unknown>>

/** One for each trail. */
function ofTrails(look: (trail: Trail) => boolean, whenNot: string): Look {
  return async (_, call) => (await trailsOf(call)).map(trail =>
    ({ type: 'AWS::CloudTrail::Trail', id: String(trail['Name']), ...judged(look(trail), whenNot) }))
}

async function trailsOf(call: Call): Promise<readonly Trail[]> {
  return ((await call.to('cloudtrail').DescribeTrails({})).trailList ?? []) as unknown as readonly Trail[]
}

async function isLogging(trail: Trail, call: Call): Promise<boolean> {
  return (await call.to('cloudtrail').GetTrailStatus({ Name: String(trail['TrailARN']) })).IsLogging === true
}

/** The account has one that logs and is as wanted. */
function someTrail(look: (trail: Trail, parameters: Parameters) => boolean): (parameters: Parameters, call: Call) => Promise<boolean> {
  return async (parameters, call) => {
    for (const trail of await trailsOf(call)) if (look(trail, parameters) && await isLogging(trail, call)) return true
    return false
  }
}

const passwordParameters = [
  'RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'RequireSymbols', 'RequireNumbers', 'MinimumPasswordLength',
  'PasswordReusePrevention', 'MaxPasswordAge',
] as const

/** "Default: true", 14 characters, 24 passwords, 90 days. */
async function hasPasswordPolicy(given: Parameters, call: Call): Promise<boolean> {
  const policy = await passwordPolicy(call)
  if (policy === undefined) return false
  const wants = (name: string) => String(given[name] ?? true) === 'true'
  const flags = ['RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'RequireSymbols', 'RequireNumbers']
  return flags.every(name => !wants(name) || policy[name] === true)
    && Number(policy['MinimumPasswordLength'] ?? 0) >= Number(given['MinimumPasswordLength'] ?? 14)
    && Number(policy['PasswordReusePrevention'] ?? 0) >= Number(given['PasswordReusePrevention'] ?? 24)
    && Number(policy['MaxPasswordAge'] ?? Infinity) <= Number(given['MaxPasswordAge'] ?? 90)
}

async function passwordPolicy(call: Call): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await call.invoke('iam', 'GetAccountPasswordPolicy', {}))['PasswordPolicy'] as Readonly<Record<string, unknown>>
  } catch (error) {
    if (error instanceof Fault && /NoSuchEntity/.test(error.code)) return undefined
    throw error
  }
}

async function summary(call: Call): Promise<Readonly<Record<string, number>>> {
  return (await call.invoke('iam', 'GetAccountSummary', {}))['SummaryMap'] as Readonly<Record<string, number>>
}

type User = { readonly UserName: string, readonly UserId: string }

function ofUsers(operation: string, member: string, isRight: (found: readonly unknown[]) => boolean, whenNot: string): Look {
  return async (_, call) => {
    const { Users: users } = await call.invoke('iam', 'ListUsers', {}) as { Users?: readonly User[] }
    const findings: Finding[] = []
    for (const { UserName, UserId } of users ?? []) {
      const found = (await call.invoke('iam', operation, { UserName }))[member] as readonly unknown[] | undefined
      findings.push({ type: 'AWS::IAM::User', id: UserId, ...judged(isRight(found ?? []), whenNot) })
    }
    return findings
  }
}

const secretRotation: Look = async (_, call) => {
  const { SecretList: secrets = [] } = await call.to('secretsmanager').ListSecrets({})
  return secrets.map(({ ARN, RotationEnabled }) =>
    ({ type: 'AWS::SecretsManager::Secret', id: ARN!, ...judged(RotationEnabled === true, 'Rotation is not enabled.') }))
}

export const accountRules: Readonly<Record<string, ManagedRule>> = {
  IAM_PASSWORD_POLICY: periodic(passwordParameters, ofAccount(hasPasswordPolicy, 'The password policy is missing or too weak.')),
  ROOT_ACCOUNT_MFA_ENABLED: periodic([],
    ofAccount(async (_, call) => (await summary(call))['AccountMFAEnabled'] === 1, 'The root user has no MFA.')),
  IAM_ROOT_ACCESS_KEY_CHECK: periodic([],
    ofAccount(async (_, call) => (await summary(call))['AccountAccessKeysPresent'] === 0, 'The root user has access keys.')),
  IAM_USER_MFA_ENABLED: periodic([], ofUsers('ListMFADevices', 'MFADevices', found => found.length > 0, 'The user has no MFA device.')),
  IAM_USER_NO_POLICIES_CHECK: periodic([],
    ofUsers('ListAttachedUserPolicies', 'AttachedPolicies', found => found.length === 0, 'The user has policies of its own.')),
  IAM_USER_GROUP_MEMBERSHIP_CHECK: periodic(['groupNames'],
    ofUsers('ListGroupsForUser', 'Groups', found => found.length > 0, 'The user is in no group.')),
  CLOUD_TRAIL_ENABLED: periodic(['s3BucketName', 'snsTopicArn', 'cloudWatchLogsLogGroupArn'], ofAccount(
    someTrail((trail, { s3BucketName, snsTopicArn, cloudWatchLogsLogGroupArn }) =>
      ([[s3BucketName, 'S3BucketName'], [snsTopicArn, 'SnsTopicARN'], [cloudWatchLogsLogGroupArn, 'CloudWatchLogsLogGroupArn']] as const)
        .every(([wanted, name]) => wanted === undefined || trail[name] === wanted)), 'No trail is logging.')),
  MULTI_REGION_CLOUD_TRAIL_ENABLED: periodic(['s3BucketName', 'snsTopicArn', 'cloudWatchLogsLogGroupArn', 'includeManagementEvents',
    'readWriteType'], ofAccount(someTrail(trail => trail['IsMultiRegionTrail'] === true), 'No trail for all Regions is logging.')),
  CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED: periodic([],
    ofTrails(trail => trail['LogFileValidationEnabled'] === true, 'Digests are not written.')),
  CLOUD_TRAIL_ENCRYPTION_ENABLED: periodic([], ofTrails(trail => trail['KmsKeyId'] !== undefined, 'Log files are not encrypted with KMS.')),
  CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED: periodic(['expectedDeliveryWindowAge'],
    ofTrails(trail => trail['CloudWatchLogsLogGroupArn'] !== undefined, 'Events are not sent to CloudWatch Logs.')),
  SECRETSMANAGER_ROTATION_ENABLED_CHECK: periodic(['maximumAllowedRotationFrequency', 'maximumAllowedRotationFrequencyInHours'],
    secretRotation),
}
