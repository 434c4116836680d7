// What the tests of this folder share: a cloud with a frozen clock, and clients of several accounts.

import type { TestContext } from 'node:test'
import { Organizations } from '@aws-sdk/client-organizations'
import { Cloud } from '../../index.ts'

export const management = '111111111111'
export const member = '222222222222'

export interface Fresh {
  readonly cloud: Awaited<ReturnType<typeof Cloud.open>>
  readonly of: (account: string) => Organizations
  /** Of the management account. */
  readonly organizations: Organizations
}

/** A new cloud, closed when the test ends. */
export async function fresh(t: TestContext): Promise<Fresh> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-31T12:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const of = (account: string) => new Organizations({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  return { cloud, of, organizations: of(management) }
}

/** A new organization. @returns the id of its root */
export async function organized({ organizations }: Fresh, featureSet: 'ALL' | 'CONSOLIDATED_BILLING' = 'ALL'): Promise<string> {
  await organizations.createOrganization({ FeatureSet: featureSet })
  return (await organizations.listRoots({})).Roots![0]!.Id!
}

/** An account made in the organization. @returns its number */
export async function accountMade({ cloud, organizations }: Fresh, name: string): Promise<string> {
  const { CreateAccountStatus: status } = await organizations.createAccount({ AccountName: name, Email: `${name}@example.com` })
  await cloud.clock.advance('2m')
  const { CreateAccountStatus: done } = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: status!.Id! })
  return done!.AccountId!
}

/** An account invited, which accepts. */
export async function joinedBy({ organizations, of }: Fresh, account: string): Promise<void> {
  const { Handshake: invitation } = await organizations.inviteAccountToOrganization({ Target: { Type: 'ACCOUNT', Id: account } })
  await of(account).acceptHandshake({ HandshakeId: invitation!.Id! })
}
