// The organization behind an organization trail: its id and its accounts.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Organization { readonly id: string, readonly accounts: readonly string[] }

/** @throws OrganizationsNotInUseException, NotOrganizationMasterAccountException */
export async function organizationOf(call: Call): Promise<Organization> {
  let found
  try {
    found = (await call.to('organizations').DescribeOrganization({})).Organization
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  if (found === undefined) {
    throw new Fault('OrganizationsNotInUseException',
      'The request could not be processed because your account is not a member of an organization.', 404)
  }
  if (found.MasterAccountId !== call.account) {
    throw new Fault('NotOrganizationMasterAccountException',
      'The request could not be processed because your account is not the management account of your organization.', 400)
  }
  const accounts: string[] = []
  let token: string | undefined
  do {
    const page = await call.to('organizations').ListAccounts(token === undefined ? {} : { NextToken: token })
    accounts.push(...(page.Accounts ?? []).map(({ Id }) => Id!))
    token = page.NextToken
  } while (token !== undefined)
  return { id: found.Id!, accounts }
}
