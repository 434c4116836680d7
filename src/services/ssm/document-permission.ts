// Whom a document is shared with, and the policy that says so to the kernel.
// Source: ModifyDocumentPermission, DescribeDocumentPermission, Systems Manager API Reference; "Sharing SSM documents", User Guide.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { Document, plainName } from './document.ts'
import { pageOf } from './page.ts'

const mostAccounts = 1000

function checkType(type: string, call: Call<'InvalidPermissionType'>): void {
  if (type === 'Share') return
  throw call.fault('InvalidPermissionType',
    'The permission type isn\'t supported. Share is the only supported permission type.')
}

export const ModifyDocumentPermission: Ssm['ModifyDocumentPermission'] = (input, call) => {
  checkType(input.PermissionType, call)
  const document = call.of(Document).require(input.Name)
  const { AccountIdsToAdd: added = [], AccountIdsToRemove: removed = [], SharedDocumentVersion: version = '$DEFAULT' } = input
  const sharedWith = { ...document.sharedWith }
  for (const account of added) sharedWith[account.toLowerCase() === 'all' ? 'all' : account] = version
  for (const account of removed) delete sharedWith[account.toLowerCase() === 'all' ? 'all' : account]
  if (Object.keys(sharedWith).length > mostAccounts) {
    throw call.fault('DocumentPermissionLimit', 'The document can\'t be shared with more Amazon Web Services accounts.')
  }
  call.of(Document).put({ ...document, sharedWith })
  return {}
}

export const DescribeDocumentPermission: Ssm['DescribeDocumentPermission'] = (input, call) => {
  checkType(input.PermissionType, call)
  const { sharedWith } = call.of(Document).require(input.Name)
  const { items, next } = pageOf(Object.entries(sharedWith), { limit: input.MaxResults, usual: 200, token: input.NextToken }, call)
  return {
    AccountIds: items.map(([account]) => account),
    AccountSharingInfoList: items.map(([AccountId, SharedDocumentVersion]) => ({ AccountId, SharedDocumentVersion })), ...next,
  }
}

/** What other accounts may do with a document that is shared with them. */
export function documentPolicy(operation: string, name: string, call: Call): string | undefined {
  const document = /^(?:Get|Describe)Document$/.test(operation) ? call.of(Document).get(plainName(name)) : undefined
  const accounts = Object.keys(document?.sharedWith ?? {})
  if (document === undefined || accounts.length === 0) return undefined
  return JSON.stringify({ Version: '2012-10-17', Statement: [{
    Effect: 'Allow', Principal: { AWS: accounts.map(account => account === 'all' ? '*' : account) },
    Action: ['ssm:GetDocument', 'ssm:DescribeDocument'], Resource: call.arn(Document, document),
  }] })
}
