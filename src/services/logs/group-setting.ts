// What can be changed of a log group beside its retention: its key, its protection from deletion, whether it takes bearer tokens.
// Source: AssociateKmsKey, DisassociateKmsKey and PutLogGroupDeletionProtection, CloudWatch Logs API Reference.

import type { Logs } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { checkKey, groupNamed, LogGroup } from './group.ts'

interface KeyNaming { readonly logGroupName?: string, readonly resourceIdentifier?: string }

export const AssociateKmsKey: Logs['AssociateKmsKey'] = async (input, call) => {
  const { name } = keyed(input, call)
  await checkKey(input.kmsKeyId, call)
  call.transact(() => { call.of(LogGroup).put({ ...call.of(LogGroup).require(name), kmsKeyArn: input.kmsKeyId }) })
}

export const DisassociateKmsKey: Logs['DisassociateKmsKey'] = (input, call) => {
  const { kmsKeyArn: _, ...group } = keyed(input, call)
  call.of(LogGroup).put(group)
}

/** @throws InvalidParameterException, NotImplemented for the key of query results */
function keyed({ logGroupName: name, resourceIdentifier: identifier }: KeyNaming, call: Call): LogGroup {
  if ((name === undefined) === (identifier === undefined)) {
    throw invalid('Exactly one of logGroupName and resourceIdentifier must be specified.', call)
  }
  if (identifier?.endsWith(':query-result:*')) {
    throw call.fault('NotImplemented', 'Keys are kept for log groups here; results of queries are not encrypted.')
  }
  return groupNamed(name ?? identifier!, call)
}

export const PutLogGroupDeletionProtection: Logs['PutLogGroupDeletionProtection'] = (input, call) => {
  const group = groupNamed(input.logGroupIdentifier, call)
  call.of(LogGroup).put({ ...group, protectedFromDeletion: input.deletionProtectionEnabled })
}
