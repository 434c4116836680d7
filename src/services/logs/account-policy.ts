// Policies of the account for all its log groups: data protection, one subscription filter, indexed fields.
// Source: PutAccountPolicy, DescribeAccountPolicies and DeleteAccountPolicy, CloudWatch Logs API Reference.

import type { AccountPolicy as PolicyOutput, Logs } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { checkProtection } from './data-protection.ts'
import { invalid } from './fault.ts'
import { checkIndexPolicy } from './index-policy.ts'
import { patternIn } from './filtering.ts'
import type { SubscriptionDocument } from './forwarding.ts'
import { checkDestination } from './subscription-filter.ts'

const most: Readonly<Record<string, number>> = { DATA_PROTECTION_POLICY: 1, SUBSCRIPTION_FILTER_POLICY: 1, FIELD_INDEX_POLICY: 20 }

export const PutAccountPolicy: Logs['PutAccountPolicy'] = (input, call) => {
  const { policyName: name, policyDocument: document, policyType: type, selectionCriteria: criteria, dryRun } = input
  const limit = most[type]
  if (limit === undefined || dryRun === true) {
    throw call.fault('NotImplemented', `Account policies here protect data, subscribe or index fields; ${type} is not modelled.`)
  }
  const except = criteria === undefined ? [] : exceptions(criteria, type, call)
  if (type === 'DATA_PROTECTION_POLICY') checkProtection(document, call)
  else if (type === 'FIELD_INDEX_POLICY') checkIndexPolicy(document, call)
  else checkSubscription(document, call)
  const policies = call.of(AccountPolicy)
  if (policies.get(type, name) === undefined && policies.count({ within: [type] }) >= limit) {
    throw call.fault('LimitExceededException', 'Resource limit exceeded.')
  }
  const policy = policies.put({ type, name, document, except, updatedAt: call.now(), ...(criteria !== undefined && { criteria }) })
  return { accountPolicy: outputOf(policy, call) }
}

/** "The only supported selectionCriteria filter is LogGroupName NOT IN []." */
function exceptions(criteria: string, type: string, call: Call): string[] {
  const list = /^\s*LogGroupName\s+NOT\s+IN\s+(\[.*\])\s*$/s.exec(criteria)?.[1]
  const names = jsonObject(`{"names":${list ?? 'null'}}`)?.names
  if (type === 'DATA_PROTECTION_POLICY' || !Array.isArray(names) || !names.every(name => typeof name === 'string')) {
    throw invalid(`Invalid selectionCriteria: ${criteria}`, call)
  }
  return names as string[]
}

function checkSubscription(text: string, call: Call): void {
  const { DestinationArn: arn, RoleArn: roleArn, FilterPattern: pattern = '' } = jsonObject(text) as SubscriptionDocument ?? {}
  if (arn === undefined) throw invalid('Invalid policy document: DestinationArn is required.', call)
  checkDestination(arn, roleArn, call)
  patternIn(pattern, call)
}

export const DeleteAccountPolicy: Logs['DeleteAccountPolicy'] = ({ policyName: name, policyType: type }, call) => {
  if (call.of(AccountPolicy).delete(type, name) === undefined) {
    throw call.fault('ResourceNotFoundException', `The specified account policy does not exist: ${name}`)
  }
  return {}
}

export const DescribeAccountPolicies: Logs['DescribeAccountPolicies'] = ({ policyType: type, policyName: name }, call) => ({
  accountPolicies: [...call.of(AccountPolicy).scan({ within: [type] })]
    .filter(policy => name === undefined || policy.name === name).map(policy => outputOf(policy, call)),
})

function outputOf({ type, name, document, criteria, updatedAt }: AccountPolicy, call: Call): PolicyOutput {
  return {
    policyName: name, policyDocument: document, policyType: type, scope: 'ALL', accountId: call.account, lastUpdatedTime: updatedAt,
    ...(criteria !== undefined && { selectionCriteria: criteria }),
  }
}
