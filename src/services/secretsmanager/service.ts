// AWS Secrets Manager: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { CreateSecret, UpdateSecret } from './creation.ts'
import { deleteDue, DeleteSecret, RestoreSecret } from './deletion.ts'
import { ListSecrets } from './filter.ts'
import { GetRandomPassword } from './password.ts'
import { conditionsOf, DeleteResourcePolicy, GetResourcePolicy, policyOf, PutResourcePolicy, targetOf, ValidateResourcePolicy }
  from './policy.ts'
import { SecretPolicy } from './policy-formation.ts'
import { RemoveRegionsFromReplication, ReplicateSecretToRegions, StopReplicationToReplica } from './replica.ts'
import { CancelRotateSecret, rotateDue, RotateSecret, turn } from './rotation.ts'
import { DescribeSecret, liveSecret, Secret } from './secret.ts'
import { BatchGetSecretValue, GetSecretValue, ListSecretVersionIds, PutSecretValue, UpdateSecretVersionStage } from './value.ts'

const oneAccount = 'Replicas in other accounts are not kept; ReplicateSecretToRegions keeps those of other regions.'

export const secretsManager = service({
  id: 'secretsmanager',
  resourceControls: true,
  resources: [Secret, SecretPolicy],
  operations: {
    BatchGetSecretValue, CancelRotateSecret, CreateSecret, DeleteResourcePolicy, DeleteSecret, DescribeSecret, GetRandomPassword,
    GetResourcePolicy, GetSecretValue, ListSecretVersionIds, ListSecrets, PutResourcePolicy, PutSecretValue, RemoveRegionsFromReplication,
    ReplicateSecretToRegions, RestoreSecret, RotateSecret, StopReplicationToReplica, UpdateSecret, UpdateSecretVersionStage,
    ValidateResourcePolicy,
  },
  refuses: {
    AssociateCrossAccountReplica: oneAccount, DisassociateCrossAccountReplica: oneAccount,
    ListResourcePolicies: 'A secret has one resource policy; GetResourcePolicy shows it.',
  },
  tagging: {
    resource: Secret, tag: 'TagResource', untag: 'UntagResource', list: 'DescribeSecret',
    identify: ({ SecretId: id }: { readonly SecretId: string }, call: Call) => [liveSecret(id, call).name],
    invalid: 'InvalidParameterException', tooMany: 'InvalidRequestException',
  },
  timers: { delete: deleteDue, rotate: rotateDue, turn },
  target: targetOf,
  resourcePolicy: policyOf,
  conditions: conditionsOf,
  /** ClientRequestToken is the id of a version, and judged by its value. */
  replays: false,
  ownPages: true,
  /** Regions send each other sealed values, that are longer than those that callers hold; the service measures the latter itself. */
  unchecked: (constraint, path) => constraint === 'length' && path === 'secretString',

  /** An ARN names the account. */
  locate(_operation, { SecretId: id }: { readonly SecretId?: string }) {
    const arn = id === undefined ? undefined : parseArn(id)
    return arn === undefined ? undefined : { account: arn.account }
  },
})
