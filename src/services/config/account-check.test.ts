// AWS's rules over the account, by what the services say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { accountRules } from './account-check.ts'

type Answers = Readonly<Record<string, unknown>>

function caller(answers: Answers) {
  const answer = async (operation: string) => {
    if (answers[operation] instanceof Fault) throw answers[operation]
    return answers[operation] ?? {}
  }
  return {
    account: '111122223333', invoke: (_: string, operation: string) => answer(operation),
    to: () => new Proxy({}, { get: (_, operation) => () => answer(String(operation)) }),
  } as never
}

const strong = { RequireUppercaseCharacters: true, RequireLowercaseCharacters: true, RequireSymbols: true, RequireNumbers: true,
  MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: 90 }
const trail = (more: object = {}) => ({ trailList: [{ Name: 't', TrailARN: 'arn', ...more }] })
const users = { ListUsers: { Users: [{ UserName: 'ann', UserId: 'AIDA1' }] } }

test('what passes, and what does not', async () => {
  const cases: [identifier: string, answers: Answers, compliance: string, parameters?: object][] = [
    ['IAM_PASSWORD_POLICY', { GetAccountPasswordPolicy: { PasswordPolicy: strong } }, 'COMPLIANT'],
    ['IAM_PASSWORD_POLICY', { GetAccountPasswordPolicy: { PasswordPolicy: { ...strong, MinimumPasswordLength: 8 } } }, 'NON_COMPLIANT'],
    ['IAM_PASSWORD_POLICY', { GetAccountPasswordPolicy: { PasswordPolicy: { ...strong, MinimumPasswordLength: 8 } } }, 'COMPLIANT',
      { MinimumPasswordLength: '8' }],
    ['IAM_PASSWORD_POLICY', { GetAccountPasswordPolicy: new Fault('NoSuchEntity', 'none') }, 'NON_COMPLIANT'],
    ['ROOT_ACCOUNT_MFA_ENABLED', { GetAccountSummary: { SummaryMap: { AccountMFAEnabled: 1 } } }, 'COMPLIANT'],
    ['IAM_ROOT_ACCESS_KEY_CHECK', { GetAccountSummary: { SummaryMap: { AccountAccessKeysPresent: 1 } } }, 'NON_COMPLIANT'],
    ['IAM_USER_MFA_ENABLED', { ...users, ListMFADevices: { MFADevices: [{}] } }, 'COMPLIANT'],
      ['IAM_USER_MFA_ENABLED', users, 'NON_COMPLIANT'],
    ['IAM_USER_NO_POLICIES_CHECK', users, 'COMPLIANT'], ['IAM_USER_GROUP_MEMBERSHIP_CHECK', users, 'NON_COMPLIANT'],
    ['CLOUD_TRAIL_ENABLED', { DescribeTrails: trail(), GetTrailStatus: { IsLogging: true } }, 'COMPLIANT'],
    ['CLOUD_TRAIL_ENABLED', { DescribeTrails: trail(), GetTrailStatus: { IsLogging: true } }, 'NON_COMPLIANT', { s3BucketName: 'other' }],
    ['CLOUD_TRAIL_ENABLED', { DescribeTrails: trail(), GetTrailStatus: { IsLogging: false } }, 'NON_COMPLIANT'],
    ['MULTI_REGION_CLOUD_TRAIL_ENABLED', { DescribeTrails: trail({ IsMultiRegionTrail: true }), GetTrailStatus: { IsLogging: true } },
      'COMPLIANT'],
    ['CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', { DescribeTrails: trail({ LogFileValidationEnabled: true }) }, 'COMPLIANT'],
    ['CLOUD_TRAIL_ENCRYPTION_ENABLED', { DescribeTrails: trail() }, 'NON_COMPLIANT'],
    ['CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED', { DescribeTrails: trail({ CloudWatchLogsLogGroupArn: 'a' }) }, 'COMPLIANT'],
    ['SECRETSMANAGER_ROTATION_ENABLED_CHECK', { ListSecrets: { SecretList: [{ ARN: 's', RotationEnabled: false }] } }, 'NON_COMPLIANT'],
  ]
  for (const [identifier, answers, wanted, parameters = {}] of cases) {
    const [found] = await accountRules[identifier]!.account!(parameters as Record<string, unknown>, caller(answers))
    assert.equal(found!.compliance, wanted, `${identifier} ${JSON.stringify(parameters)}`)
  }
  assert.deepEqual(Object.keys(accountRules).filter(name => !cases.some(([each]) => each === name)), [])
  await assert.rejects(accountRules['ROOT_ACCOUNT_MFA_ENABLED']!.account!({},
    caller({ GetAccountSummary: new Fault('NotImplemented', 'no') })), Fault)
})
