// Remediation: what a rule finds wrong is put right by an automation of Systems Manager, asked for or by itself.
// Source: PutRemediationConfigurations and its neighbours, AWS Config API Reference; "Remediating Noncompliant Resources", Developer Guide.

import type { Config, RemediationConfiguration } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { Exceptions, Remediations } from './remediation-record.ts'
import type { Remediation } from './remediation-record.ts'
import { Rule } from './rule-record.ts'

/** One that cannot be taken is told of, and the others are. */
export const PutRemediationConfigurations: Config['PutRemediationConfigurations'] = ({ RemediationConfigurations: all }, call) => {
  for (const given of all) {
    if (call.of(Rule).get(given.ConfigRuleName) === undefined) {
      throw call.fault('InvalidParameterValueException', `The ConfigRule '${given.ConfigRuleName}' provided in the request is invalid. `
        + 'Please check the configRule name')
    }
    putRemediation(given, call)
  }
  return { FailedBatches: [] }
}

/** Inside a transaction. @throws InvalidParameterValueException */
export function putRemediation(given: RemediationConfiguration, call: Call<'InvalidParameterValueException'>): void {
  const { ConfigRuleName: rule, Automatic: automatic = false, MaximumAutomaticAttempts: attempts, RetryAttemptSeconds: seconds } = given
  if (automatic && (attempts === undefined || seconds === undefined)) {
    throw call.fault('InvalidParameterValueException',
      'MaximumAutomaticAttempts and RetryAttemptSeconds are required when Automatic is true.')
  }
  const id = call.of(Remediations).get(rule)?.id ?? call.uuid()
  call.of(Remediations).put({ rule, id, given, automatic })
}

export const DescribeRemediationConfigurations: Config['DescribeRemediationConfigurations'] = ({ ConfigRuleNames: names }, call) => ({
  RemediationConfigurations: names.flatMap(name => {
    const found = call.of(Remediations).get(name)
    return found === undefined ? [] : [shown(found, call)]
  }),
})

function shown(remediation: Remediation, call: Call): RemediationConfiguration {
  return { Parameters: {}, ...remediation.given, Automatic: remediation.automatic, Arn: call.arn(Remediations, remediation) }
}

export const DeleteRemediationConfiguration: Config['DeleteRemediationConfiguration'] = ({ ConfigRuleName: name }, call) => {
  call.of(Remediations).require(name)
  call.of(Remediations).delete(name)
  for (const { type, id } of [...call.of(Exceptions).scan({ within: [name] })]) call.of(Exceptions).delete(name, type, id)
  return {}
}

export const PutRemediationExceptions: Config['PutRemediationExceptions'] = (input, call) => {
  const { ConfigRuleName: rule, ResourceKeys: keys, Message: message, ExpirationTime: expiresAt } = input
  if (call.of(Remediations).get(rule) === undefined) {
    throw call.fault('InvalidParameterValueException', `No RemediationConfiguration for rule ${rule} exists.`)
  }
  for (const { ResourceType: type = '', ResourceId: id = '' } of keys) {
    call.of(Exceptions).put({ rule, type, id, ...(message !== undefined && { message }), ...(expiresAt !== undefined && { expiresAt }) })
  }
  return { FailedBatches: [] }
}

export const DescribeRemediationExceptions: Config['DescribeRemediationExceptions'] = ({ ConfigRuleName: rule, ResourceKeys: keys },
  call) => {
  const isAsked = (type: string, id: string) => keys === undefined || keys.length === 0
    || keys.some(({ ResourceType, ResourceId }) => ResourceType === type && ResourceId === id)
  const found = [...call.of(Exceptions).scan({ within: [rule] })]
    .filter(({ type, id, expiresAt }) => isAsked(type, id) && (expiresAt === undefined || expiresAt > call.now()))
  return {
    RemediationExceptions: found.map(({ type, id, message, expiresAt }) => ({
      ConfigRuleName: rule, ResourceType: type, ResourceId: id, ...(message !== undefined && { Message: message }),
      ...(expiresAt !== undefined && { ExpirationTime: expiresAt }),
    })),
  }
}

export const DeleteRemediationExceptions: Config['DeleteRemediationExceptions'] = ({ ConfigRuleName: rule, ResourceKeys: keys }, call) => {
  const missing = keys.find(({ ResourceType: type = '', ResourceId: id = '' }) => call.of(Exceptions).get(rule, type, id) === undefined)
  if (missing !== undefined) {
    throw call.fault('NoSuchRemediationExceptionException',
      `There is no remediation exception for ${missing.ResourceType} ${missing.ResourceId}.`)
  }
  for (const { ResourceType: type = '', ResourceId: id = '' } of keys) call.of(Exceptions).delete(rule, type, id)
  return { FailedBatches: [] }
}
