// AWS managed keys: those that services keep in an account under `alias/aws/…`. They are there from their first use, by the service or by
// name; their policies let every principal of the account use them through that service, and look at them. AWS rotates them every year.
// Source: "AWS managed keys" and "Rotate AWS KMS keys", KMS Developer Guide.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Alias, Key } from './key.ts'
import { Material, newMaterialId } from './material.ts'
import { keySpecs, newMaterial } from './key-spec.ts'
import { scheduleRotation } from './rotation-timer.ts'

/** What follows `alias/aws/` in the aliases of AWS managed keys. */
const services: ReadonlySet<string> = new Set([
  'acm', 'backup', 'codecommit', 'connect', 'dms', 'dynamodb', 'ebs', 'elasticfilesystem', 'es', 'fsx', 'glue', 'kafka', 'kinesis',
  'kinesisvideo', 'lambda', 'lex', 'rds', 'redshift', 's3', 'secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'workspaces', 'xray',
])

const prefix = 'alias/aws/'
const yearDays = 365

/** The key behind a predefined alias, made if it is the first that asks; undefined for any other name. Inside a transaction. */
export function predefinedKey(name: string, call: Call): Key | undefined {
  const aliasName = parseArn(name)?.resource ?? name
  if (!aliasName.startsWith(prefix) || (parseArn(name)?.region ?? call.region) !== call.region) return undefined
  const known = call.of(Alias).get(aliasName)
  if (known !== undefined) return call.of(Key).get(known.keyId)
  const service = aliasName.slice(prefix.length)
  return services.has(service) ? make(aliasName, service, call) : undefined
}

function make(aliasName: string, service: string, call: Call): Key {
  const now = call.now()
  const id = call.uuid()
  const materialId = newMaterialId()
  const bytes = newMaterial(keySpecs['SYMMETRIC_DEFAULT']!) as Uint8Array
  call.of(Material).put({ keyId: id, id: materialId, bytes, sequence: call.sequence() })
  const key = call.of(Key).insert({
    id, materialId, createdAt: now, spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS', manager: 'AWS',
    state: 'Enabled',
    description: `Default key that protects my ${service.toUpperCase()} data when no other key is defined`,
    policy: policyFor(service, call),
  })
  call.of(Alias).insert({ name: aliasName, keyId: id, createdAt: now, updatedAt: now })
  return scheduleRotation(key, yearDays, call)
}

function policyFor(service: string, call: Call): string {
  const root = ['arn', call.partition, 'iam', '', call.account, 'root'].join(':')
  return JSON.stringify({
    Version: '2012-10-17',
    Id: `auto-${service}-1`,
    Statement: [{
      Sid: `Allow access through ${service} for all principals in the account that are authorized to use it`,
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey'],
      Resource: '*',
      Condition: { StringEquals: {
        'kms:CallerAccount': call.account, 'kms:ViaService': `${service === 'ebs' ? 'ec2' : service}.${call.region}.amazonaws.com`,
      } },
    }, {
      Sid: 'Allow direct access to key metadata to the account',
      Effect: 'Allow',
      Principal: { AWS: root },
      Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
      Resource: '*',
    }],
  })
}

/** What AWS says to changes of the keys that are not the customer's. @throws AccessDeniedException */
export function refuseManaged(key: Key, call: Call): void {
  if (key.manager === 'CUSTOMER') return
  throw call.fault('AccessDeniedException',
    `User: ${call.principal.arn} is not authorized to perform: kms:${call.operation} on resource: ${call.arn(Key, key)} ` +
    `because no resource-based policy allows the kms:${call.operation} action`)
}
