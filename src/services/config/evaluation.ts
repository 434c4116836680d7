// Evaluations: what calls a rule (a change, the clock, a person), whom it asks (AWS's own check, or a Lambda function), and what is made of
// the answer. Source: "Evaluating Resources with AWS Config Rules" and "Example Events for AWS Config Rules", AWS Config Developer Guide.

import type { Config, Evaluation, Scope } from '../../../generated/aws/config.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { isThere, Newest, present, timeText, written } from './item.ts'
import type { Item } from './item.ts'
import { managedRule } from './managed-rule.ts'
import type { Finding } from './managed-rule.ts'
import { recordResult } from './result.ts'
import { recorderHere } from './recorder.ts'
import { periodMs, rulesNamed } from './rule.ts'
import { isManaged, noteStatus, Results, Rule } from './rule-record.ts'

/** What a result token stands for. */
interface Token { readonly rule: string, readonly invokedAt: number }

/** A resource has changed: the rules that want to know of it look at it. */
export async function evaluateChange(item: Item, call: Call): Promise<void> {
  if (!isThere(item)) {
    call.transact(() => {
      for (const { rule, type, id } of [...call.of(Results).by('resource').scan({ within: [item.type, item.id] })]) {
        call.of(Results).delete(rule, type, id)
      }
    })
  }
  for (const rule of [...call.of(Rule).scan()]) if (heedsChanges(rule) && isInScope(item, rule)) await evaluate(rule, item, call)
}

function heedsChanges({ source }: Rule): boolean {
  if (source.Owner === 'AWS') return managedRule(source.SourceIdentifier ?? '')?.trigger === 'change'
  return source.SourceDetails?.some(({ MessageType }) => MessageType === 'ConfigurationItemChangeNotification') === true
}

function isInScope(item: Item, { scope, source }: Rule): boolean {
  const managed = source.Owner === 'AWS' ? managedRule(source.SourceIdentifier ?? '') : undefined
  const types = scope?.ComplianceResourceTypes
  if (managed !== undefined && managed.types.length > 0 && !managed.types.includes(item.type)) return false
  return (types === undefined || types.length === 0 || types.includes(item.type)) && fitsScope(item, scope)
}

function fitsScope({ id, tags }: Item, scope: Scope = {}): boolean {
  const { ComplianceResourceId: wanted, TagKey: key, TagValue: value } = scope
  if (wanted !== undefined && wanted !== id) return false
  return key === undefined || (Object.hasOwn(tags, key) && (value === undefined || tags[key] === value))
}

/** Timer: a rule was made or asked for. */
export async function evaluateNow({ rule: name }: { readonly rule: string }, call: Call): Promise<void> {
  const rule = call.of(Rule).get(name)
  if (rule !== undefined) await evaluateAll(rule, call)
}

/** Timer: the rule's own time. */
export async function evaluateInTime(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const rule = call.of(Rule).get(name)
  const period = rule && periodMs(rule)
  if (rule === undefined || period === undefined) return
  call.transact(() => { call.setTimer('periodic', name, call.now() + period) })
  await evaluateAll(rule, call)
}

async function evaluateAll(rule: Rule, call: Call): Promise<void> {
  if (periodMs(rule) !== undefined) await evaluate(rule, undefined, call)
  if (!heedsChanges(rule)) return
  for (const item of [...present(call)]) if (isInScope(item, rule)) await evaluate(rule, item, call)
}

/** @param item absent where the rule looks by the clock */
async function evaluate(rule: Rule, item: Item | undefined, call: Call): Promise<void> {
  const invokedAt = call.now()
  const usage = rule.pack === undefined ? 'ConfigRuleEvaluations' : 'ConformancePackEvaluations'
  try {
    if (isManaged(rule)) {
      const findings = await judge(rule, item, call)
      call.transact(() => {
        for (const finding of findings) recordResult(rule, finding, invokedAt, call)
        if (findings.length > 0) call.meter(usage, findings.length, { resource: call.arn(Rule, rule) })
        noteStatus(rule.name, { invokedAt, evaluatedAt: invokedAt }, call)
      })
    } else {
      await ask(rule, item, invokedAt, call)
      call.transact(() => { noteStatus(rule.name, { invokedAt }, call) })
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => {
      noteStatus(rule.name, { invokedAt, failedAt: invokedAt, errorCode: error.code, errorMessage: error.message }, call)
    })
  }
}

async function judge({ source, parameters, scope }: Rule, item: Item | undefined, call: Call): Promise<readonly Finding[]> {
  const managed = managedRule(source.SourceIdentifier ?? '')!
  const given = jsonObject(parameters ?? '{}') ?? {}
  if (item !== undefined) {
    return isThere(item) ? [{ type: item.type, id: item.id, ...await managed.check!(item, given, call) }] : []
  }
  if (managed.account !== undefined) return managed.account(given, call)
  const findings: Finding[] = []
  for (const each of [...present(call)]) {
    if (managed.types.includes(each.type) && fitsScope(each, scope)) {
      findings.push({ type: each.type, id: each.id, ...await managed.check!(each, given, call) })
    }
  }
  return findings
}

/** A function is told what has happened, and answers by PutEvaluations. */
async function ask(rule: Rule, item: Item | undefined, invokedAt: number, call: Call): Promise<void> {
  const at = timeText(invokedAt)
  const invoking = item === undefined
    ? { awsAccountId: call.account, notificationCreationTime: at, messageType: 'ScheduledNotification', recordVersion: '1.0' }
    : {
        configurationItemDiff: null, configurationItem: written(item, call), notificationCreationTime: at, recordVersion: '1.3',
        messageType: 'ConfigurationItemChangeNotification',
      }
  const event = {
    invokingEvent: JSON.stringify(invoking), ruleParameters: rule.parameters ?? '{}', version: '1.0',
    resultToken: call.seal('evaluation', { rule: rule.name, invokedAt } satisfies Token), eventLeftScope: item !== undefined
      && !isThere(item),
    executionRoleArn: recorderHere(call)?.role ?? '', configRuleArn: call.arn(Rule, rule), configRuleName: rule.name, configRuleId: rule.id,
    accountId: call.account,
  }
  await call.to('lambda', { sourceArn: call.arn(Rule, rule) }).Invoke({
    FunctionName: rule.source.SourceIdentifier!, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) as never,
  })
}

export const StartConfigRulesEvaluation: Config['StartConfigRulesEvaluation'] = ({ ConfigRuleNames: names }, call) => {
  for (const { name } of rulesNamed(names, call)) call.setTimer('evaluate', `${name}/${call.sequence()}`, call.now(), { rule: name })
  return {}
}

/** What a function has found, by the token that it was given. */
export const PutEvaluations: Config['PutEvaluations'] = ({ Evaluations: evaluations = [], ResultToken: text, TestMode: isTest = false },
  call) => {
  if (isTest) return { FailedEvaluations: [] }
  const token = call.open('evaluation', text) as Token | undefined
  if (token === undefined) throw call.fault('InvalidResultTokenException', 'The resultToken provided is invalid.')
  const rule = call.of(Rule).require(token.rule)
  for (const evaluation of evaluations) checkEvaluation(evaluation, call)
  for (const evaluation of evaluations) recordResult(rule, findingOf(evaluation), token.invokedAt, call)
  if (evaluations.length > 0) {
    call.meter(rule.pack === undefined ? 'ConfigRuleEvaluations' : 'ConformancePackEvaluations', evaluations.length)
  }
  noteStatus(rule.name, { evaluatedAt: call.now() }, call)
  return { FailedEvaluations: [] }
}

export const PutExternalEvaluation: Config['PutExternalEvaluation'] = ({ ConfigRuleName: name, ExternalEvaluation: evaluation }, call) => {
  const rule = call.of(Rule).require(name)
  checkEvaluation(evaluation, call)
  recordResult(rule, findingOf(evaluation), call.now(), call)
  return {}
}

function findingOf(evaluation: Evaluation): Finding {
  const { ComplianceResourceType: type, ComplianceResourceId: id, ComplianceType: compliance, Annotation: annotation,
    OrderingTimestamp: orderingAt } =
    evaluation
  return { type, id, compliance: compliance as Finding['compliance'], orderingAt, ...(annotation !== undefined && { annotation }) }
}

/** @throws InvalidParameterValueException: "AWS Config does not support the INSUFFICIENT_DATA value for this data type" */
function checkEvaluation({ ComplianceType: type }: Evaluation, call: Call<'InvalidParameterValueException'>): void {
  if (type !== 'INSUFFICIENT_DATA') return
  throw call.fault('InvalidParameterValueException',
    'The ComplianceType INSUFFICIENT_DATA cannot be put: it is what rules without results have.')
}

/** For what else must look at a resource: whether it is there. */
export function isRecorded(type: string, id: string, call: Call): boolean {
  const item = call.of(Newest).get(type, id)
  return item !== undefined && isThere(item)
}
