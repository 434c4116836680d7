// Resource policies of secrets. Source: PutResourcePolicy and ValidateResourcePolicy, Secrets Manager API Reference.

import type { Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import { readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { findSecret, liveSecret, named, Secret } from './secret.ts'

/** Members that name a secret. */
interface Naming { readonly SecretId?: string, readonly Name?: string }

export function targetOf(_operation: string, { SecretId: id, Name: name }: Naming, call: Call): string | undefined {
  if (name !== undefined) return Secret.arnOf(call, { name, suffix: '??????' })
  const secret = id === undefined ? undefined : findSecret(id, call)
  return secret === undefined ? undefined : call.arn(Secret, secret)
}

export function policyOf(_operation: string, { SecretId: id }: Naming, call: Call): string | undefined {
  return id === undefined ? undefined : findSecret(id, call)?.policy
}

/** "Condition keys for AWS Secrets Manager", Service Authorization Reference. */
const conditionMembers = {
  Name: 'secretsmanager:name', SecretId: 'secretsmanager:secretid', VersionId: 'secretsmanager:versionid',
  VersionStage: 'secretsmanager:versionstage', KmsKeyId: 'secretsmanager:kmskeyid', Description: 'secretsmanager:description',
  RecoveryWindowInDays: 'secretsmanager:recoverywindowindays', RotationLambdaARN: 'secretsmanager:rotationlambdaarn',
  ForceDeleteWithoutRecovery: 'secretsmanager:forcedeletewithoutrecovery', BlockPublicPolicy: 'secretsmanager:blockpublicpolicy',
} as const

export function conditionsOf(operation: string, input: Naming & Readonly<Record<string, unknown>>, call: Call):
Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {}
  for (const [member, name] of Object.entries(conditionMembers)) {
    if (input[member] !== undefined) found[name] = [String(input[member])]
  }
  if (operation === 'GetSecretValue' && input['VersionId'] === undefined) found['secretsmanager:versionstage'] ??= ['AWSCURRENT']
  const secret = input.SecretId === undefined ? undefined : findSecret(input.SecretId, call)
  if (secret !== undefined) found['secretsmanager:secretid'] = [call.arn(Secret, secret)]
  return found
}

export const GetResourcePolicy: Secretsmanager['GetResourcePolicy'] = ({ SecretId: id }, call) => {
  const secret = liveSecret(id, call)
  return { ...named(secret, call), ...(secret.policy !== undefined && { ResourcePolicy: secret.policy }) }
}

export const PutResourcePolicy: Secretsmanager['PutResourcePolicy'] = ({ SecretId: id, ResourcePolicy: policy, BlockPublicPolicy: block },
  call) => {
  const secret = liveSecret(id, call)
  const problem = problemOf(policy)
  if (problem !== undefined) {
    throw call.fault('MalformedPolicyDocumentException', `This resource policy contains a syntax error. ${problem}`)
  }
  if (block === true && isPublic(policy)) {
    throw call.fault('PublicPolicyException',
      'The BlockPublicPolicy parameter is set to true, and the resource policy allows public access.')
  }
  call.of(Secret).put({ ...secret, policy })
  return named(secret, call)
}

export const DeleteResourcePolicy: Secretsmanager['DeleteResourcePolicy'] = ({ SecretId: id }, call) => {
  const { policy: _, ...secret } = liveSecret(id, call)
  call.of(Secret).put(secret)
  return named(secret, call)
}

export const ValidateResourcePolicy: Secretsmanager['ValidateResourcePolicy'] = ({ SecretId: id, ResourcePolicy: policy }, call) => {
  if (id !== undefined) liveSecret(id, call)
  const problem = problemOf(policy)
  const errors = problem !== undefined ? [{ CheckName: 'SYNTAX_CHECK', ErrorMessage: problem }]
    : isPublic(policy) ? [{ CheckName: 'PUBLIC_POLICY_CHECK', ErrorMessage: 'The resource policy allows public access.' }] : []
  return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors }
}

function problemOf(text: string): string | undefined {
  const read = readPolicy(text, 'resource')
  return 'problem' in read ? read.problem.message : undefined
}

/** Everyone is allowed something, without a condition. */
function isPublic(text: string): boolean {
  const read = readPolicy(text, 'resource')
  if ('problem' in read) return false
  return read.policy.statements.some(({ effect, principal, conditions }) =>
    effect === 'allow' && principal?.of['AWS']?.includes('*') === true && conditions.length === 0)
}
