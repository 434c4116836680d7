// AWS Key Management Service: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { actionOf, nameOf, policyOf, targetOf } from './access.ts'
import { DeriveSharedSecret } from './agreement.ts'
import { CreateAlias, DeleteAlias, ListAliases, UpdateAlias } from './alias.ts'
import { readAddress } from './ciphertext.ts'
import { conditionsOf } from './condition.ts'
import type { Asking } from './condition.ts'
import { CreateKey, DescribeKey, UpdateKeyDescription } from './creation.ts'
import { GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateRandom }
  from './data-key.ts'
import { CancelKeyDeletion, deleteKey, DisableKey, EnableKey, ScheduleKeyDeletion } from './deletion.ts'
import { Decrypt, Encrypt, ReEncrypt } from './encryption.ts'
import { CreateGrant, ListGrants, ListRetirableGrants, RetireGrant, RevokeGrant } from './grant.ts'
import { DeleteImportedKeyMaterial, expire, GetParametersForImport, ImportKeyMaterial } from './import.ts'
import { Alias, findKey, Key, ListKeys, requireKey } from './key.ts'
import { GenerateMac, VerifyMac } from './mac.ts'
import { GetKeyPolicy, ListKeyPolicies, PutKeyPolicy } from './policy.ts'
import { ReplicateKey, UpdatePrimaryRegion } from './replica.ts'
import { ReplicaKey } from './replica-formation.ts'
import { DisableKeyRotation, EnableKeyRotation, GetKeyRotationStatus, ListKeyRotations, rotate, RotateKeyOnDemand } from './rotation.ts'
import { GetPublicKey, Sign, Verify } from './signature.ts'
import { ListResourceTags, TagResource, UntagResource } from './tag.ts'
import { GetKeyLastUsage } from './usage.ts'

const noKeyStores = 'Custom key stores are AWS CloudHSM clusters or key managers outside of AWS; there is neither here.'
const noKem = 'Node.js 20 has no ML-KEM, so no key can be for it.'

export const kms = service({
  id: 'kms',
  resourceControls: true,
  resources: [Key, Alias, ReplicaKey],
  operations: {
    CancelKeyDeletion, CreateAlias, CreateGrant, CreateKey, Decrypt, DeleteAlias, DeleteImportedKeyMaterial, DeriveSharedSecret,
    DescribeKey, DisableKey, DisableKeyRotation, EnableKey, EnableKeyRotation, Encrypt, GenerateDataKey, GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateMac, GenerateRandom, GetKeyLastUsage, GetKeyPolicy,
    GetKeyRotationStatus, GetParametersForImport, GetPublicKey, ImportKeyMaterial, ListAliases, ListGrants, ListKeyPolicies,
    ListKeyRotations, ListKeys, ListResourceTags, ListRetirableGrants, PutKeyPolicy, ReEncrypt, ReplicateKey, RetireGrant, RevokeGrant,
    RotateKeyOnDemand, ScheduleKeyDeletion, Sign, TagResource, UntagResource, UpdateAlias, UpdateKeyDescription, UpdatePrimaryRegion,
    Verify, VerifyMac,
  },
  refuses: {
    ConnectCustomKeyStore: noKeyStores, CreateCustomKeyStore: noKeyStores, DeleteCustomKeyStore: noKeyStores,
    DescribeCustomKeyStores: noKeyStores, DisconnectCustomKeyStore: noKeyStores, UpdateCustomKeyStore: noKeyStores,
    Decapsulate: noKem, Encapsulate: noKem,
  },
  /** The operations are written by hand, for they have pages; the faults are told here. */
  tagging: {
    resource: Key, tag: 'TagResource', untag: 'UntagResource', list: 'ListResourceTags',
    identify: ({ KeyId: name }: { readonly KeyId: string }, call: Call) => [requireKey(name, call).id],
    invalid: 'TagException', tooMany: 'LimitExceededException',
  },
  timers: { delete: deleteKey, expire, rotate },
  iamAction: actionOf,
  target: targetOf,
  resourcePolicy: policyOf,
  conditions(_operation, input: Asking, call) {
    const name = nameOf(input)
    return conditionsOf(name === undefined ? undefined : findKey(name, call), input, call)
  },
  invalidToken: { code: 'InvalidMarkerException', message: 'Could not deserialize marker' },
  pageSizes: { ListAliases: 50, ListGrants: 50, ListKeyRotations: 100, ListKeys: 100, ListResourceTags: 50, ListRetirableGrants: 50 },
  /** Regions send each other keys in import tokens, that may be longer than those that callers hold. */
  unchecked: (constraint, path) => constraint === 'length' && path === 'importToken',

  /** A key's ARN, and a ciphertext, name the account. */
  locate(_operation, input: Asking) {
    const { KeyId: id, DestinationKeyId: destination, CiphertextBlob: blob } = input
    const name = destination ?? id
    const account = name !== undefined ? parseArn(name)?.account : blob === undefined ? undefined : readAddress(blob)?.account
    return account === undefined ? undefined : { account }
  },
})
