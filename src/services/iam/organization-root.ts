// Central management of member accounts' roots, switched on and off by an organization's management account.
// Source: EnableOrganizationsRootCredentialsManagement and its kin, IAM API Reference.

import type { Iam } from '../../../generated/aws/iam.ts'
import { reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

type Feature = 'RootCredentialsManagement' | 'RootSessions'

interface Features { readonly OrganizationId: string, readonly EnabledFeatures: readonly Feature[] }

const table = 'organization-features'

/** The organization's id. @throws Fault where there is none, it does not manage root access, or another account manages it */
async function managed(call: Call): Promise<string> {
  const { principal } = call
  const organizations = call.to('organizations', { principal })
  const { Organization: organization } = await reworded(() => organizations.DescribeOrganization({}),
    () => call.fault('OrganizationNotFoundException', 'The request was rejected because your account is not a member of an organization.'))
  if (organization?.MasterAccountId !== call.account) {
    throw call.fault('AccountNotManagementOrDelegatedAdministratorException',
      'The request was rejected because the account making the request is not the management account for the organization.')
  }
  if (organization.FeatureSet !== 'ALL') {
    throw call.fault('OrganizationNotInAllFeaturesModeException',
      'The request was rejected because your organization does not have All features enabled.')
  }
  const { EnabledServicePrincipals: trusted = [] } = await organizations.ListAWSServiceAccessForOrganization({})
  if (!trusted.some(({ ServicePrincipal: service }) => service === 'iam.amazonaws.com')) {
    throw call.fault('ServiceAccessNotEnabledException',
      'The request was rejected because trusted access is not enabled for IAM in Organizations.')
  }
  return organization.Id!
}

function enabled(call: Call): readonly Feature[] {
  return call.table<readonly Feature[]>(table).get('enabled') ?? []
}

async function change(feature: Feature, isOn: boolean, call: Call): Promise<Features> {
  const OrganizationId = await managed(call)
  const others = enabled(call).filter(each => each !== feature)
  const EnabledFeatures = isOn ? [...others, feature].sort() : others
  call.transact(() => { call.table<readonly Feature[]>(table).put('enabled', EnabledFeatures) })
  return { OrganizationId, EnabledFeatures }
}

export const EnableOrganizationsRootCredentialsManagement: Iam['EnableOrganizationsRootCredentialsManagement'] = (_, call) =>
  change('RootCredentialsManagement', true, call)

export const EnableOrganizationsRootSessions: Iam['EnableOrganizationsRootSessions'] = (_, call) => change('RootSessions', true, call)

export const DisableOrganizationsRootCredentialsManagement: Iam['DisableOrganizationsRootCredentialsManagement'] = (_, call) =>
  change('RootCredentialsManagement', false, call)

export const DisableOrganizationsRootSessions: Iam['DisableOrganizationsRootSessions'] = (_, call) => change('RootSessions', false, call)

export const ListOrganizationsFeatures: Iam['ListOrganizationsFeatures'] = async (_, call) => {
  const OrganizationId = await managed(call)
  return { OrganizationId, EnabledFeatures: enabled(call) }
}
