// What of IAM is refused, and why. Data only.

const delegation = 'Delegation requests come from AWS product integrations, of which there are none here to send or answer them.'
const templates = 'Role templates are published by AWS for its products; there are none here to make a role from.'
const properties = 'AWS documents no account properties of IAM that this cloud could keep.'
const reports = 'What an organization\'s accounts have called is not reported; see GenerateServiceLastAccessedDetails for identities.'

export const refuses: Readonly<Record<string, string>> = {
  AcceptDelegationRequest: delegation, AssociateDelegationRequest: delegation, CreateDelegationRequest: delegation,
  GetDelegationRequest: delegation, ListDelegationRequests: delegation, RejectDelegationRequest: delegation,
    SendDelegationToken: delegation,
  UpdateDelegationRequest: delegation,
  AcquireRole: templates, GetRoleTemplateVersion: templates,
  GetAccountProperties: properties, PutAccountProperties: properties,
  GenerateOrganizationsAccessReport: reports, GetOrganizationsAccessReport: reports,
  GetHumanReadableSummary: 'Summaries in human language are written by a model of language, which is not here.',
  EnableOutboundWebIdentityFederation: 'Tokens for the outside would be signed with keys that nobody outside could look up.',
  DisableOutboundWebIdentityFederation: 'Outbound web identity federation cannot be enabled here, and so not be disabled.',
  GetOutboundWebIdentityFederationInfo: 'Outbound web identity federation cannot be enabled here.',
}
