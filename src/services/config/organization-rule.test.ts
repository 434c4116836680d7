// Rules and packs of an organization: put into its accounts, told of, and taken away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteOrganizationConfigRuleCommand, DeleteOrganizationConformancePackCommand, DescribeConfigRulesCommand,
    DescribeConformancePacksCommand,
  DescribeOrganizationConfigRulesCommand, DescribeOrganizationConfigRuleStatusesCommand, DescribeOrganizationConformancePacksCommand,
  DescribeOrganizationConformancePackStatusesCommand, GetOrganizationConfigRuleDetailedStatusCommand,
  GetOrganizationConformancePackDetailedStatusCommand, PutOrganizationConfigRuleCommand, PutOrganizationConformancePackCommand,
} from '@aws-sdk/client-config-service'
import { Organizations } from '@aws-sdk/client-organizations'
import { clientsOf, freshCloud, recording, refused } from './account.fixture.ts'

const TemplateBody = 'Resources: { R: { Type: AWS::Config::ConfigRule, '
  + 'Properties: { Source: { Owner: AWS, SourceIdentifier: EIP_ATTACHED } } } }'

test('every account of the organization gets it', async t => {
  const cloud = await freshCloud(t)
  const own = clientsOf(cloud)
  const put = (more: object = {}) => own.config.send(new PutOrganizationConfigRuleCommand({ OrganizationConfigRuleName: 'ips',
    OrganizationManagedRuleMetadata: { RuleIdentifier: 'EIP_ATTACHED' }, ...more }))
  await refused(put(), 'NoAvailableOrganizationException')
  const organizations = new Organizations(own.settings)
  await organizations.createOrganization({ FeatureSet: 'ALL' })
  const { CreateAccountStatus: made } = await organizations.createAccount({ Email: 'till@example.com', AccountName: 'till' })
  await cloud.clock.advance('1h')
  const { CreateAccountStatus: done } = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: made!.Id! })
  const member = clientsOf(cloud, done!.AccountId)
  await refused(member.config.send(new PutOrganizationConfigRuleCommand({ OrganizationConfigRuleName: 'x',
    OrganizationManagedRuleMetadata: { RuleIdentifier: 'EIP_ATTACHED' } })), 'OrganizationAccessDeniedException')
  await recording(own, ['AWS::EC2::EIP'])
  await put()
  const detailed = async () =>
    (await own.config.send(new GetOrganizationConfigRuleDetailedStatusCommand({ OrganizationConfigRuleName: 'ips' })))
    .OrganizationConfigRuleDetailedStatus!.map(({ AccountId, MemberAccountRuleStatus: status, ErrorCode }) => [AccountId, status,
      ErrorCode])
  assert.deepEqual((await detailed()).sort(), [[own.id, 'CREATE_SUCCESSFUL', undefined],
    [member.id, 'CREATE_FAILED', 'NoAvailableConfigurationRecorderException']].sort())
  await recording(member, ['AWS::EC2::EIP'])
  await put()
  const statuses = await own.config.send(new DescribeOrganizationConfigRuleStatusesCommand({}))
  assert.equal(statuses.OrganizationConfigRuleStatuses![0]!.OrganizationRuleStatus, 'UPDATE_SUCCESSFUL')
  const names = async () =>
    (await member.config.send(new DescribeConfigRulesCommand({}))).ConfigRules!.map(({ ConfigRuleName }) =>
      ConfigRuleName!.split('-').slice(0, 2).join('-'))
  assert.deepEqual(await names(), ['OrgConfigRule-ips'])
  const { OrganizationConfigRules: [rule] = [] } = await own.config.send(new DescribeOrganizationConfigRulesCommand({}))
  assert.match(rule!.OrganizationConfigRuleArn!, /:organization-config-rule\/ips-[a-z0-9]{8}$/)
  await own.config.send(new DeleteOrganizationConfigRuleCommand({ OrganizationConfigRuleName: 'ips' }))
  assert.deepEqual(await names(), [])
  const pack = { OrganizationConformancePackName: 'pack' }
  await own.config.send(new PutOrganizationConformancePackCommand({ ...pack, TemplateBody, ExcludedAccounts: [own.id] }))
  const packs = async () => (await member.config.send(new DescribeConformancePacksCommand({}))).ConformancePackDetails!.length
  assert.equal(await packs(), 1)
  assert.equal((await own.config.send(new DescribeOrganizationConformancePacksCommand({}))).OrganizationConformancePacks!.length, 1)
  const states = await own.config.send(new DescribeOrganizationConformancePackStatusesCommand({}))
  assert.equal(states.OrganizationConformancePackStatuses![0]!.Status, 'CREATE_SUCCESSFUL')
  const inDetail = await own.config.send(new GetOrganizationConformancePackDetailedStatusCommand(pack))
  assert.deepEqual(inDetail.OrganizationConformancePackDetailedStatuses!.map(({ AccountId }) => AccountId), [member.id])
  await own.config.send(new DeleteOrganizationConformancePackCommand(pack))
  assert.equal(await packs(), 0)
})
