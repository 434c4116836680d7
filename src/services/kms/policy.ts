// Key policies: the default one, what a new one may be, and the operations on it. A key has exactly one policy, named `default`.
// Source: "Key policies in AWS KMS" and PutKeyPolicy, KMS API Reference.

import type { Kms } from '../../../generated/aws/kms.ts'
import { readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey } from './access.ts'
import { Key } from './key.ts'
import { refuseManaged } from './managed-key.ts'

/** What a key made by an SDK gets: the account decides. "Default key policy", KMS Developer Guide. */
export function defaultPolicy({ partition, account }: Call): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{
      Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: ['arn', partition, 'iam', '', account, 'root'].join(':') },
      Action: 'kms:*', Resource: '*',
    }],
  }, undefined, 2)
}

/**
 * Checks a policy's form, and that its author could change it again.
 * @throws MalformedPolicyDocumentException
 */
export function checkPolicy(text: string, bypass: boolean, call: Call): void {
  const read = readPolicy(text, 'resource')
  if ('problem' in read) throw call.fault('MalformedPolicyDocumentException', read.problem.message)
  if (bypass || call.principal.kind === 'service') return
  const { verdict } = call.evaluatePolicy(text, { action: 'kms:PutKeyPolicy', resource: '*' })
  if (verdict === 'allow') return
  throw call.fault('MalformedPolicyDocumentException', 'The new key policy will not allow you to update the key policy in the future.')
}

export const GetKeyPolicy: Kms['GetKeyPolicy'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  checkName(input.PolicyName, call)
  return { Policy: key.policy, PolicyName: 'default' }
}

export const PutKeyPolicy: Kms['PutKeyPolicy'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refuseManaged(key, call)
  checkName(input.PolicyName, call)
  checkPolicy(input.Policy, input.BypassPolicyLockoutSafetyCheck === true, call)
  call.of(Key).put({ ...key, policy: input.Policy })
}

export const ListKeyPolicies: Kms['ListKeyPolicies'] = function* (input, call) {
  permittedKey(input.KeyId, call, { ...input })
  yield 'default'
}

function checkName(name: string | undefined, call: Call): void {
  if (name === undefined || name === 'default') return
  throw call.fault('NotFoundException', `No such policy exists: ${name}`)
}
