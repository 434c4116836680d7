// AWS::SecretsManager::Secret for Cloud Control and CloudFormation, by real calls of Secrets Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by Id, its ARN.

import { everyPage } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

/** What GenerateSecretString says: a password, and a JSON template that it becomes a member of. */
interface Generated extends Readonly<Record<string, unknown>> {
  readonly SecretStringTemplate?: string
  readonly GenerateStringKey?: string
}

interface ReplicaRegion { readonly Region: string, readonly KmsKeyId?: string }

export const secretHandlers: CloudFormationHandlers = {
  type: 'AWS::SecretsManager::Secret',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['Name'],

  async create(properties, call) {
    const { Name: name, KmsKeyId: key, Description: description, ReplicaRegions: regions } = properties
    const text = await wantedText(properties, call)
    const { ARN: arn } = await call.to('secretsmanager').CreateSecret({
      Name: name === undefined ? `Secret-${call.alphanumeric(12)}` : String(name), Tags: tagsOf(properties),
      ...(key !== undefined && { KmsKeyId: String(key) }), ...(description !== undefined && { Description: String(description) }),
      ...(text !== undefined && { SecretString: text }),
      ...(regions !== undefined && { AddReplicaRegions: regions as ReplicaRegion[] }),
    })
    return arn!
  },

  async read(id, call) {
    const found = await call.to('secretsmanager').DescribeSecret({ SecretId: id })
    return {
      Id: id, Name: found.Name, ...(found.Description !== undefined && { Description: found.Description }),
      ...(found.KmsKeyId !== undefined && { KmsKeyId: found.KmsKeyId }), ...(found.Tags !== undefined && { Tags: found.Tags }),
      ...(found.ReplicationStatus !== undefined && {
        ReplicaRegions: found.ReplicationStatus.map(({ Region, KmsKeyId }) => ({ Region, KmsKeyId })),
      }),
    }
  },

  async update(id, properties, previous, call) {
    const secrets = call.to('secretsmanager')
    const text = properties.SecretString !== previous.SecretString ? await wantedText(properties, call) : undefined
    const { KmsKeyId: key, Description: description = '' } = properties
    await secrets.UpdateSecret({
      SecretId: id, Description: String(description), ...(key !== undefined && { KmsKeyId: String(key) }),
      ...(text !== undefined && { SecretString: text }),
    })
    const before = tagsOf(previous)
    const wanted = tagsOf(properties)
    const gone = before.filter(({ Key }) => !wanted.some(tag => tag.Key === Key)).map(({ Key }) => Key)
    if (gone.length > 0) await secrets.UntagResource({ SecretId: id, TagKeys: gone })
    if (wanted.length > 0) await secrets.TagResource({ SecretId: id, Tags: wanted })
  },

  async delete(id, call) {
    await call.to('secretsmanager').DeleteSecret({ SecretId: id, ForceDeleteWithoutRecovery: true })
  },

  async * list(call) {
    for await (const { ARN: arn } of everyPage(token => call.to('secretsmanager').ListSecrets(token),
      ({ SecretList }) => SecretList)) yield arn!
  },
}

async function wantedText({ SecretString: text, GenerateSecretString: generated }: Properties, call: Call): Promise<string | undefined> {
  if (generated === undefined) return text === undefined ? undefined : String(text)
  const { SecretStringTemplate: template, GenerateStringKey: key, ...rules } = generated as Generated
  const { RandomPassword: password } = await call.to('secretsmanager').GetRandomPassword(rules)
  if (template === undefined || key === undefined) return password
  return JSON.stringify({ ...JSON.parse(template) as object, [key]: password })
}

function tagsOf({ Tags: tags = [] }: Properties): Tag[] {
  return tags as Tag[]
}
