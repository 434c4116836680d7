// The organization behind a call: who belongs to it, and whether the caller may speak for it.

import type { Call } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'
import { found } from './plain-answer.ts'

/** Accounts of the organization. @throws OrganizationAccessDeniedException for all but its management account */
export async function membersOf(call: Call): Promise<readonly string[]> {
  const organization = await found(() => call.to('organizations').DescribeOrganization({}))
  if (organization === undefined) {
    throw new Fault('NoAvailableOrganizationException', 'The account is not part of an organization.', 400)
  }
  if (organization.Organization?.MasterAccountId !== call.account) {
    throw new Fault('OrganizationAccessDeniedException', 'This action can be only made by the management account of the organization.', 400)
  }
  const accounts: string[] = []
  let token: string | undefined
  do {
    const page = await call.to('organizations').ListAccounts(token === undefined ? {} : { NextToken: token })
    accounts.push(...(page.Accounts ?? []).filter(({ Status }) => Status === 'ACTIVE').map(({ Id }) => Id!))
    token = page.NextToken
  } while (token !== undefined)
  return accounts
}
