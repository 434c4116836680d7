// How much of each kind an account may have, where quotas bite. Data, and one sentence.
// Source: "IAM and AWS STS quotas", IAM User Guide; codes by Service Quotas.

import type { Quota } from '../../kernel/service.ts'

const limit = (name: string, value: number, code?: string): Quota => ({
  value, fault: 'LimitExceededException', message: () => `Cannot exceed quota for ${name}: ${value}`, ...(code !== undefined && { code }),
})

/** By the names of the resources. */
export const quotas: Readonly<Record<string, Quota>> = {
  User: limit('UsersPerAccount', 5000, 'L-F55AF5E4'), Group: limit('GroupsPerAccount', 300, 'L-F4A5425F'),
  Role: limit('RolesPerAccount', 1000, 'L-FE177D64'), Policy: limit('PoliciesPerAccount', 1500, 'L-E95E4862'),
  InstanceProfile: limit('InstanceProfilesPerAccount', 1000, 'L-6E65F664'),
  ServerCertificate: limit('ServerCertificatesPerAccount', 20, 'L-BF35879D'), VirtualMFADevice: limit('MFADevicesPerAccount', 10_000),
}
