// What AppSync's model does not tell: the ARNs of what stands below an API, of which the pattern of its tag operations is another. Source:
// "Actions, resources, and condition keys for AWS AppSync", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    DataSource: { arn: 'arn:{partition}:appsync:{region}:{account}:apis/{parent0}/datasources/{id}' },
    DomainName: { arn: 'arn:{partition}:appsync:{region}:{account}:domainnames/{id}' },
    Function: { arn: 'arn:{partition}:appsync:{region}:{account}:apis/{parent0}/functions/{id}' },
    Resolver: { arn: 'arn:{partition}:appsync:{region}:{account}:apis/{parent0}/types/{parent1}/resolvers/{id}' },
    ChannelNamespace: { arn: 'arn:{partition}:appsync:{region}:{account}:apis/{parent0}/channelNamespace/{id}' },
  },
}
