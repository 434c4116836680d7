// Secrets: their record and declaration, how names and ARNs name them, and what is said of them. What they hold is in `version.ts`.
// Source: Secrets Manager API Reference.

import type { DescribeSecretResponse, ReplicationStatusType, RotationRulesType, Secretsmanager }
  from '../../../generated/aws/secretsmanager.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { secretHandlers } from './cloud-formation.ts'
import { stagesOf } from './version.ts'

export interface Secret {
  readonly name: string
  /** Six characters at the end of its ARN: a secret made again under its old name has another. */
  readonly suffix: string
  readonly createdAt: number
  readonly changedAt: number
  readonly description?: string
  /** As it was given; the account's key for secrets where absent. */
  readonly kmsKeyId?: string
  /** The day on which its value was last asked for. */
  readonly accessedAt?: number
  readonly deletion?: { readonly at: number, readonly requestedAt: number }
  readonly policy?: string
  readonly rotation?: Rotation
  readonly replicas?: readonly Replica[]
  /** Of a replica, or of a secret that has some. */
  readonly primaryRegion?: string
}

export interface Rotation {
  readonly enabled: boolean
  readonly functionArn: string
  readonly rules: RotationRulesType
  readonly nextAt?: number
  readonly lastAt?: number
  /** Why the last try came to nothing. */
  readonly failure?: string
}

export interface Replica { readonly region: string, readonly kmsKeyId?: string, readonly status: string, readonly message?: string }

const notFound = 'Secrets Manager can\'t find the specified secret.'

export const Secret = resource<Secret>({
  name: 'Secret',
  key: 'name',
  arn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{suffix}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: () => notFound },
  exists: { code: 'ResourceExistsException', message: ([name]) => `The operation failed because the secret ${name} already exists.` },
  // "AWS Secrets Manager pricing": by the secret and hour; replicas are secrets; those marked for deletion cost nothing.
  meters: [{ usageType: ({ deletion }) => deletion === undefined ? 'AWSSecretsManager-Secrets' : undefined }],
  cloudFormation: secretHandlers,
})

/** The secret that a name, ARN or ARN without its suffix names. */
export function findSecret(id: string, call: Call): Secret | undefined {
  const arn = parseArn(id)
  if (arn === undefined) return call.of(Secret).get(id)
  if (arn.region !== call.region || !arn.resource.startsWith('secret:')) return undefined
  const rest = arn.resource.slice('secret:'.length)
  const whole = call.of(Secret).get(rest.slice(0, -7))
  if (whole !== undefined && `${whole.name}-${whole.suffix}` === rest) return whole
  return call.of(Secret).get(rest)
}

/** @throws ResourceNotFoundException */
export function requireSecret(id: string, call: Call): Secret {
  const found = findSecret(id, call)
  if (found === undefined) throw call.fault('ResourceNotFoundException', notFound)
  return call.of(Secret).require(found.name)
}

/** A secret that is not marked for deletion. @throws InvalidRequestException */
export function liveSecret(id: string, call: Call): Secret {
  const secret = requireSecret(id, call)
  if (secret.deletion === undefined) return secret
  throw call.fault('InvalidRequestException',
    'You can\'t perform this operation on the secret because it was marked for deletion.')
}

/** A live secret of this region, not a copy of another's. @throws InvalidRequestException */
export function ownSecret(id: string, call: Call): Secret {
  const secret = liveSecret(id, call)
  if (!isReplica(secret, call)) return secret
  throw call.fault('InvalidRequestException',
    'Operation not permitted on a replica secret. Call must be made in primary secret\'s region.')
}

export function isReplica({ primaryRegion }: Secret, { region }: Call): boolean {
  return primaryRegion !== undefined && primaryRegion !== region
}

/** What every answer about a secret begins with. */
export function named(secret: Secret, call: Call): { ARN: string, Name: string } {
  return { ARN: call.arn(Secret, secret), Name: secret.name }
}

export function replicationOf({ replicas = [] }: Secret): ReplicationStatusType[] {
  return replicas.map(({ region, kmsKeyId, status, message }) => ({
    Region: region, Status: status, KmsKeyId: kmsKeyId ?? 'alias/aws/secretsmanager',
    ...(message !== undefined && { StatusMessage: message }),
  }))
}

/** What DescribeSecret and ListSecrets have in common. */
export function entryOf(secret: Secret, call: Call): Omit<DescribeSecretResponse, 'VersionIdsToStages' | 'ReplicationStatus'> {
  const { rotation, deletion, kmsKeyId, description, accessedAt, primaryRegion } = secret
  const tags = Object.entries(call.tags(Secret).get(secret.name))
  return {
    ...named(secret, call), CreatedDate: secret.createdAt, LastChangedDate: secret.changedAt,
    ...(description !== undefined && { Description: description }),
    ...(kmsKeyId !== undefined && { KmsKeyId: kmsKeyId }),
    ...(accessedAt !== undefined && { LastAccessedDate: accessedAt }),
    ...(deletion !== undefined && { DeletedDate: deletion.requestedAt }),
    ...(primaryRegion !== undefined && { PrimaryRegion: primaryRegion }),
    ...(rotation !== undefined && {
      RotationEnabled: rotation.enabled, RotationLambdaARN: rotation.functionArn, RotationRules: rotation.rules,
      ...(rotation.lastAt !== undefined && { LastRotatedDate: rotation.lastAt }),
      ...(rotation.enabled && rotation.nextAt !== undefined && { NextRotationDate: rotation.nextAt }),
    }),
    ...(tags.length > 0 && { Tags: tags.map(([Key, Value]) => ({ Key, Value })) }),
  }
}

export const DescribeSecret: Secretsmanager['DescribeSecret'] = ({ SecretId: id }, call) => {
  const secret = requireSecret(id, call)
  return {
    ...entryOf(secret, call), VersionIdsToStages: stagesOf(secret.name, call),
    ...(secret.replicas !== undefined && { ReplicationStatus: replicationOf(secret) }),
  }
}
