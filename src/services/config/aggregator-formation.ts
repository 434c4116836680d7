// AWS::Config::ConfigurationAggregator and AWS::Config::AggregationAuthorization for Cloud Control and CloudFormation.
// Source: the resource types' pages, CloudFormation Template Reference.

import type { PutConfigurationAggregatorRequest } from '../../../generated/aws/config.ts'
import { formation, nameOf } from './formation.ts'

export const aggregatorFormation = formation({
  type: 'AWS::Config::ConfigurationAggregator', identifier: ['ConfigurationAggregatorName'], readOnly: ['ConfigurationAggregatorArn'],
  missing: 'NoSuchConfigurationAggregatorException',
  async put({ ConfigurationAggregatorArn: _arn, ...properties }, call) {
    const name = nameOf(properties, 'ConfigurationAggregatorName', call)
    await call.to('config')
      .PutConfigurationAggregator({ ...properties, ConfigurationAggregatorName: name } as PutConfigurationAggregatorRequest)
    return name
  },
  async found(call, identifier) {
    const names = identifier === undefined ? {} : { ConfigurationAggregatorNames: [identifier] }
    const { ConfigurationAggregators: all = [] } = await call.to('config').DescribeConfigurationAggregators(names)
    return all.map(({ ConfigurationAggregatorName, ConfigurationAggregatorArn, AccountAggregationSources,
      OrganizationAggregationSource }) =>
      ({ ConfigurationAggregatorName, ConfigurationAggregatorArn, AccountAggregationSources, OrganizationAggregationSource }))
  },
  async delete(name, call) {
    await call.to('config').DeleteConfigurationAggregator({ ConfigurationAggregatorName: name })
  },
})

export const authorizationFormation = formation({
  type: 'AWS::Config::AggregationAuthorization', identifier: ['AuthorizedAccountId', 'AuthorizedAwsRegion'],
  readOnly: ['AggregationAuthorizationArn'], missing: 'InvalidParameterValueException',
  async put({ AuthorizedAccountId: account, AuthorizedAwsRegion: region }, call) {
    await call.to('config').PutAggregationAuthorization({ AuthorizedAccountId: String(account), AuthorizedAwsRegion: String(region) })
    return `${String(account)}|${String(region)}`
  },
  async found(call) {
    const { AggregationAuthorizations: all = [] } = await call.to('config').DescribeAggregationAuthorizations({})
    return all.map(({ AuthorizedAccountId, AuthorizedAwsRegion, AggregationAuthorizationArn }) =>
      ({ AuthorizedAccountId, AuthorizedAwsRegion, AggregationAuthorizationArn }))
  },
  async delete(identifier, call) {
    const [AuthorizedAccountId = '', AuthorizedAwsRegion = ''] = identifier.split('|')
    await call.to('config').DeleteAggregationAuthorization({ AuthorizedAccountId, AuthorizedAwsRegion })
  },
})
