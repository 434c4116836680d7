// Rules: put, described, deleted; what they find is in `evaluation.ts`, what AWS's own ones look at in `managed-rule.ts`.
// Source: PutConfigRule, DescribeConfigRules, DescribeConfigRuleEvaluationStatus, DeleteConfigRule, AWS Config API Reference.

import type { Config, ConfigRule, Source } from '../../../generated/aws/config.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { frequencyMs } from './frequency.ts'
import { managedRule } from './managed-rule.ts'
import { someRecorder } from './recorder.ts'
import { Results, Rule, RuleStatuses, shownRule } from './rule-record.ts'
import { Remediations } from './remediation-record.ts'
import { tagSet } from './tag-set.ts'

type PutCall = Call<'InvalidParameterValueException' | 'NoAvailableConfigurationRecorderException'>

/** Making one again changes it, and looks at everything anew. */
export const PutConfigRule: Config['PutConfigRule'] = ({ ConfigRule: given, Tags: tags = [] }, call) => {
  someRecorder(call)
  const { ConfigRuleName: name, ConfigRuleArn: arn, ConfigRuleId: id } = given
  const existing = name !== undefined ? call.of(Rule).get(name)
    : [...call.of(Rule).scan()].find(rule => rule.id === id || call.arn(Rule, rule) === arn)
  const named = name ?? existing?.name
  if (named === undefined || named.trim() === '') throw invalid('The ConfigRuleName must not be empty.', call)
  if (existing === undefined) call.quota('ConfigRules', call.of(Rule).count() + 1)
  const rule = putRule(named, given, {}, call)
  if (tags.length > 0) call.tags(Rule).add(tagSet(tags), rule.name)
}

/** Inside a transaction. @throws InvalidParameterValueException */
export function putRule(name: string, given: ConfigRule, own: Pick<Rule, 'createdBy' | 'pack'>, call: PutCall): Rule {
  const { Description: description, Scope: scope, Source: source, InputParameters: parameters,
    MaximumExecutionFrequency: frequency } = given
  check(source, parameters, call)
  const existing = call.of(Rule).get(name)
  const rule = call.of(Rule).put({
    name, id: existing?.id ?? `config-rule-${call.alphanumeric(6).toLowerCase()}`, source, createdAt: existing?.createdAt ?? call.now(),
      ...own,
    ...(description !== undefined && { description }), ...(scope !== undefined && { scope }),
    ...(parameters !== undefined && parameters !== '' && { parameters }), ...(frequency !== undefined && { frequency }),
  })
  call.setTimer('evaluate', `${name}/${call.sequence()}`, call.now(), { rule: name })
  const period = periodMs(rule)
  if (period === undefined) call.cancelTimer('periodic', name)
  else call.setTimer('periodic', name, call.now() + period)
  return rule
}

/** How often a rule looks by itself; undefined where only changes call it. */
export function periodMs({ source, frequency }: Rule): number | undefined {
  if (source.Owner === 'AWS') return managedRule(source.SourceIdentifier ?? '')?.trigger === 'periodic' ? frequencyMs(frequency) : undefined
  const scheduled = source.SourceDetails?.find(({ MessageType }) => MessageType === 'ScheduledNotification')
  return scheduled && frequencyMs(scheduled.MaximumExecutionFrequency ?? frequency)
}

function check({ Owner: owner, SourceIdentifier: identifier = '', SourceDetails: details = [] }: Source, text: string | undefined,
  call: PutCall): void {
  const parameters = text === undefined || text === '' ? {} : jsonObject(text)
  if (parameters === undefined) throw invalid(`Invalid json ${text} passed in the InputParameters field`, call)
  if (owner === 'CUSTOM_POLICY') {
    throw new Fault('NotImplemented', 'Rules in Guard (CUSTOM_POLICY) are not evaluated here: use a managed rule or a Lambda function.',
      400)
  }
  if (owner === 'CUSTOM_LAMBDA') {
    if (!/^arn:[a-z-]+:lambda:/.test(identifier)) {
      throw invalid('The source identifier must be the ARN of a Lambda function when CUSTOM_LAMBDA is used as the Owner.', call)
    }
    if (details.length === 0) throw invalid('SourceDetails is required if the owner is CUSTOM_LAMBDA.', call)
    return
  }
  if (details.length > 0) throw invalid('SourceDetails should be null/empty if the owner is AWS.', call)
  const managed = managedRule(identifier)
  if (managed === undefined) throw unknownRule(identifier, call)
  const unknown = Object.keys(parameters).filter(name => !managed.parameters.includes(name))
  if (unknown.length > 0) throw invalid(`Unknown parameters provided in the inputParameters: ${text}.`, call)
  const missing = managed.required?.find(name => parameters[name] === undefined)
  if (missing !== undefined) throw invalid(`The required parameter [${missing}] is not present in the inputParameters.`, call)
}

/** AWS has some hundreds of rules; those that are not evaluated here are refused by name. */
function unknownRule(identifier: string, call: PutCall): Error {
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(identifier)) {
    return new Fault('NotImplemented',
      `The managed rule ${identifier} is not evaluated here; the README of AWS Config lists those that are.`, 400)
  }
  return invalid(`The sourceIdentifier ${identifier} is invalid. Please refer to the documentation for a list of valid sourceIdentifiers `
    + 'that can be used when AWS is the Owner.', call)
}

function invalid(message: string, call: Call<'InvalidParameterValueException'>): Error {
  return call.fault('InvalidParameterValueException', message)
}

/** @throws NoSuchConfigRuleException where one of them is not there */
export function rulesNamed(names: readonly string[] | undefined, call: Call): readonly Rule[] {
  return names === undefined || names.length === 0 ? [...call.of(Rule).scan()] : names.map(name => call.of(Rule).require(name))
}

export const DescribeConfigRules: Config['DescribeConfigRules'] = function* ({ ConfigRuleNames: names, Filters: filters }, call) {
  if (names !== undefined && names.length > 0) {
    for (const rule of rulesNamed(names, call)) yield shownRule(rule, call)
    return
  }
  if (filters?.EvaluationMode === 'PROACTIVE') return
  for (const rule of call.of(Rule).scan()) yield shownRule(rule, call)
}

export const DescribeConfigRuleEvaluationStatus: Config['DescribeConfigRuleEvaluationStatus'] = function* ({ ConfigRuleNames: names },
  call) {
  for (const rule of rulesNamed(names, call)) {
    const { invokedAt, failedAt, evaluatedAt, errorCode, errorMessage } = call.of(RuleStatuses).get(rule.name) ?? { rule: rule.name }
    yield {
      ConfigRuleName: rule.name, ConfigRuleArn: call.arn(Rule, rule), ConfigRuleId: rule.id, FirstActivatedTime: rule.createdAt,
      FirstEvaluationStarted: invokedAt !== undefined, ...(invokedAt !== undefined && { LastSuccessfulInvocationTime: invokedAt }),
      ...(evaluatedAt !== undefined && { LastSuccessfulEvaluationTime: evaluatedAt }),
      ...(failedAt !== undefined && { LastFailedEvaluationTime: failedAt }),
      ...(errorCode !== undefined && { LastErrorCode: errorCode, LastErrorMessage: errorMessage ?? '' }),
    }
  }
}

/** Its results go with it. */
export const DeleteConfigRule: Config['DeleteConfigRule'] = ({ ConfigRuleName: name }, call) => {
  call.of(Rule).require(name)
  if (call.of(Remediations).get(name) !== undefined) {
    throw call.fault('ResourceInUseException',
      `The ConfigRule '${name}' has an active remediation: delete its remediation configuration first.`)
  }
  dropRule(name, call)
}

/** Inside a transaction. */
export function dropRule(name: string, call: Call): void {
  dropResults(name, call)
  call.of(RuleStatuses).delete(name)
  call.of(Rule).delete(name)
  call.cancelTimer('periodic', name)
}

export const DeleteEvaluationResults: Config['DeleteEvaluationResults'] = ({ ConfigRuleName: name }, call) => {
  call.of(Rule).require(name)
  dropResults(name, call)
  return {}
}

function dropResults(rule: string, call: Call): void {
  for (const { type, id } of [...call.of(Results).scan({ within: [rule] })]) call.of(Results).delete(rule, type, id)
}
