// AWS::Config::ConfigRule and AWS::Config::RemediationConfiguration for Cloud Control and CloudFormation.
// Source: the resource types' pages, CloudFormation Template Reference: a rule's parameters are an object there, text in the API.

import type { ConfigRule, RemediationConfiguration } from '../../../generated/aws/config.ts'
import { jsonObject } from '../../std/json-object.ts'
import { formation, nameOf } from './formation.ts'

export const ruleFormation = formation({
  type: 'AWS::Config::ConfigRule', identifier: ['ConfigRuleName'], readOnly: ['ConfigRuleId', 'Compliance/Type', 'Arn'],
  missing: 'NoSuchConfigRuleException',
  async put({ InputParameters: parameters, Arn: _arn, ConfigRuleId: _id, Compliance: _compliance, ...properties }, call) {
    const name = nameOf(properties, 'ConfigRuleName', call)
    const text = parameters === undefined ? undefined : typeof parameters === 'string' ? parameters : JSON.stringify(parameters)
    const rule = { ...properties, ConfigRuleName: name, ...(text !== undefined && { InputParameters: text }) } as unknown as ConfigRule
    await call.to('config').PutConfigRule({ ConfigRule: rule })
    return name
  },
  async found(call, identifier) {
    const names = identifier === undefined ? {} : { ConfigRuleNames: [identifier] }
    const { ConfigRules: all = [] } = await call.to('config').DescribeConfigRules(names)
    return all.map(({ ConfigRuleArn: Arn, InputParameters: text, ConfigRuleState: _state, CreatedBy: _by, ...rule }) =>
      ({ ...rule, Arn, InputParameters: text === undefined ? undefined : jsonObject(text) }))
  },
  async delete(name, call) {
    await call.to('config').DeleteConfigRule({ ConfigRuleName: name })
  },
})

export const remediationFormation = formation({
  type: 'AWS::Config::RemediationConfiguration', identifier: ['ConfigRuleName'], missing: 'NoSuchRemediationConfigurationException',
  async put(properties, call) {
    await call.to('config').PutRemediationConfigurations({ RemediationConfigurations: [properties as unknown as RemediationConfiguration] })
    return String(properties['ConfigRuleName'])
  },
  async found(call, identifier) {
    const { ConfigRules: rules = [] } = identifier === undefined ? await call.to('config').DescribeConfigRules({}) : {}
    const names = identifier === undefined ? rules.map(({ ConfigRuleName: name }) => name!) : [identifier]
    if (names.length === 0) return []
    const { RemediationConfigurations: all = [] } = await call.to('config').DescribeRemediationConfigurations({ ConfigRuleNames: names })
    return all.map(({ Arn: _arn, ...properties }) => properties)
  },
  async delete(name, call) {
    await call.to('config').DeleteRemediationConfiguration({ ConfigRuleName: name })
  },
})
