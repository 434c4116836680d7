// What the model of WorkSpaces Secure Browser does not tell: where a portal is, and the ARN of each kind. Source: Portal,
// API Reference; "Actions, resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    BrowserSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:browserSettings/{id}' },
    DataProtectionSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:dataProtectionSettings/{id}' },
    IpAccessSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:ipAccessSettings/{id}' },
    NetworkSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:networkSettings/{id}' },
    SessionLogger: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:sessionLogger/{id}' },
    TrustStore: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:trustStore/{id}' },
    UserAccessLoggingSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:userAccessLoggingSettings/{id}' },
    UserSettings: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:userSettings/{id}' },
    Portal: { arn: 'arn:{partition}:workspaces-web:{region}:{account}:portal/{id}', gives: { endpoint: '{uuid}.workspaces-web.com' } },
  },
}
