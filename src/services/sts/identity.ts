// Operations that say who someone is: the caller, the owner of a key, the reader of a denial. They store nothing and issue nothing.

import type { Sts } from '../../../generated/aws/sts.ts'
import { checkSession } from './session.ts'

/** Needs no permission; answers for whatever principal signed. */
export const GetCallerIdentity: Sts['GetCallerIdentity'] = (_, call) => {
  const { account, arn, userId } = call.principal
  return { Account: account, Arn: arn, UserId: userId }
}

/** The account is written in the key's id, so keys that no longer exist, or were never issued here, answer too. */
export const GetAccessKeyInfo: Sts['GetAccessKeyInfo'] = ({ AccessKeyId: id }, call) => {
  checkSession(call, ['assumed-role'])
  const account = call.identity.accountOfAccessKey(id)
  if (account === undefined) throw call.fault('ValidationError', `Invalid access key: ${id}`)
  return { Account: account }
}

export const DecodeAuthorizationMessage: Sts['DecodeAuthorizationMessage'] = ({ EncodedMessage: message }, call) => {
  checkSession(call, ['assumed-role'])
  const denial = call.identity.openDenial(message)
  if (denial === undefined) throw call.fault('InvalidAuthorizationMessageException', 'Message is not valid')
  return { DecodedMessage: denial }
}
