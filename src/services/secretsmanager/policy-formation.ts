// AWS::SecretsManager::ResourcePolicy for Cloud Control and CloudFormation, by real calls of Secrets Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by Id, the secret's ARN.

import { everyPage, Fault, resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

async function put(id: string, { ResourcePolicy: policy, BlockPublicPolicy: block }: Properties, call: Call): Promise<string> {
  const { ARN: arn } = await call.to('secretsmanager').PutResourcePolicy({
    SecretId: id, ResourcePolicy: typeof policy === 'string' ? policy : JSON.stringify(policy),
    ...(block !== undefined && { BlockPublicPolicy: block === true || block === 'true' }),
  })
  return arn!
}

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['SecretId'],

  create: (properties, call) => put(String(properties.SecretId), properties, call),

  async read(id, call) {
    const { ResourcePolicy: policy } = await call.to('secretsmanager').GetResourcePolicy({ SecretId: id })
    if (policy === undefined) throw new Fault('ResourceNotFoundException', `The secret ${id} has no resource policy.`)
    return { Id: id, SecretId: id, ResourcePolicy: JSON.parse(policy) as unknown }
  },

  async update(id, properties, _previous, call) { await put(id, properties, call) },
  async delete(id, call) { await call.to('secretsmanager').DeleteResourcePolicy({ SecretId: id }) },

  async * list(call) {
    const secrets = call.to('secretsmanager')
    for await (const { ARN: arn } of everyPage(token => secrets.ListSecrets(token), ({ SecretList }) => SecretList)) {
      if ((await secrets.GetResourcePolicy({ SecretId: arn! })).ResourcePolicy !== undefined) yield arn!
    }
  },
}

/** What the resource is called, beside its secret. */
export const SecretPolicy = resource<{ readonly name: string }>({
  name: 'SecretPolicy', key: 'name', arn: 'arn:{partition}:secretsmanager:{region}:{account}:secret:{name}',
  notFound: 'ResourceNotFoundException', cloudFormation,
})
